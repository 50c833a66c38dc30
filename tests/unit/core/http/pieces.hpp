#pragma once

#include "core/http/request.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace baton::core::http {

/// A body that arrives in pieces of `step` bytes.
class Pieces : public BodySource {
public:
    Pieces(std::string text, std::size_t step) : text_(std::move(text)), step_(step) {}
    task<std::span<const std::byte>> read() override {
        const auto piece = std::string_view{text_}.substr(at_, step_);
        at_ += piece.size();
        co_return std::as_bytes(std::span{piece});
    }

private:
    std::string text_;
    std::size_t step_;
    std::size_t at_ = 0;
};

}  // namespace baton::core::http
