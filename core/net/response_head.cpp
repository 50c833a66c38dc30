#include "core/net/response_head.hpp"

#include <array>
#include <charconv>
#include <cstdint>
#include <ctime>
#include <string_view>

namespace baton::core::net {

namespace {

/// The Date header's value; made once a second per thread.
std::string_view http_date() {
    thread_local std::time_t made_at = 0;
    thread_local std::array<char, 32> text{};
    thread_local std::size_t size = 0;
    const std::time_t now = std::time(nullptr);
    if (now != made_at) {
        std::tm parts{};
        ::gmtime_r(&now, &parts);
        size = std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
        made_at = now;
    }
    return {text.data(), size};
}

void append_number(std::string& out, std::uint64_t number) {
    std::array<char, 24> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    out.append(digits.data(), end);
}

}  // namespace

std::string response_head(const http::Response& response, const http::Request& request, std::string_view more,
                          bool keep_alive) {
    std::string head;
    head.reserve(256 + response.headers.size());
    head += "HTTP/1.1 ";
    append_number(head, response.status);
    head += ' ';
    head += http::reason_phrase(response.status);
    head += "\r\n";
    head += response.headers;
    head.append("Date: ").append(http_date()).append("\r\nX-Request-Id: ").append(request.id);
    head.append("\r\n").append(more);
    if (!response.stream && response.status != 204 && response.status != 304) {
        const auto length = response.content_length();
        if (length) {
            head += "Content-Length: ";
            append_number(head, *length);
            head += "\r\n";
        } else if (request.version == 11) {
            head += "Transfer-Encoding: chunked\r\n";
        }
    }
    if (!keep_alive) {
        head += "Connection: close\r\n";
    } else if (request.version == 10) {
        head += "Connection: keep-alive\r\n";
    }
    head += "\r\n";
    return head;
}

}  // namespace baton::core::net
