#include "core/http/client/client.hpp"

#include "core/base/text.hpp"
#include "core/http/client/workshop.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <utility>

namespace baton::core::http::client {

namespace {

namespace asio = boost::asio;

bool can_be_sent(const Request& request) {
    const auto is_plain = [](const auto& field) {
        return !has_control_characters(field.first) && !has_control_characters(field.second);
    };
    return !request.method.empty() && !has_control_characters(request.method) &&
           std::ranges::all_of(request.fields, is_plain);
}

/// On the client's thread, whoever called it.
task<std::shared_ptr<Exchange>> perform(std::shared_ptr<Workshop> workshop, Request request, Url url) {
    if (workshop->ground.stopped) co_return problem(errc::unavailable, "the client stops");
    const auto exchange = std::make_shared<Exchange>(workshop->ground, std::move(request), std::move(url));
    workshop->exchanges.push_back(exchange);
    if (auto performed = co_await exchange->perform(); !performed) co_return performed.error();
    co_return exchange;
}

task<> sweep(std::shared_ptr<Workshop> workshop, std::chrono::milliseconds unused) {
    workshop->sweep(unused);
    co_return result<>{};
}

}  // namespace

Client::Client(ClientSettings settings, background::Report report)
    : unused_(settings.unused),
      workshop_(std::make_shared<Workshop>(settings.pool, std::move(settings.allowed), std::move(settings.ca_file),
                                           settings.header_bytes)),
      upkeep_(std::move(report)) {
    const auto interval = std::clamp(std::min(unused_, settings.pool.rest) / 4, std::chrono::milliseconds{10},
                                     std::chrono::milliseconds{1'000});
    upkeep_.repeat(workshop_->loop.get_executor(), "http-client", interval,
                   [workshop = workshop_, unused = unused_] { return sweep(workshop, unused); });
    thread_ = std::thread{[workshop = workshop_] { workshop->loop.run(); }};
}

Client::~Client() {
    stop();
}

void Client::stop() {
    if (!thread_.joinable()) return;
    workshop_->ground.stopped = true;
    upkeep_.stop();
    asio::post(workshop_->loop, [workshop = workshop_.get()] {
        workshop->close_all();
        workshop->open.reset();
    });
    thread_.join();
}

task<Response> Client::send(Request request) {
    if (!can_be_sent(request)) co_return problem(errc::bad_request, "a request with control characters in its head");
    auto url = parse_url(request.url);
    if (!url) co_return url.error();
    if (workshop_->ground.stopped) co_return problem(errc::unavailable, "the client stops");
    auto exchange = co_await asio::co_spawn(workshop_->loop, perform(workshop_, std::move(request), std::move(*url)),
                                            asio::use_awaitable);
    if (!exchange) co_return exchange.error();
    co_return Response{workshop_, std::move(*exchange)};
}

}  // namespace baton::core::http::client
