// The intro text: whatever a backend passes on from a stranger, the page shows text, known tags and web addresses.
#include "core/page/markdown.hpp"

#include "tests/fuzz/harness.hpp"

#include <algorithm>
#include <array>

using namespace baton;
using fuzz::expect;

namespace {

constexpr std::array locale_tags{"p",  "h1", "h2", "h3", "ul",     "ol",   "li", "blockquote",
                                 "em", "br", "hr", "a",  "strong", "code", "pre"};

bool is_void(std::string_view name) {
    return name == "br" || name == "hr";
}

/// What may stand between "<a" and ">".
void check_link(std::string_view attributes) {
    constexpr std::string_view start = " href=\"";
    constexpr std::string_view end = "\" rel=\"noopener noreferrer\"";
    expect(attributes.starts_with(start) && attributes.ends_with(end), "a link is written in one way");
    std::string address{attributes.substr(start.size(), attributes.size() - start.size() - end.size())};
    expect(address.find_first_of("\"<>'") == std::string::npos, "nothing leaves the attribute");
    std::transform(address.begin(), address.end(), address.begin(),
                   [](unsigned char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c); });
    const std::array schemes{"http://", "https://", "mailto:", "tel:"};
    expect(std::any_of(schemes.begin(), schemes.end(), [&](auto* scheme) { return address.starts_with(scheme); }),
           "only web addresses");
}

void check(std::string_view html) {
    std::vector<std::string_view> open;
    for (auto at = html.find('<'); at != std::string_view::npos; at = html.find('<')) {
        expect(html.substr(0, at).find('>') == std::string_view::npos, "no bare '>'");
        const auto end = html.find('>', at);
        expect(end != std::string_view::npos, "every tag ends");
        auto tag = html.substr(at + 1, end - at - 1);
        html.remove_prefix(end + 1);
        const bool closes = tag.starts_with('/');
        if (closes) tag.remove_prefix(1);
        const auto name = tag.substr(0, tag.find(' '));
        expect(std::find(locale_tags.begin(), locale_tags.end(), name) != locale_tags.end(), "only known tags");
        const auto attributes = tag.substr(name.size());
        if (closes) {
            expect(attributes.empty() && !open.empty() && open.back() == name, "tags are closed in order");
            open.pop_back();
        } else {
            const bool outermost = open.empty() && name != "hr";
            if (name == "a")
                check_link(attributes);
            else
                expect(attributes == (outermost ? " dir=\"auto\"" : ""), "no attributes but a link's and a direction");
            if (!is_void(name)) open.push_back(name);
        }
    }
    expect(open.empty(), "every tag is closed");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::text_of(data, size);
    const auto html = core::page::markdown_to_html(text);
    check(html);
    expect(html.size() <= 64 * (size + 1), "the page does not blow up");
    const auto escaped = core::page::escape_html(text);
    expect(escaped.find_first_of("<>\"'") == std::string::npos, "escaped text has no markup");
    return 0;
}
