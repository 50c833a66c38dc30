#include "core/net/protocol.hpp"

#include "core/base/ascii.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/error.hpp>

#include <algorithm>
#include <string_view>
#include <utility>

namespace baton::core::net {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

// The sweeper looks once a second, so a promise of "closed after 10 s" is kept with 9.
constexpr auto header_time = 9s;
constexpr auto idle_time = 120s;     // longer than clients keep one: who closes first never resets a request
constexpr auto progress_time = 30s;  // without a byte, in either direction
constexpr auto stall_time = 10s;     // the same for a body that others wait for
constexpr auto linger_time = 3s;
// A body has this long, and a second more for each 4 KiB of it: a bad network passes, a dribbling client does not.
constexpr auto body_time = 60s;
constexpr std::uint64_t slowest_rate = 4096;

constexpr std::uint64_t cheap_to_discard = 64 * 1024;
/// Some clients end a body with a line that does not belong to it (RFC 9112 §2.2).
constexpr std::string_view empty_line = "\r\n";
constexpr std::size_t most_empty_lines = 4;
constexpr std::size_t shortest_end = std::string_view{"0\r\n\r\n"}.size();

Protocol::Body failed(errc code, std::string_view why = {}) {
    return {Protocol::Body::Kind::failed, {}, problem(code, std::string{why})};
}

}  // namespace

Protocol::Protocol(Clock::time_point now) : deadline_(now + header_time) {}

void Protocol::sending(Clock::time_point now) {
    deadline_ = now + progress_time;
    stalled_ = Clock::time_point::max();
}

void Protocol::begin_request(Clock::time_point now) {
    parser_.emplace();
    header_ = Header::incomplete;
    header_size_ = 0;
    body_read_ = 0;
    body_limit_ = 0;
    body_deadline_.reset();
    expects_continue_ = false;
    body_wants_more_ = false;
    empty_lines_ = 0;
    skip_empty_lines();
    fresh_ = buffer_.empty();
    if (!fresh_) deadline_ = now + header_time;
}

/// Only whole ones, and only so many: what is no empty line is the parser's, and it takes no line without CRLF.
void Protocol::skip_empty_lines() {
    while (empty_lines_ < most_empty_lines && buffer_.unread().starts_with(empty_line)) {
        buffer_.consume(empty_line.size());
        ++empty_lines_;
    }
}

Protocol::Header Protocol::read_header(Clock::time_point now) {
    if (header_size_ == 0) skip_empty_lines();
    // Half of an empty line: what it becomes shows with the next byte.
    const bool undecided = header_size_ == 0 && empty_lines_ < most_empty_lines && buffer_.unread() == "\r";
    if (buffer_.empty() || undecided) return header_;
    // The time for the header starts with its first byte and is not renewed: dribbling does not help.
    if (std::exchange(fresh_, false)) deadline_ = std::min(deadline_, now + header_time);
    boost::system::error_code error;
    const auto unread = buffer_.unread();
    const std::size_t taken = parser_->put(asio::buffer(unread.data(), unread.size()), error);
    buffer_.consume(taken);
    header_size_ += taken;
    // Beast sees to its limit only where a piece ends within a field.
    if (header_size_ > header_bytes_limit || error == boost::beast::http::error::header_limit) {
        refusal_ = problem(errc::header_too_large);
        header_ = Header::refused;
    } else if (error && error != boost::beast::http::error::need_more) {
        refusal_ = problem(errc::bad_request, "not a valid HTTP/1 request");
        header_ = Header::refused;
    } else if (parser_->is_header_done() && !error) {
        header_ = Header::complete;
        // Its body reads and the answer set deadlines of their own.
        working();
    }
    if (header_ != Header::incomplete) idle_ = false;
    return header_;
}

void Protocol::describe(http::Request& request) {
    request.method = parser_->method();
    request.version = parser_->version();
    request.target = parser_->target();
    request.fields = parser_->fields();
    if (const auto length = parser_->is_header_done() ? parser_->content_length() : boost::none) {
        request.content_length = *length;
    } else if (parser_->is_done()) {
        request.content_length = 0;
    }
    expects_continue_ = header_ == Header::complete && !parser_->is_done() && request.version == 11 &&
                        iequals(request.header(http::FieldName::expect), "100-continue");
}

Protocol::Body Protocol::read_body(Clock::time_point now) {
    using Kind = Body::Kind;
    for (;;) {
        working();
        if (parser_->is_done()) return {Kind::end};
        if (ended_) return failed(errc::bad_request, "the client went away in the middle of the body");
        if (std::exchange(expects_continue_, false) && buffer_.empty()) return {Kind::send_continue};
        // Beast must not see less than the shortest end of a chunked body once it has asked for more of it.
        const auto unread = buffer_.unread();
        if (unread.empty() || (body_wants_more_ && unread.size() < shortest_end)) break;
        boost::system::error_code error;
        buffer_.consume(parser_->put(asio::buffer(unread.data(), unread.size()), error));
        body_wants_more_ = error == boost::beast::http::error::need_more;
        if (error && !body_wants_more_) return failed(errc::bad_request, "broken body framing");
        const std::string_view piece = parser_->take_body();
        body_read_ += piece.size();
        if (body_read_ > body_limit_) return failed(errc::payload_too_large);
        if (!piece.empty()) {
            body_wants_more_ = false;
            return {Kind::piece, std::as_bytes(std::span{piece})};
        }
        if (body_wants_more_) break;
    }
    if (buffer_.empty() && parser_->content_length_remaining().value_or(UINT64_MAX) > ReceiveBuffer::idle_size) {
        buffer_.grow_for_body();
    }
    // Progress renews the deadline, but not for ever: whoever dribbles is cut off.
    const auto earned = std::chrono::seconds{body_read_ / slowest_rate};
    // Its time begins when it is asked for: a request may have waited for its turn before.
    if (!body_deadline_) body_deadline_ = now + body_time;
    deadline_ = std::min(now + progress_time, *body_deadline_ + earned);
    stalled_ = now + stall_time;
    return {Kind::incomplete};
}

Protocol::Ending Protocol::ending(const http::Request& request, const http::Response& response, bool draining) const {
    // Nobody may speak the new protocol before it is agreed on, and the bytes would be lost.
    if (response.upgrade) return buffer_.empty() ? Ending::hand_over : Ending::refuse_upgrade;
    if (response.stream && request.method != http::Verb::head) return Ending::hand_over;
    const bool endless = request.version == 10 && !response.content_length();
    const bool unread = header_ == Header::refused || !parser_->is_done();
    bool goes_on = header_ == Header::complete && parser_->keep_alive() && !response.close && !endless && !draining;
    if (goes_on && unread) {
        goes_on = !expects_continue_ && request.content_length.value_or(UINT64_MAX) <= cheap_to_discard;
    }
    if (!goes_on) return unread ? Ending::linger : Ending::close;
    return unread ? Ending::discard_body : Ending::next_request;
}

void Protocol::begin_discard(Clock::time_point now) {
    // Answered: what is still to come keeps nobody waiting, also not a server that stops.
    idle_ = true;
    body_limit_ = UINT64_MAX;
    body_deadline_ = now + linger_time;
}

void Protocol::begin_linger(Clock::time_point now) {
    buffer_.consume(buffer_.unread().size());
    deadline_ = now + linger_time;
}

void Protocol::end_request(Clock::time_point now) {
    idle_ = true;
    buffer_.shrink();
    deadline_ = now + idle_time;
}

void Protocol::release() {
    parser_.reset();
    buffer_.release();
}

bool has_body(const http::Request& request, const http::Response& response) {
    return request.method != http::Verb::head && response.status != 304 && response.status != 204;
}

}  // namespace baton::core::net
