#pragma once

#include "../../run.hpp"
#include "core/http/client/client.hpp"
#include "scripted_server.hpp"

#include <string>
#include <utility>

namespace baton::core::http::client {

/// A whole answer.
struct Whole {
    unsigned status = 0;
    std::string text;
};

/// A client and the loop of its caller, each on a thread.
class Asking {
public:
    explicit Asking(ClientSettings settings = {})
        : client_(std::move(settings),
                  [](const background::Failure& failure) { FAIL_CHECK(std::string{failure.what}); }) {}

    result<Response> send(Request request) { return run_on(context_, client_.send(std::move(request))); }
    result<std::span<const std::byte>> next(Response& response) { return run_on(context_, response.next()); }
    result<std::string> text(Response& response, std::size_t most = 1'000'000) {
        return run_on(context_, response.text(most));
    }
    result<Whole> ask(Request request, std::size_t most = 1'000'000) {
        auto response = send(std::move(request));
        if (!response) return response.error();
        auto read = text(*response, most);
        if (!read) return read.error();
        return Whole{response->status(), std::move(*read)};
    }
    result<Whole> get(std::string url) { return ask({.url = std::move(url)}); }

    Client& client() { return client_; }

private:
    boost::asio::io_context context_{1};
    Client client_;
};

/// Short enough that a test can wait for it, long enough for a busy machine where nothing is to be late.
inline Deadlines quick() {
    return {.idle = std::chrono::milliseconds{300}};
}

}  // namespace baton::core::http::client
