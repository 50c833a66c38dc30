#include "core/http/multipart.hpp"

#include <algorithm>
#include <utility>

namespace baton::core::http {

namespace {

Problem bad_form(std::string what) {
    return problem(errc::bad_request, "multipart: " + std::move(what));
}

}  // namespace

MultipartParser::MultipartParser(std::string_view boundary, MultipartLimits limits)
    : delimiter_("\r\n--" + std::string{boundary}), limits_(limits) {}

void MultipartParser::feed(std::span<const std::byte> piece) {
    rest_ = {reinterpret_cast<const char*>(piece.data()), piece.size()};
}

result<MultipartParser::Event> MultipartParser::next() {
    while (!rest_.empty()) {
        auto event = step();
        if (!event || *event != Event::more) return event;
    }
    content_ = {};
    return Event::more;
}

result<MultipartParser::Event> MultipartParser::step() {
    switch (place_) {
        case Place::outside:
        case Place::content:
            return search();
        case Place::delimiter:
            return read_delimiter();
        case Place::closing:
            return read_closing();
        case Place::padding:
            return read_padding();
        case Place::line_feed:
            return read_line_feed();
        case Place::head:
            return read_head();
        case Place::epilogue:
            break;
    }
    return skip(std::exchange(rest_, {}));
}

/// Looks for the delimiter. It has its only CR in front, so a match that fails can only begin anew with the byte that
/// broke it, and what was held back is a part of the delimiter itself.
result<MultipartParser::Event> MultipartParser::search() {
    if (matched_ == 0) {
        const auto plain = rest_.substr(0, rest_.find('\r'));
        rest_.remove_prefix(plain.size());
        if (!plain.empty()) return give_content(plain);
        held_from_ = 0;
    }
    while (matched_ < delimiter_.size() && !rest_.empty() && rest_.front() == delimiter_[matched_]) {
        rest_.remove_prefix(1);
        ++matched_;
    }
    if (matched_ == delimiter_.size()) {
        place_ = Place::delimiter;
        return Event::more;
    }
    if (rest_.empty()) return Event::more;
    return give_content(std::string_view{delimiter_}.substr(held_from_, std::exchange(matched_, 0) - held_from_));
}

result<MultipartParser::Event> MultipartParser::give_content(std::string_view bytes) {
    if (!in_part_) return skip(bytes);
    if (bytes.empty()) return Event::more;
    part_bytes_ += bytes.size();
    content_bytes_ += bytes.size();
    if (part_bytes_ > limits_.part_bytes || content_bytes_ > limits_.content_bytes) {
        return problem(errc::payload_too_large);
    }
    content_ = bytes;
    return Event::content;
}

result<MultipartParser::Event> MultipartParser::skip(std::string_view bytes) {
    surrounding_ += bytes.size();
    if (surrounding_ > limits_.surrounding_bytes) return problem(errc::payload_too_large);
    return Event::more;
}

result<MultipartParser::Event> MultipartParser::read_delimiter() {
    const char c = rest_.front();
    if (c != '-' && c != ' ' && c != '\t' && c != '\r') {
        // Only the beginning of a longer line.
        place_ = in_part_ ? Place::content : Place::outside;
        return give_content(std::string_view{delimiter_}.substr(held_from_, std::exchange(matched_, 0) - held_from_));
    }
    matched_ = 0;
    place_ = c == '-' ? Place::closing : Place::padding;
    if (c == '-') rest_.remove_prefix(1);
    return std::exchange(in_part_, false) ? Event::part_end : Event::more;
}

result<MultipartParser::Event> MultipartParser::read_closing() {
    if (rest_.front() != '-') return bad_form("a delimiter is broken");
    rest_.remove_prefix(1);
    place_ = Place::epilogue;
    return Event::more;
}

result<MultipartParser::Event> MultipartParser::read_padding() {
    const auto size = std::min(rest_.find_first_not_of(" \t"), rest_.size());
    if (auto skipped = skip(rest_.substr(0, size)); !skipped) return skipped;
    rest_.remove_prefix(size);
    if (rest_.empty()) return Event::more;
    if (rest_.front() != '\r') return bad_form("a delimiter is broken");
    rest_.remove_prefix(1);
    place_ = Place::line_feed;
    return Event::more;
}

result<MultipartParser::Event> MultipartParser::read_line_feed() {
    if (rest_.front() != '\n') return bad_form("a delimiter is broken");
    rest_.remove_prefix(1);
    if (++parts_ > limits_.parts) return bad_form("too many parts");
    lines_.clear();
    place_ = Place::head;
    return Event::more;
}

result<MultipartParser::Event> MultipartParser::read_head() {
    const auto size = std::min(rest_.find('\n'), rest_.size() - 1) + 1;
    lines_ += rest_.substr(0, size);
    rest_.remove_prefix(size);
    if (lines_.size() > limits_.head_bytes) return bad_form("a part's header is too long");
    if (lines_ != "\r\n" && !lines_.ends_with("\r\n\r\n")) return Event::more;
    auto head = parse_part_head(std::string_view{lines_}.substr(0, lines_.size() - 2));
    if (!head) return head.error();
    head_ = std::move(*head);
    place_ = Place::content;
    in_part_ = true;
    part_bytes_ = 0;
    // The CRLF of the empty line may be the delimiter's: a part without content.
    held_from_ = matched_ = 2;
    return Event::part;
}

result<> MultipartParser::finish() const {
    if (place_ != Place::epilogue) return bad_form("the form ends too early");
    return {};
}

task<> read_form(Request& request, MultipartLimits limits, OpenPart open) {
    const auto boundary = form_boundary(request.header(FieldName::content_type));
    if (!boundary) co_return boundary.error();
    MultipartParser parser{*boundary, limits};
    std::unique_ptr<PartSink> sink;
    for (;;) {
        const auto piece = co_await request.body->read();
        if (!piece) co_return piece.error();
        if (piece->empty()) co_return parser.finish();
        parser.feed(*piece);
        for (;;) {
            const auto event = parser.next();
            if (!event) co_return event.error();
            if (*event == MultipartParser::Event::more) break;
            result<> taken;
            if (*event == MultipartParser::Event::part) {
                auto opened = open(parser.head());
                if (!opened) co_return opened.error();
                sink = std::move(*opened);
            } else if (*event == MultipartParser::Event::content) {
                taken = co_await sink->append(parser.content());
            } else {
                taken = co_await sink->finish();
            }
            if (!taken) co_return taken.error();
        }
    }
}

}  // namespace baton::core::http
