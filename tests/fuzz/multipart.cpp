// A form: the first line is the Content-Type, the rest the body.
#include "core/http/multipart.hpp"

#include "tests/fuzz/harness.hpp"

using namespace baton;
using namespace baton::core;
using fuzz::expect;

namespace {

struct Told {
    std::vector<std::string> contents;
    std::string heads;
    std::size_t ended = 0;
    int error = -1;
    bool operator==(const Told&) const = default;
};

Told read(const std::string& boundary, const fuzz::Pieces& pieces) {
    using Event = http::MultipartParser::Event;
    http::MultipartParser parser{boundary, {.parts = 8, .head_bytes = 300, .part_bytes = 2000, .content_bytes = 3000}};
    Told told;
    for (const auto piece : pieces) {
        // A copy of exactly this size: reading past the end or keeping a view is seen.
        const std::vector<char> copy(piece.begin(), piece.end());
        parser.feed(std::as_bytes(std::span{copy}));
        for (;;) {
            const auto event = parser.next();
            if (!event) {
                told.error = static_cast<int>(event.error().code);
                return told;
            }
            if (*event == Event::more) break;
            if (*event == Event::part) {
                expect(told.ended == told.contents.size(), "a part ends before the next begins");
                told.contents.emplace_back();
                told.heads += parser.head().name + "|" + parser.head().filename.value_or("-") + "|" +
                              parser.head().content_type + "\n";
            }
            if (*event == Event::part_end) ++told.ended;
            if (*event != Event::content) continue;
            expect(!parser.content().empty(), "content is not empty");
            told.contents.back().append(reinterpret_cast<const char*>(parser.content().data()),
                                        parser.content().size());
        }
    }
    const auto finished = parser.finish();
    if (!finished) told.error = static_cast<int>(finished.error().code);
    if (finished) expect(told.ended == told.contents.size(), "a whole form has whole parts");
    return told;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    auto body = fuzz::text_of(data, size);
    const auto boundary = http::form_boundary(fuzz::take_line(body));
    if (!boundary) return 0;
    auto whole = read(*boundary, {body});
    std::size_t bytes = 0;
    const std::string delimiter = "\r\n--" + *boundary;
    for (const auto& content : whole.contents) {
        bytes += content.size();
        for (auto at = content.find(delimiter); at != std::string::npos; at = content.find(delimiter, at + 1)) {
            const auto next = content.substr(at + delimiter.size(), 1);
            expect(next.empty() || std::string_view{"- \t\r"}.find(next) == std::string_view::npos,
                   "no delimiter inside");
        }
    }
    expect(whole.contents.size() <= 8 && bytes <= 3000 && bytes <= body.size(), "the limits hold");
    for (const auto& pieces : {fuzz::cut(body), fuzz::bytewise(body)}) {
        auto cut = read(*boundary, pieces);
        // Before an error, the bytes of the part that broke it may have been passed on or not.
        if (whole.error >= 0 && !whole.contents.empty() && !cut.contents.empty()) {
            cut.contents.back().clear();
            whole.contents.back().clear();
        }
        expect(cut == whole, "the same form however it is cut");
    }
    return 0;
}
