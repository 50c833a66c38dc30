#include "core/db/postgres/dialer.hpp"

#include "core/base/tuple_token.hpp"
#include "core/db/postgres/sqlstate.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <optional>
#include <utility>

namespace baton::core::db::postgres {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

std::string place_of(const Server& server) {
    return (server.host.empty() ? server.address : server.host) + (server.port.empty() ? "" : ":" + server.port);
}

bool is_address(const std::string& text) {
    boost::system::error_code none;
    (void)asio::ip::make_address(text, none);
    return !none;
}

/// What several servers answered, as one.
void add(std::optional<Problem>& all, const Problem& one) {
    if (!all) {
        all = one;
        return;
    }
    if (one.code == errc::internal) all->code = errc::internal;
    all->detail += "; " + one.detail;
}

}  // namespace

task<std::shared_ptr<Link>> Dialer::dial() {
    std::optional<Problem> failure;
    const auto first = preferred_;
    for (std::size_t i = 0; i < target_.servers.size() && !closed_; ++i) {
        const auto index = (first + i) % target_.servers.size();
        auto link = co_await dial_server(target_.servers[index]);
        if (link) {
            preferred_ = index;
            co_return link;
        }
        add(failure, link.error());
    }
    if (closed_) co_return problem(errc::unavailable, "the database is being closed");
    co_return *failure;
}

task<std::shared_ptr<Link>> Dialer::dial_server(const Server& server) {
    const auto addresses = co_await addresses_of(server);
    if (!addresses) co_return addresses.error();
    std::optional<Problem> failure;
    for (const auto& address : *addresses) {
        auto link = co_await dial_address({server.host, address, server.port});
        if (link) co_return link;
        add(failure, link.error());
    }
    co_return *failure;
}

// Named by us, because PQconnectPoll would block for as long as the name server takes.
task<std::vector<std::string>> Dialer::addresses_of(const Server& server) {
    const bool socket_or_default = server.host.empty() || server.host.front() == '/' || server.host.front() == '@';
    if (!server.address.empty() || socket_or_default) co_return std::vector{server.address};
    if (is_address(server.host)) co_return std::vector{server.host};
    tcp::resolver resolver{executor_};
    const auto [error, found] = co_await resolver.async_resolve(server.host, "", tuple_token);
    if (error) co_return problem(errc::unavailable, place_of(server) + ": " + error.message());
    std::vector<std::string> addresses;
    for (const auto& entry : found) addresses.push_back(entry.endpoint().address().to_string());
    co_return addresses;
}

std::shared_ptr<Link> Dialer::begin(const Server& server) {
    std::vector<const char*> names;
    std::vector<const char*> values;
    const auto add = [&](const char* name, const std::string& value) {
        if (value.empty()) return;
        names.push_back(name);
        values.push_back(value.c_str());
    };
    add("host", server.host);
    add("hostaddr", server.address);
    add("port", server.port);
    for (const auto& [name, value] : target_.options) add(name.c_str(), value);
    names.push_back(nullptr);
    values.push_back(nullptr);
    auto link = std::make_shared<Link>(executor_, pq_, pq_.connect_start_params(names.data(), values.data(), 0));
    std::erase_if(dialled_, [](const auto& other) { return other.expired(); });
    dialled_.push_back(link);
    return link;
}

task<std::shared_ptr<Link>> Dialer::dial_address(const Server& server) {
    if (closed_) co_return problem(errc::unavailable, "the database is being closed");
    const auto until = asio::steady_timer::clock_type::now() + limit_;
    const auto link = begin(server);
    if (!link->is_open()) co_return problem(errc::unavailable, "libpq has no memory for a connection");
    auto state = PGRES_POLLING_WRITING;
    if (pq_.status(link->connection()) == CONNECTION_BAD) state = PGRES_POLLING_FAILED;
    while (state != PGRES_POLLING_OK) {
        if (state == PGRES_POLLING_FAILED) {
            co_return connect_problem_of(target_.without_secrets(pq_.error_message(link->connection())));
        }
        const auto ready = state == PGRES_POLLING_READING ? Link::Ready::read : Link::Ready::write;
        const auto arrived = co_await link->wait(ready, until);
        if (!arrived) {
            const auto limit = std::to_string(limit_.count());
            co_return problem(errc::unavailable, place_of(server) + " does not answer within " + limit + " ms");
        }
        link->forget_socket();
        state = pq_.connect_poll(link->connection());
    }
    if (pq_.set_nonblocking(link->connection(), 1) != 0) co_return problem(errc::unavailable, "the socket blocks");
    co_return link;
}

void Dialer::close() {
    closed_ = true;
    for (const auto& weak : dialled_) {
        const auto link = weak.lock();
        if (link) link->close();
    }
}

}  // namespace baton::core::db::postgres
