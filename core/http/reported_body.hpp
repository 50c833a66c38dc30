#pragma once

#include "core/http/body_stream.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>

namespace baton::core::http {

/// A text as a body in one piece, for who wants to know when it has left; any other text is Response::body.
class TextBody final : public BodyStream {
public:
    explicit TextBody(std::string text) : text_(std::move(text)) {}

    std::optional<std::uint64_t> size() const override { return text_.size(); }
    /// No errors.
    task<std::span<const std::byte>> next() override {
        if (std::exchange(given_, true)) co_return std::span<const std::byte>{};
        co_return std::as_bytes(std::span{text_});
    }

private:
    std::string text_;
    bool given_ = false;
};

/// Another body, and who is told which bytes of it have left. Bytes that a client did not live to read count as well:
/// nobody can tell.
class ReportedBody final : public BodyStream {
public:
    /// `first`: of the bytes, counted in this body; `size` of them. On the connection's executor.
    using Report = std::function<void(std::uint64_t first, std::uint64_t size)>;

    ReportedBody(std::unique_ptr<BodyStream> body, Report report)
        : body_(std::move(body)), report_(std::move(report)) {}

    std::optional<std::uint64_t> size() const override { return body_->size(); }
    /// Errors: the other body's.
    task<std::span<const std::byte>> next() override {
        // The next piece is asked for when the last has left.
        if (given_ > 0) report_(at_, given_);
        at_ += given_;
        given_ = 0;
        const auto piece = co_await body_->next();
        if (piece) given_ = piece->size();
        co_return piece;
    }

private:
    std::unique_ptr<BodyStream> body_;
    Report report_;
    std::uint64_t at_ = 0;
    std::uint64_t given_ = 0;  ///< bytes of the last piece
};

}  // namespace baton::core::http
