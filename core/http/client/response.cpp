#include "core/http/client/response.hpp"

#include "core/base/ascii.hpp"
#include "core/http/client/workshop.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <utility>

namespace baton::core::http::client {

namespace {

namespace asio = boost::asio;

/// On the client's thread, whoever called it.
task<std::span<const std::byte>> next_piece(std::shared_ptr<Exchange> exchange) {
    co_return co_await exchange->next();
}

task<std::string> whole_body(std::shared_ptr<Exchange> exchange, std::size_t most) {
    if (exchange->length().value_or(0) > most) co_return problem(errc::payload_too_large, "the answer is too large");
    std::string text;
    for (;;) {
        const auto piece = co_await exchange->next();
        if (!piece) co_return piece.error();
        if (piece->empty()) co_return text;
        if (piece->size() > most - text.size()) co_return problem(errc::payload_too_large, "the answer is too large");
        text.append(reinterpret_cast<const char*>(piece->data()), piece->size());
    }
}

}  // namespace

Response::Response(std::shared_ptr<Workshop> workshop, std::shared_ptr<Exchange> exchange)
    : workshop_(std::move(workshop)),
      exchange_(std::move(exchange)),
      status_(exchange_->status()),
      fields_(exchange_->take_fields()),
      length_(exchange_->length()) {}

Response& Response::operator=(Response&& other) noexcept {
    if (this == &other) return *this;
    drop();
    workshop_ = std::move(other.workshop_);
    exchange_ = std::move(other.exchange_);
    status_ = other.status_;
    fields_ = std::move(other.fields_);
    length_ = other.length_;
    return *this;
}

Response::~Response() {
    drop();
}

void Response::drop() {
    if (!exchange_) return;
    asio::post(workshop_->loop, [exchange = std::move(exchange_)]() mutable { exchange.reset(); });
}

std::string_view Response::field(std::string_view name) const {
    for (const auto& [known, value] : fields_) {
        if (iequals(known, name)) return value;
    }
    return {};
}

task<std::span<const std::byte>> Response::next() {
    if (workshop_->ground.stopped) co_return problem(errc::unavailable, "the client stops");
    co_return co_await asio::co_spawn(workshop_->loop, next_piece(exchange_), asio::use_awaitable);
}

task<std::string> Response::text(std::size_t most) {
    if (workshop_->ground.stopped) co_return problem(errc::unavailable, "the client stops");
    co_return co_await asio::co_spawn(workshop_->loop, whole_body(exchange_, most), asio::use_awaitable);
}

}  // namespace baton::core::http::client
