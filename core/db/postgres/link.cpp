#include "core/db/postgres/link.hpp"

#include "core/base/tuple_token.hpp"

#include <fcntl.h>

#include <string_view>
#include <utility>

namespace baton::core::db::postgres {

namespace asio = boost::asio;
using Socket = asio::posix::stream_descriptor;

Link::Link(asio::any_io_executor executor, const Libpq& pq, PGconn* connection)
    : pq_(pq), connection_(connection), socket_(executor), timer_(executor) {
    // The SQLSTATE of a failed connection is only told in its text.
    if (is_open()) (void)pq_.set_error_verbosity(connection_, PQERRORS_VERBOSE);
    if (is_open()) (void)pq_.set_notice_receiver(connection_, notice, this);
}

Link::~Link() {
    close();
}

void Link::notice(void* self, const PGresult* result) {
    // Sent when the wait for the standby was cancelled: the server then acknowledges what only it has.
    constexpr std::string_view warning = "01000";
    const char* sqlstate = static_cast<Link*>(self)->pq_.result_error_field(result, PG_DIAG_SQLSTATE);
    if (sqlstate != nullptr && sqlstate == warning) static_cast<Link*>(self)->warned_ = true;
}

// A duplicate, because libpq closes its own when it likes, and another thread may then get its number.
bool Link::watch_socket() {
    if (socket_.is_open()) return true;
    const int duplicate = ::fcntl(pq_.socket(connection_), F_DUPFD_CLOEXEC, 0);
    if (duplicate < 0) return false;
    socket_.assign(duplicate);
    return true;
}

void Link::forget_socket() {
    boost::system::error_code ignored;
    socket_.close(ignored);
}

asio::awaitable<bool> Link::wait(Ready ready) {
    const auto self = shared_from_this();
    if (!is_open() || !watch_socket()) co_return false;
    const auto what = ready == Ready::read ? Socket::wait_read : Socket::wait_write;
    const auto [error] = co_await socket_.async_wait(what, tuple_token);
    co_return !error && is_open();
}

asio::awaitable<bool> Link::wait(Ready ready, Time until) {
    timer_.expires_at(until);
    timer_.async_wait([weak = weak_from_this()](const boost::system::error_code& stopped) {
        const auto self = weak.lock();
        // It may have been set anew while this was on its way.
        const auto due = self && self->timer_.expiry() <= asio::steady_timer::clock_type::now();
        if (!stopped && due) self->socket_.cancel();
    });
    const auto arrived = co_await wait(ready);
    timer_.expires_at(Time::max());
    co_return arrived;
}

void Link::when_writable(std::function<void()> then) {
    if (!watch_socket()) return;
    socket_.async_wait(Socket::wait_write,
                       [self = shared_from_this(), then = std::move(then)](const boost::system::error_code& stopped) {
                           if (!stopped && self->is_open()) then();
                       });
}

void Link::close() {
    if (!is_open()) return;
    timer_.cancel();
    forget_socket();
    pq_.finish(std::exchange(connection_, nullptr));
}

}  // namespace baton::core::db::postgres
