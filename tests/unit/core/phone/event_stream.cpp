#include "core/phone/event_stream.hpp"

#include "core/store/memory/file_store.hpp"
#include "core/store/memory/session_store.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <doctest/doctest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <string>

using namespace baton::core;
using namespace std::chrono_literals;
namespace asio = boost::asio;

namespace {

/// A stream over one end of a socket pair; the other end is the phone.
struct Listening {
    store::memory::MemoryFileStore files{1000, 1000};
    store::memory::MemorySessionStore stored{files, 10};
    event::Hub hub;
    session::Service sessions{stored, files, hub};
    asio::io_context context;
    Id id = new_id();
    std::array<int, 2> ends{};
    bool over = false;

    Listening() {
        REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) == 0);
        session::Spec request;
        request.id = id;
        request.session_ttl = 10min;
        request.created_at = sessions.now();
        asio::co_spawn(context, sessions.create(std::move(request)), [](std::exception_ptr, auto) {});
        context.run();
        asio::ip::tcp::socket socket{context};
        socket.assign(asio::ip::tcp::v4(), ends[0]);
        const auto stream = std::make_shared<phone::EventStream>(net::Stream{std::move(socket)}, id,
                                                                 phone::EventFeed{{}}, sessions, hub);
        asio::co_spawn(context, listen(stream), [this](std::exception_ptr) { over = true; });
        settle();
    }
    ~Listening() { ::close(ends[1]); }

    static asio::awaitable<void> listen(std::shared_ptr<phone::EventStream> stream) {
        if (co_await stream->accept({})) co_await stream->run();
    }
    void settle() {
        context.restart();
        context.run_for(20ms);
    }
    void expire() {
        asio::co_spawn(context, expire_session(), [](std::exception_ptr) {});
        settle();
    }
    asio::awaitable<void> expire_session() {
        auto snapshot = co_await stored.get(id);
        session::Session next = **snapshot;
        next.status = session::Status::expired;
        next.events.push_back({session::Status::expired, sessions.now()});
        next.ended_at = sessions.now();
        (void)co_await stored.compare_and_set(id, (*snapshot)->version, std::move(next));
        hub.notify(id);
    }
    std::string heard() const {
        std::array<char, 4096> text{};
        const auto size = ::recv(ends[1], text.data(), text.size(), MSG_DONTWAIT);
        return size > 0 ? std::string(text.data(), static_cast<std::size_t>(size)) : std::string{};
    }
    /// Nothing more fits into the socket, as if the phone had taken nothing for long.
    void fill() const {
        const std::string rubbish(4096, 'x');
        while (::send(ends[0], rubbish.data(), rubbish.size(), MSG_DONTWAIT) > 0) {
        }
    }
};

}  // namespace

TEST_CASE("a stream greets, tells of the end and ends") {
    Listening phone;
    CHECK(phone.heard() == phone::EventFeed::greeting());
    CHECK_FALSE(phone.over);
    phone.expire();
    CHECK(phone.heard().find("event: expired") != std::string::npos);
    CHECK(phone.over);
}

TEST_CASE("a reader that is too slow is dropped instead of waited for") {
    Listening phone;
    phone.fill();
    CHECK_FALSE(phone.over);
    phone.expire();
    CHECK(phone.over);
}

TEST_CASE("a stream ends with its phone, and with the server") {
    SUBCASE("phone") {
        Listening phone;
        ::shutdown(phone.ends[1], SHUT_RDWR);
        phone.settle();
        CHECK(phone.over);
    }
    SUBCASE("server") {
        Listening phone;
        phone.hub.stop();
        phone.settle();
        CHECK(phone.over);
    }
}
