// The connection as it is, over a socket pair: framing, header, routes and bodies. The same bytes must get the same
// answers however they are cut, and no answer may carry a line that the server did not mean to write.
#include "core/file/blob.hpp"
#include "core/http/problem_face.hpp"
#include "core/net/connection.hpp"
#include "core/observe/log.hpp"
#include "tests/fuzz/harness.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/beast/http/verb.hpp>

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <atomic>

using namespace baton;
using namespace baton::core;
using fuzz::expect;
using fuzz::Pieces;

namespace {

/// Answers with everything that was understood of the request.
std::string describe(const http::Request& request) {
    const auto method = boost::beast::http::to_string(request.method);
    std::string text{method.data(), method.size()};
    text.append(" ").append(request.target).append("\n").append(request.route).append("\n");
    for (const auto& parameter : request.parameters) text.append(parameter.value).append("\n");
    text += request.query_parameter("q").value_or("-");
    for (const auto& field : request.fields) text.append("\n").append(field.name).append(": ").append(field.value);
    return text;
}

task<http::Response> echo(http::Request& request) {
    http::Response response;
    response.body = describe(request) + "\n\n";
    for (;;) {
        const auto piece = co_await request.body->read();
        if (!piece) co_return piece.error();
        if (piece->empty()) break;
        response.body.append(reinterpret_cast<const char*>(piece->data()), piece->size());
    }
    co_return response;
}

task<http::Response> ignore_body(http::Request& request) {
    http::Response response;
    response.body = describe(request);
    co_return response;
}

const http::Router& router() {
    static const http::Router made = [] {
        log::start(log::Level::error, false);
        http::Router routes{"/base"};
        routes.add(http::Verb::get, "/plain", ignore_body);
        routes.add(http::Verb::post, "/echo", echo, 4096);
        routes.add(http::Verb::post, "/ignored", ignore_body, 4096);
        routes.add(http::Verb::get, "/s/:id", ignore_body);
        routes.add(http::Verb::put, "/s/:id/files/:key", echo, 64);
        routes.add(http::Verb::delete_, "/s/:id/files/:key", ignore_body);
        routes.add(http::Verb::get, "/static/*path", ignore_body);
        return routes;
    }();
    return made;
}

/// The client's end of the socket pair.
class Client {
public:
    explicit Client(const Pieces& pieces) {
        std::array<int, 2> ends{};
        expect(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends.data()) == 0, "a socket pair");
        client_ = file::Fd{ends[0]};
        boost::asio::ip::tcp::socket socket{context_};
        socket.assign(boost::asio::ip::tcp::v4(), ends[1]);
        auto connection = std::make_shared<net::Connection>(net::Stream{std::move(socket)}, shared_);
        boost::asio::co_spawn(context_, net::Connection::run(std::move(connection)),
                              [](std::exception_ptr failure) { expect(!failure, "a connection throws nothing"); });
        for (const auto piece : pieces) send(piece);
        ::shutdown(client_.get(), SHUT_WR);
        while (!closed_) expect(turn(), "the connection ends when its client has");
    }

    std::string take() { return std::move(received_); }

private:
    /// Lets the server work and reads what it answered. False if nothing happened.
    bool turn() {
        bool moved = context_.poll() > 0;
        std::array<char, 65536> buffer;
        for (;;) {
            const auto size = ::recv(client_.get(), buffer.data(), buffer.size(), 0);
            if (size < 0 && errno == EAGAIN) return moved;
            moved = true;
            closed_ = size <= 0;
            if (closed_) return true;
            received_.append(buffer.data(), static_cast<std::size_t>(size));
        }
    }

    void send(std::string_view bytes) {
        while (!bytes.empty() && !closed_) {
            const auto size = ::send(client_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (size > 0) bytes.remove_prefix(static_cast<std::size_t>(size));
            if (size < 0 && errno != EAGAIN) return;
            turn();
        }
    }

    http::ProblemFace face_;
    std::atomic<net::Stopping> stopping_{net::Stopping::no};
    net::Shared shared_{router(), face_, http::BodyBudget{}, nullptr, stopping_};
    boost::asio::io_context context_{1};
    file::Fd client_;
    std::string received_;
    bool closed_ = false;
};

/// Blanks what may differ between two answers to the same request.
void blank(std::string& text, std::string_view before, std::string_view until) {
    for (auto at = text.find(before); at != std::string::npos; at = text.find(before, at + before.size())) {
        const auto start = at + before.size();
        text.erase(start, std::min(text.find_first_of(until, start), text.size()) - start);
    }
}

std::string answers(const Pieces& pieces) {
    std::string text = Client{pieces}.take();
    blank(text, "\r\nDate: ", "\r");
    blank(text, "\r\nX-Request-Id: ", "\r");
    blank(text, "urn:baton:request:", "\"");
    // Whether it is needed depends on what has come in the meantime.
    constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
    for (auto at = text.find(go_on); at != std::string::npos; at = text.find(go_on, at)) text.erase(at, go_on.size());
    return text;
}

/// The answers without a last one that refuses a broken header. How such a header is met depends on its pieces: what is
/// both too long and wrong is 431 or 400, and one that never ends is refused at once or only waited for.
std::string_view without_refusal(std::string_view text) {
    const auto last = text.rfind("HTTP/1.1 4");
    if (last == std::string_view::npos) return text;
    const auto answer = text.substr(last);
    const bool refuses = answer.find("not a valid HTTP/1 request") != std::string_view::npos ||
                         answer.find("urn:baton:error:header_too_large") != std::string_view::npos;
    // The answer to a HEAD has no body to say so.
    const bool silent = answer.ends_with("\r\n\r\n") && answer.find("Connection: close") != std::string_view::npos &&
                        (answer.starts_with("HTTP/1.1 400 ") || answer.starts_with("HTTP/1.1 431 "));
    return refuses || silent ? text.substr(0, last) : text;
}

bool same(std::string_view left, std::string_view right) {
    return without_refusal(left) == without_refusal(right);
}

/// The first answer's header has only lines that the server writes.
void check_head(std::string_view answer) {
    static constexpr std::array names{"Allow",        "Cache-Control", "Connection",   "Content-Length",
                                      "Content-Type", "Date",          "X-Request-Id", "X-Content-Type-Options"};
    expect(answer.starts_with("HTTP/1.1 "), "an answer begins with its status line");
    fuzz::take_line(answer);
    for (auto line = fuzz::take_line(answer); line != "\r"; line = fuzz::take_line(answer)) {
        const auto name = line.substr(0, line.find(": "));
        expect(std::find(names.begin(), names.end(), name) != names.end(), "only header lines that the server means");
        expect(line.ends_with('\r'), "lines end with CRLF");
        expect(line.find('\r') == line.size() - 1, "no CR within a line");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::text_of(data, size);
    const std::string whole = answers({text});
    if (!whole.empty()) check_head(whole);
    expect(same(answers(fuzz::cut(text)), whole), "the same answers however the request is cut");
    if (size <= 512) expect(same(answers(fuzz::bytewise(text)), whole), "the same answers byte by byte");
    return 0;
}
