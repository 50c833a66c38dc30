#pragma once

#include "core/http/body_stream.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>

namespace baton::core::http {

/// A text that somebody else keeps, between two of the answer's own: sent from where it lies, so that many slow readers
/// of it cost no more memory than one.
class SplicedBody final : public BodyStream {
public:
    /// `kept` is not null; none of the three is empty.
    SplicedBody(std::string before, std::shared_ptr<const std::string> kept, std::string after)
        : before_(std::move(before)), kept_(std::move(kept)), after_(std::move(after)) {}

    std::optional<std::uint64_t> size() const override { return before_.size() + kept_->size() + after_.size(); }
    /// No errors.
    task<std::span<const std::byte>> next() override {
        const std::array<const std::string*, 3> texts{&before_, kept_.get(), &after_};
        if (next_ == texts.size()) co_return std::span<const std::byte>{};
        co_return std::as_bytes(std::span{*texts[next_++]});
    }

private:
    std::string before_;
    std::shared_ptr<const std::string> kept_;
    std::string after_;
    std::size_t next_ = 0;
};

}  // namespace baton::core::http
