#include "core/phone/result_body.hpp"

#include "core/phone/result_body_handler.hpp"

#include <boost/json/basic_parser_impl.hpp>

#include <algorithm>
#include <utility>

namespace baton::core::phone {

namespace {

using Parser = boost::json::basic_parser<ResultBodyHandler>;

/// What Boost.JSON 1.81 may be fed at once: it collects unescaped text in a buffer on the stack, and where a piece ends
/// within an escape, what it carries over and a longer next piece would run past the buffer's end
/// (boostorg/json issue 876).
constexpr std::size_t longest_feed = BOOST_JSON_STACK_BUFFER_SIZE - 16;

/// Feeds a piece to the parser; an empty one ends the document.
result<> feed(Parser& parser, std::span<const std::byte> piece) {
    const bool more = !piece.empty();
    do {
        const auto part = piece.first(std::min(piece.size(), longest_feed));
        piece = piece.subspan(part.size());
        boost::json::error_code error;
        const auto* text = reinterpret_cast<const char*>(part.data());
        const std::size_t used = parser.write_some(more, text, part.size(), error);
        if (parser.handler().refusal) return *parser.handler().refusal;
        if (error || used != part.size()) return problem(errc::malformed_json, "the body is not valid JSON");
    } while (!piece.empty());
    return {};
}

/// Moves what has been decoded into the file store.
task<> flush(ResultBodyHandler& handler, std::vector<ResultItem>& items, const OpenItem& open) {
    for (std::size_t i = 0; i < handler.items.size(); ++i) {
        if (i == items.size()) items.push_back({{}, open()});
        auto& fresh = handler.items[i].fresh;
        if (fresh.empty()) continue;
        if (auto taken = co_await items[i].writer->write(fresh); !taken) co_return taken;
        fresh.clear();
    }
    co_return result<>{};
}

}  // namespace

task<std::vector<ResultItem>> read_result_body(http::BodySource& body, OpenItem open,
                                               std::function<result<>()> in_time) {
    Parser parser{boost::json::parse_options{}};
    std::vector<ResultItem> items;
    for (;;) {
        const auto piece = co_await body.read();
        if (!piece) co_return piece.error();
        if (auto time_left = in_time(); !time_left) co_return time_left.error();
        if (auto fed = feed(parser, *piece); !fed) co_return fed.error();
        if (auto flushed = co_await flush(parser.handler(), items, open); !flushed) co_return flushed.error();
        if (piece->empty()) break;
    }
    const auto& handler = parser.handler();
    if (!handler.has_items || handler.items.empty()) {
        co_return field_problem("/items", "required", "items must have at least one entry");
    }
    for (std::size_t i = 0; i < items.size(); ++i) items[i].filename = handler.items[i].filename;
    co_return items;
}

}  // namespace baton::core::phone
