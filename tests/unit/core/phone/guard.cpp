#include "core/phone/guard.hpp"

#include "core/store/memory/file_store.hpp"
#include "core/store/memory/session_store.hpp"
#include "tests/unit/core/run.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <exception>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace baton::core::phone {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using session::Status;

access::Device device(unsigned char number) {
    access::Device device{};
    device[0] = number;
    return device;
}

session::Session session_of(Status status, const access::Device& holder = {}) {
    session::Spec request;
    request.action = "stamp";
    session::Session session;
    session.spec = std::make_shared<const session::Spec>(std::move(request));
    session.status = status;
    session.device = holder;
    return session;
}

std::optional<errc> refusal(const PhoneRoute& route, const session::Session& session, const access::Claim& claim = {}) {
    const auto admitted = admit(route, session, claim);
    return admitted ? std::nullopt : std::optional{admitted.error().code};
}

/// A body that is all there.
class Text : public http::BodySource {
public:
    explicit Text(std::string text) : text_(std::move(text)) {}
    task<std::span<const std::byte>> read() override {
        asked_ = true;
        const std::string_view rest = std::string_view{text_}.substr(std::exchange(read_, text_.size()));
        co_return std::as_bytes(std::span{rest});
    }
    bool was_read() const { return asked_; }

private:
    std::string text_;
    std::size_t read_ = 0;
    bool asked_ = false;
};

/// A guarded route over memory stores.
struct World {
    session::TimePoint now{1'700'000'000s};
    store::memory::MemoryFileStore files{1000, 1000};
    store::memory::MemorySessionStore stored{files, 10};
    event::Hub hub;
    session::Service sessions{stored, files, hub, [this] { return now; }};
    config::Settings settings;
    http::Router router;
    asio::io_context context;
    Id id;

    World() {
        settings.base_url = "https://baton.test/app";
        settings.base_path = "/app";
        session::Spec request;
        request.id = id = new_id();
        request.action = "stamp";
        request.session_ttl = 60s;
        request.result_ttl = 60s;
        request.created_at = now;
        REQUIRE(run(sessions.create(std::move(request))).has_value());
        REQUIRE(run(sessions.open(id)).has_value());
    }

    template <class T>
    result<T> run(task<T> work) {
        return run_on(context, std::move(work));
    }

    result<http::Response> ask(const std::string& path, const std::string& cookie = "", const std::string& body = "") {
        http::Request request;
        request.method = http::Verb::post;
        const std::string target = "/s/" + to_string(id) + "/" + path;
        request.target = target;
        if (!cookie.empty()) request.fields.push_back({http::FieldName::cookie, "Cookie", cookie});
        Text text{body};
        request.body = &text;
        const auto match = router.match(request);
        REQUIRE(match.has_value());
        REQUIRE(match->route != nullptr);
        return run(match->route->handler(request));
    }

    /// Binds the session to who asks.
    Guard::Handler binding() {
        return [this](Visit& visit) { return bind(sessions, visit); };
    }

private:
    static task<http::Response> bind(session::Service& sessions, Visit& visit) {
        auto bound = co_await sessions.bind(visit.session->id(), visit.claim);
        if (!bound) co_return bound.error();
        visit.session = std::move(*bound);
        co_return http::Response{};
    }
};

/// A request that is under way.
struct Asked {
    Asked(World& world, const http::Router& router, std::string body)
        : target("/s/" + to_string(world.id) + "/submit"), text(std::move(body)) {
        request.method = http::Verb::post;
        request.target = target;
        request.body = &text;
        const auto match = router.match(request);
        REQUIRE(match.has_value());
        asio::co_spawn(world.context, match->route->handler(request),
                       [this](const std::exception_ptr& thrown, result<http::Response> response) {
                           if (thrown) std::rethrow_exception(thrown);
                           answer = std::move(response);
                       });
    }

    std::string target;
    Text text;
    http::Request request;
    std::optional<result<http::Response>> answer;
};

task<http::Response> complete(World& world, const Visit& visit) {
    const Id submission = new_id();
    auto leased = co_await world.sessions.acquire(visit.session->id(), submission, 10s, world.now);
    if (!leased) co_return leased.error();
    auto completed = co_await world.sessions.complete(visit.session->id(), submission, {});
    if (!completed) co_return completed.error();
    co_return http::Response{};
}

TEST_CASE("a route is open as far as its session has come") {
    const PhoneRoute any{.method = http::Verb::get, .path = "x", .stage = Stage::any};
    const PhoneRoute unfinished{.method = http::Verb::get, .path = "x", .stage = Stage::unfinished};
    const PhoneRoute opened{.method = http::Verb::get, .path = "x"};
    for (const auto status : {Status::opened, Status::action_started}) {
        for (const auto* route : {&any, &unfinished, &opened}) CHECK_FALSE(refusal(*route, session_of(status)));
    }
    CHECK_FALSE(refusal(any, session_of(Status::pending)));
    CHECK_FALSE(refusal(unfinished, session_of(Status::pending)));
    CHECK(refusal(opened, session_of(Status::pending)) == errc::not_opened);
    CHECK_FALSE(refusal(any, session_of(Status::completed)));
    CHECK(refusal(unfinished, session_of(Status::completed)) == errc::session_completed);
    CHECK(refusal(opened, session_of(Status::completed)) == errc::session_completed);
    for (const auto* route : {&any, &unfinished, &opened}) {
        CHECK(refusal(*route, session_of(Status::expired)) == errc::session_expired);
    }
}

TEST_CASE("a holder's route is for the session's phone, or for the first") {
    const PhoneRoute route{.method = http::Verb::put, .path = "x"};
    const access::Claim mine{{device(1)}, device(2)};
    const access::Claim none{{}, device(3)};
    CHECK_FALSE(refusal(route, session_of(Status::opened, device(1)), mine));
    CHECK_FALSE(refusal(route, session_of(Status::opened), none));
    CHECK(refusal(route, session_of(Status::opened, device(1)), none) == errc::in_use_elsewhere);
    CHECK(refusal(route, session_of(Status::pending, device(1)), none) == errc::not_opened);
    for (const auto phones : {Phones::any, Phones::unknown}) {
        const PhoneRoute open{.method = http::Verb::put, .path = "x", .phones = phones};
        CHECK_FALSE(refusal(open, session_of(Status::opened, device(1)), none));
    }
}

TEST_CASE("an action's route is for its sessions alone, whatever their state") {
    action::ActionDescriptor stamp;
    stamp.id = "stamp";
    action::ActionDescriptor other;
    other.id = "other";
    CHECK_FALSE(refusal({.method = http::Verb::post, .path = "x", .action = &stamp}, session_of(Status::opened)));
    CHECK(refusal({.method = http::Verb::post, .path = "x", .action = &other}, session_of(Status::completed)) ==
          errc::bad_request);
}

TEST_CASE("who makes the session theirs gets a cookie, once; no cache keeps the answer") {
    World world;
    const Guard guard{world.settings, world.sessions};
    guard.add(world.router, {.method = http::Verb::post, .path = "start"}, world.binding());
    guard.add(world.router, {.method = http::Verb::post, .path = "takeover", .renews_cookie = true}, world.binding());
    const auto first = world.ask("start");
    REQUIRE(first.has_value());
    CHECK(first->headers.find("Cache-Control: no-store\r\n") != std::string::npos);
    const auto at = first->headers.find("Set-Cookie: baton_device=");
    REQUIRE(at != std::string::npos);
    CHECK(first->headers.find("; Path=/app/s/" + to_string(world.id) +
                              "; Max-Age=60; HttpOnly; SameSite=Lax; Secure") != std::string::npos);
    const std::string cookie = first->headers.substr(at + 12, std::string_view{"baton_device="}.size() + 32);
    CHECK(world.ask("start", cookie)->headers.find("Set-Cookie") == std::string::npos);
    CHECK(world.ask("takeover", cookie)->headers.find(cookie) != std::string::npos);
    CHECK(world.ask("start").error().code == errc::in_use_elsewhere);
}

TEST_CASE("a route that knows no devices hands out no claim, and keeps a Cache-Control of its own") {
    World world;
    const Guard guard{world.settings, world.sessions};
    const auto handler = [](Visit& visit) -> task<http::Response> {
        CHECK_FALSE(visit.claim.presents_any());
        CHECK_FALSE(visit.claim.made(device(1)));
        http::Response response;
        response.set("Cache-Control", "private");
        co_return response;
    };
    guard.add(world.router, {.method = http::Verb::post, .path = "result", .phones = Phones::unknown}, handler);
    const auto answer = world.ask("result", "baton_device=01000000000000000000000000000000");
    REQUIRE(answer.has_value());
    CHECK(answer->headers == "Cache-Control: private\r\n");
}

TEST_CASE("what has nothing to say says nothing, and is heard after the session's state") {
    World world;
    const Guard guard{world.settings, world.sessions};
    int served = 0;
    const auto handler = [&served](Visit&) -> task<http::Response> {
        ++served;
        co_return http::Response{};
    };
    guard.add(world.router, {.method = http::Verb::post, .path = "submit", .body = Body::empty}, handler);
    CHECK(world.ask("submit", "", "{}").has_value());
    CHECK(world.ask("submit", "", R"({"x":1})").error().code == errc::invalid_field);
    world.now += 61s;
    CHECK(world.ask("submit", "", R"({"x":1})").error().code == errc::session_expired);
    CHECK(served == 1);
}

TEST_CASE("requests in turn wait with their bodies unread, and find the session as the one before left it") {
    World world;
    const Guard guard{world.settings, world.sessions};
    /// The first completes the session if it is to, and holds its turn until then.
    for (const bool completes : {false, true}) {
        CAPTURE(completes);
        asio::steady_timer gate{world.context, asio::steady_timer::time_point::max()};
        std::string served;
        const auto handler = [&](Visit& visit) -> task<http::Response> {
            const auto body = co_await http::read_all(visit.request, 10, {});
            if (!body) co_return body.error();
            served += body->text;
            if (body->text != "1") co_return http::Response{};
            (void)co_await gate.async_wait(asio::as_tuple(asio::use_awaitable));
            if (completes) co_return co_await complete(world, visit);
            co_return problem(errc::processing_failed);
        };
        http::Router router;
        guard.add(router, {.method = http::Verb::post, .path = "submit", .body_limit = 10, .in_turn = true}, handler);
        Asked first{world, router, "1"};
        Asked second{world, router, "2"};
        world.context.restart();
        world.context.poll();
        CHECK(served == "1");
        CHECK_FALSE(second.text.was_read());
        gate.cancel();
        world.context.run();
        REQUIRE(second.answer.has_value());
        CHECK(second.answer->has_value() != completes);
        if (completes) CHECK(second.answer->error().code == errc::session_completed);
        CHECK(second.text.was_read() != completes);
        CHECK(served == (completes ? "1" : "12"));
    }
}

TEST_CASE("who had to wait was received when it came, if its body comes at once") {
    World world;
    http::Request request;
    Visit visit{request, {}, world.run(world.sessions.get(world.id)).value()};
    CHECK(visit.received_at(world.now) == world.now);
    visit.wait = Visit::Wait{world.now, world.now + 10s};
    CHECK(visit.received_at(world.now + 11s) == world.now);
    CHECK(visit.received_at(world.now + 12s) == world.now + 12s);
}

TEST_CASE("a route that an action could be called like is not added") {
    World world;
    const Guard guard{world.settings, world.sessions};
    const PhoneRoute unknown{.method = http::Verb::post, .path = "stamp/:key"};
    CHECK_THROWS_AS(guard.add(world.router, unknown, world.binding()), std::invalid_argument);
    CHECK(session_route("files/:key") == "/s/:id/files/:key");
    CHECK_THROWS_AS(session_route("file"), std::invalid_argument);
    CHECK_THROWS_AS(session_route(""), std::invalid_argument);
    action::ActionDescriptor stamp;
    stamp.id = "stamp";
    auto form = unknown;
    form.action = &stamp;
    guard.add(world.router, form, world.binding());
    CHECK(world.ask("stamp/x").has_value());
}

TEST_CASE("an id that is none is an unknown session") {
    World world;
    const Guard guard{world.settings, world.sessions};
    guard.add(world.router, {.method = http::Verb::post, .path = "start"}, world.binding());
    http::Request request;
    request.method = http::Verb::post;
    request.target = "/s/nonsense/start";
    const auto match = world.router.match(request);
    REQUIRE(match.has_value());
    CHECK(world.run(match->route->handler(request)).error().code == errc::not_found);
}

}  // namespace
}  // namespace baton::core::phone
