#include "services/signal/routes.hpp"

#include "core/base/clocks.hpp"
#include "core/service/payer.hpp"
#include "services/signal/answers.hpp"
#include "services/signal/face.hpp"
#include "services/signal/held_text.hpp"
#include "services/signal/requests.hpp"
#include "services/signal/session_list.hpp"

#include <chrono>
#include <utility>

namespace baton::services::signal {

using namespace core;
using http::Request;
using http::Response;
using requests::most_body_bytes;

namespace {

Millis now() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(WallClock::now().time_since_epoch()).count();
}

/// The body of a request; how much is held for it counts until it is read.
task<std::string> body_of(Request& request) {
    auto body = co_await http::read_all(request, most_body_bytes, service::payer_of(request));
    if (!body) co_return body.error();
    co_return std::move(body->text);
}

}  // namespace

void Routes::add_to(http::Router& router) {
    using enum http::Verb;
    // Who is in the middle of it when the server stops is still answered.
    const auto served = http::WhileStopping::served;
    router.add(get, "/", [this](Request& r) { return version(r); }, 0, served);
    router.add(get, "/health", [this](Request& r) { return health(r); }, 0, served);
    router.add(get, "/topics", [this](Request& r) { return topics(r); }, 0, served);
    router.add(post, "/answer", [this](Request& r) { return answer(r); }, most_body_bytes, served);
    router.add(post, "/poll", [this](Request& r) { return poll(r); }, most_body_bytes, served);
    router.add(get, "/:topic/sessions", [this](Request& r) { return sessions(r); }, 0, served);
    router.add(post, "/:topic/offer", [this](Request& r) { return offer(r); }, most_body_bytes, served);
}

Routes::Answer Routes::version(Request&) const {
    co_return json_answer(answers::version(commit_));
}

Routes::Answer Routes::health(Request&) const {
    co_return json_answer(answers::health(now()));
}

Routes::Answer Routes::topics(Request& request) const {
    auto origin = requests::origin_of(request);
    if (!origin) co_return origin.error();
    const auto page = requests::page_of(request);
    const auto found = co_await store_.topics(std::move(*origin), page.offset(), page.limit);
    if (!found) co_return found.error();
    co_return json_answer(answers::topics(*found, page));
}

Routes::Answer Routes::sessions(Request& request) const {
    auto origin = requests::origin_of(request);
    if (!origin) co_return origin.error();
    auto topic = requests::topic_of(request.parameter("topic"));
    if (!topic) co_return topic.error();
    auto codes = co_await store_.open_sessions(*origin, std::move(*topic));
    if (!codes) co_return codes.error();
    auto charge = answers_in_hand_.begin(service::payer_of_answer(request));
    co_return json_answer(
        std::make_unique<SessionList>(store_, std::move(*origin), std::move(*codes), std::move(charge)));
}

Routes::Answer Routes::offer(Request& request) {
    auto origin = requests::origin_of(request);
    if (!origin) co_return origin.error();
    auto topic = requests::topic_of(request.parameter("topic"));
    if (!topic) co_return topic.error();
    const auto body = co_await body_of(request);
    if (!body) co_return body.error();
    auto offer = requests::read_offer(*body);
    if (!offer) co_return offer.error();
    if (const auto seconds = offers_.take(request.body->peer_address()); seconds > 0) {
        auto refused = problem(errc::too_many_requests, "Too many offers from this address");
        refused.retry_after = seconds;
        co_return refused;
    }
    offer->origin = std::move(*origin);
    offer->topic = std::move(*topic);
    const auto code = co_await store_.create(std::move(*offer));
    if (!code) co_return code.error();
    co_return json_answer(answers::offer(*code));
}

Routes::Answer Routes::answer(Request& request) const {
    auto origin = requests::origin_of(request);
    if (!origin) co_return origin.error();
    const auto body = co_await body_of(request);
    if (!body) co_return body.error();
    auto wanted = requests::read_answer(*body);
    if (!wanted) co_return wanted.error();
    Key key{std::move(wanted->code), std::move(*origin)};
    result<> done;
    if (wanted->candidate) {
        done = co_await store_.add_candidate(std::move(key), wanted->side, std::move(*wanted->candidate));
    } else if (wanted->side == Side::answerer) {
        done = co_await store_.answer(std::move(key), std::move(*wanted->answer));
    } else {
        done = requests::wrong("side");
    }
    if (!done) co_return done.error();
    co_return json_answer(answers::success());
}

Routes::Answer Routes::poll(Request& request) const {
    auto origin = requests::origin_of(request);
    if (!origin) co_return origin.error();
    const auto body = co_await body_of(request);
    if (!body) co_return body.error();
    auto wanted = requests::read_poll(*body);
    if (!wanted) co_return wanted.error();
    const auto seen = co_await store_.poll({std::move(wanted->code), std::move(*origin)}, wanted->side);
    if (!seen) co_return seen.error();
    co_return held(request, answers::poll(*seen, wanted->side));
}

result<Response> Routes::held(const Request& request, std::string text) const {
    if (text.size() <= http::BodyBudget::uncounted) return json_answer(std::move(text));
    auto charge = answers_in_hand_.begin(service::payer_of_answer(request));
    if (auto room = charge.grow(text.size()); !room) return room.error();
    return json_answer(std::make_unique<HeldText>(std::move(text), std::move(charge)));
}

}  // namespace baton::services::signal
