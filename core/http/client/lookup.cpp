#include "core/http/client/lookup.hpp"

#include "core/base/tuple_token.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>

#include <charconv>
#include <cstdint>
#include <memory>
#include <utility>

namespace baton::core::http::client {

namespace {

using boost::asio::ip::tcp;
using Endpoints = std::vector<tcp::endpoint>;

/// What the resolver's answer finds, whether or not somebody still waits for it.
struct Lookup {
    explicit Lookup(const boost::asio::any_io_executor& executor) : resolver(executor), over(executor) {}

    tcp::resolver resolver;
    boost::asio::steady_timer over;
    bool answered = false;
    boost::system::error_code error;
    Endpoints found;
};

task<Endpoints> ask_resolver(Origin origin, std::chrono::milliseconds limit) {
    const auto executor = co_await boost::asio::this_coro::executor;
    const auto lookup = std::make_shared<Lookup>(executor);
    lookup->over.expires_after(limit);
    lookup->resolver.async_resolve(origin.host, origin.port, tcp::resolver::numeric_service,
                                   [lookup](const boost::system::error_code& error, tcp::resolver::results_type found) {
                                       lookup->answered = true;
                                       lookup->error = error;
                                       lookup->found.assign(found.begin(), found.end());
                                       lookup->over.cancel();
                                   });
    co_await lookup->over.async_wait(tuple_token);
    if (!lookup->answered) co_return problem(errc::unavailable, origin.host + ": its address was not found in time");
    if (lookup->error) co_return problem(errc::unavailable, origin.host + ": no address: " + lookup->error.message());
    co_return std::move(lookup->found);
}

}  // namespace

task<Endpoints> find_addresses(Origin origin, AddressFilter allowed, std::chrono::milliseconds limit) {
    Endpoints endpoints;
    boost::system::error_code not_an_address;
    const auto address = boost::asio::ip::make_address(origin.host, not_an_address);
    if (not_an_address) {
        auto found = co_await ask_resolver(origin, limit);
        if (!found) co_return found.error();
        endpoints = std::move(*found);
    } else {
        std::uint16_t port = 0;
        std::from_chars(origin.port.data(), origin.port.data() + origin.port.size(), port);
        endpoints.emplace_back(address, port);
    }
    if (allowed) std::erase_if(endpoints, [&](const tcp::endpoint& to) { return !allowed(to.address()); });
    if (endpoints.empty()) co_return problem(errc::forbidden, origin.host + ": connections to it are not allowed");
    co_return endpoints;
}

}  // namespace baton::core::http::client
