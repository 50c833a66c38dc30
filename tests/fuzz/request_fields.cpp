// What handlers read out of a request's line and header: one input is a line for each of them.
#include "core/config/go_duration.hpp"
#include "core/file/filename.hpp"
#include "core/http/file_response.hpp"
#include "core/http/part_head.hpp"
#include "core/observe/request_id.hpp"
#include "core/page/locale.hpp"
#include "core/page/visitor.hpp"
#include "tests/fuzz/harness.hpp"

#include <algorithm>

using namespace baton;
using namespace baton::core;
using fuzz::expect;

namespace {

bool one_line(std::string_view text) {
    return std::none_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; });
}

void read_names(std::string_view line) {
    const auto plain = http::percent_decode(line, false);
    if (plain)
        expect(plain->size() <= line.size() && plain->find('\0') == std::string::npos, "decoding shrinks, no NUL");
    http::Request request;
    request.query = line;
    (void)request.query_parameter("size");

    const auto disposition = http::content_disposition(line);
    expect(one_line(disposition), "Content-Disposition is one line");
    expect(std::count(disposition.begin(), disposition.end(), '"') == 2, "no quote ends the file name early");
    const auto name = file::safe_filename(line, "jpg", "photo");
    expect(one_line(name) && name.size() <= 120 && name.ends_with(".jpg"), "a safe file name");
    expect(name.find_first_of("/\\") == std::string::npos && !name.starts_with('.'), "no path and not hidden");
    expect(file::safe_filename(name, "jpg", "photo") == name, "a safe name stays as it is");
}

void read_conditions(std::string_view line) {
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{1000}, SIZE_MAX}) {
        const auto range = http::parse_range(line, size);
        if (range.kind != http::RangeRequest::Kind::part) continue;
        expect(range.range.size > 0 && range.range.first < size && range.range.size <= size - range.range.first,
               "a range lies within its file");
    }
    (void)http::etag_matches(line, "\"abc\"");
    const auto duration = config::parse_go_duration(line);
    if (duration) expect(line.size() < 4096, "durations are short");
}

void read_person(std::string_view line) {
    const std::vector<std::string> tags{"en", "de", "ar", "pt-BR"};
    for (const auto& language : {page::choose_language({}, line, tags), page::choose_language(line, "de;q=0.5", tags)})
        expect(std::find(tags.begin(), tags.end(), language.tag) != tags.end(), "a language that is there");
    http::Request request;
    request.method = http::Verb::get;
    request.fields = {{http::FieldName::user_agent, "User-Agent", line}, {http::FieldName::unknown, "Purpose", line}};
    (void)page::is_person(request);
    const auto id = observe::request_id(line);
    expect(!id.empty() && id.size() <= 64 && id.find_first_of("\"\r\n <") == std::string::npos, "a plain request id");
    const auto boundary = http::form_boundary(line);
    if (boundary) expect(!boundary->empty() && boundary->size() <= 70 && one_line(*boundary), "a usable boundary");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    auto text = fuzz::text_of(data, size);
    const auto head = http::parse_part_head(text);
    if (head) {
        expect(!head->name.empty(), "a part has a name");
        // A tab is white space within a field like any other.
        std::string type = head->content_type;
        std::replace(type.begin(), type.end(), '\t', ' ');
        expect(one_line(type), "a part's type is one line");
    }
    while (!text.empty()) {
        const auto line = fuzz::take_line(text);
        read_names(line);
        read_conditions(line);
        read_person(line);
    }
    return 0;
}
