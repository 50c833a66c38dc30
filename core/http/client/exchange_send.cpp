// How a request leaves.
#include "core/http/client/exchange.hpp"

#include <algorithm>
#include <utility>

namespace baton::core::http::client {

namespace {

constexpr std::size_t piece_size = 64 * 1024;

std::span<const std::byte> bytes_of(std::string_view text) {
    return std::as_bytes(std::span{text});
}

}  // namespace

std::string Exchange::head() const {
    std::string head = request_.method + " " + url_.target + " HTTP/1.1\r\nHost: " + url_.authority + "\r\n";
    for (const auto& [name, value] : request_.fields) head.append(name).append(": ").append(value).append("\r\n");
    std::uint64_t length = 0;
    if (const auto* text = std::get_if<std::string>(&request_.body)) length = text->size();
    if (const auto* file = std::get_if<FilePart>(&request_.body)) length = file->part.size;
    const bool has_body = !std::holds_alternative<std::monostate>(request_.body);
    // Servers may want to be told that nothing comes where something usually does (RFC 9110 §8.6).
    if (has_body || request_.method == "POST" || request_.method == "PUT") {
        head += "Content-Length: " + std::to_string(length) + "\r\n";
    }
    return head += "\r\n";
}

task<> Exchange::send() {
    if (auto sent = co_await send_head(); !sent) co_return sent.error();
    result<> sent;
    if (const auto* text = std::get_if<std::string>(&request_.body)) sent = co_await send_text(*text);
    if (const auto* file = std::get_if<FilePart>(&request_.body)) sent = co_await send_file(*file);
    if (!sent) co_return sent.error();
    co_return result<>{};
}

task<> Exchange::send_head() {
    std::string head_text = head();
    const auto* text = std::get_if<std::string>(&request_.body);
    // A small body goes in the same packet.
    if (text != nullptr && head_text.size() + text->size() <= piece_size) {
        head_text += *text;
        sent_all_ = true;
    } else {
        sent_all_ = std::holds_alternative<std::monostate>(request_.body);
    }
    co_return co_await send_piece(bytes_of(head_text));
}

task<> Exchange::send_text(const std::string& text) {
    if (sent_all_) co_return result<>{};
    for (auto rest = bytes_of(text); !rest.empty();) {
        if (transport_->speaks()) co_return result<>{};
        const auto piece = rest.first(std::min(rest.size(), piece_size));
        if (auto sent = co_await send_piece(piece); !sent) co_return sent.error();
        rest = rest.subspan(piece.size());
    }
    sent_all_ = true;
    co_return result<>{};
}

task<> Exchange::send_file(const FilePart& file) {
    auto [first, left] = file.part;
    std::vector<std::byte> piece(static_cast<std::size_t>(std::min<std::uint64_t>(left, piece_size)));
    while (left > 0) {
        // An answer before the end of the request is a refusal: the rest is not wanted.
        if (transport_->speaks()) co_return result<>{};
        const auto wanted =
            std::span{piece}.first(static_cast<std::size_t>(std::min<std::uint64_t>(left, piece.size())));
        const auto got = co_await file.file->read(first, wanted);
        if (!got) co_return problem(errc::internal, "the file to send cannot be read: " + got.error().detail);
        if (*got != wanted.size()) co_return problem(errc::internal, "the file to send is shorter than it should be");
        if (!transport_) co_return problem(errc::unavailable, "the client stops");
        if (auto sent = co_await send_piece(wanted); !sent) co_return sent.error();
        first += *got;
        left -= *got;
    }
    sent_all_ = true;
    co_return result<>{};
}

task<> Exchange::send_piece(std::span<const std::byte> piece) {
    sent_any_ = true;
    co_return co_await transport_->write(piece, request_.deadlines.idle, until_);
}

}  // namespace baton::core::http::client
