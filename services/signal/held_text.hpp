#pragma once

#include "core/http/body_budget.hpp"
#include "core/http/body_stream.hpp"

#include <string>
#include <utility>

namespace baton::services::signal {

/// A text that is an answer's whole body, and what counts it until it has left: who does not read what they asked for
/// must not fill the memory.
class HeldText final : public core::http::BodyStream {
public:
    HeldText(std::string text, core::http::BodyBudget::Charge charge)
        : text_(std::move(text)), charge_(std::move(charge)) {}

    std::optional<std::uint64_t> size() const override { return text_.size(); }
    /// No errors.
    core::task<std::span<const std::byte>> next() override {
        if (std::exchange(given_, true)) co_return std::span<const std::byte>{};
        co_return std::as_bytes(std::span{text_});
    }

private:
    const std::string text_;
    const core::http::BodyBudget::Charge charge_;
    bool given_ = false;
};

}  // namespace baton::services::signal
