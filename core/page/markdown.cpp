#include "core/page/markdown.hpp"

#include "core/base/ascii.hpp"

#include <md4c.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <system_error>
#include <vector>

namespace baton::core::page {

namespace {

bool is_safe_address(std::string_view address) {
    for (std::string_view scheme : {"http://", "https://", "mailto:", "tel:"}) {
        const std::string_view start = address.substr(0, scheme.size());
        if (iequals(start, scheme)) return true;
    }
    return false;
}

std::string_view block_tag(MD_BLOCKTYPE type, void* detail) {
    if (type == MD_BLOCK_QUOTE) return "blockquote";
    if (type == MD_BLOCK_UL) return "ul";
    if (type == MD_BLOCK_OL) return "ol";
    if (type == MD_BLOCK_LI) return "li";
    if (type == MD_BLOCK_P) return "p";
    if (type == MD_BLOCK_CODE) return "pre";
    if (type != MD_BLOCK_H) return {};
    // Deep levels are only bold lines on a phone.
    const unsigned level = static_cast<MD_BLOCK_H_DETAIL*>(detail)->level;
    return level == 1 ? "h1" : level == 2 ? "h2" : "h3";
}

std::string_view span_tag(MD_SPANTYPE type) {
    if (type == MD_SPAN_EM) return "em";
    if (type == MD_SPAN_STRONG) return "strong";
    if (type == MD_SPAN_CODE) return "code";
    return {};
}

/// What an entity stands for; of the named ones only those that web addresses need. Empty for all others.
std::string decode_entity(std::string_view entity) {
    if (entity == "&amp;") return "&";
    if (!entity.starts_with("&#") || entity.size() < 4) return {};
    const bool hex = entity[2] == 'x' || entity[2] == 'X';
    unsigned code = 0;
    const char* first = entity.data() + (hex ? 3 : 2);
    const char* last = entity.data() + entity.size() - 1;
    const auto [end, error] = std::from_chars(first, last, code, hex ? 16 : 10);
    if (error != std::errc{} || end != last || code < 0x20 || code > 0x7E) return {};
    return {static_cast<char>(code)};
}

/// A link's address with its entities decoded; empty if it has one that no web address needs.
std::string address_of(const MD_ATTRIBUTE& attribute) {
    std::string address;
    for (int i = 0; attribute.substr_offsets[i] < attribute.size; ++i) {
        const MD_OFFSET start = attribute.substr_offsets[i];
        const std::string_view part{attribute.text + start, attribute.substr_offsets[i + 1] - start};
        if (attribute.substr_types[i] != MD_TEXT_ENTITY) {
            address += part;
            continue;
        }
        const std::string decoded = decode_entity(part);
        if (decoded.empty()) return {};
        address += decoded;
    }
    return address;
}

/// Receives the parser's callbacks and writes HTML. Spans are kept in order here: where links and emphasis cross, md4c
/// forgets to leave some of them, and one left open would run on through the page.
struct Writer {
    struct Span {
        MD_SPANTYPE type;
        std::string_view tag;  ///< empty for what is shown as its text alone
    };

    std::string html;
    std::vector<Span> spans;
    std::size_t depth = 0;  ///< blocks that are open

    /// The outermost block finds its direction in its own text, and what is in it follows: the marks of a list and the
    /// bar of a quotation belong to the whole. Nobody has said which language the text is in.
    void open_block(std::string_view tag) {
        if (tag.empty()) return;
        html.append("<").append(tag).append(depth++ == 0 ? " dir=\"auto\">" : ">");
    }
    void close_block(std::string_view tag) {
        if (!tag.empty()) --depth;
        close(tag);
    }
    void open(std::string_view tag) {
        if (!tag.empty()) html.append("<").append(tag).append(">");
    }
    void close(std::string_view tag) {
        if (!tag.empty()) html.append("</").append(tag).append(">");
    }
    void open_span(MD_SPANTYPE type) {
        spans.push_back({type, span_tag(type)});
        open(spans.back().tag);
    }
    void open_link(const MD_ATTRIBUTE& target) {
        // The address is checked decoded: "javascript&colon;" must not come back to life in the browser.
        const std::string address = address_of(target);
        const bool safe = is_safe_address(address);
        spans.push_back({MD_SPAN_A, safe ? "a" : ""});
        if (safe) html.append("<a href=\"").append(escape_html(address)).append("\" rel=\"noopener noreferrer\">");
    }
    void close_span(MD_SPANTYPE type) {
        const auto found = std::find_if(spans.rbegin(), spans.rend(), [&](const Span& s) { return s.type == type; });
        if (found != spans.rend()) close_down_to(static_cast<std::size_t>(spans.rend() - found) - 1);
    }
    void close_down_to(std::size_t left) {
        for (; spans.size() > left; spans.pop_back()) close(spans.back().tag);
    }
    void text(MD_TEXTTYPE type, std::string_view content) {
        if (type == MD_TEXT_BR) {
            html += "<br>";
        } else if (type == MD_TEXT_SOFTBR) {
            html += "\n";
        } else if (type == MD_TEXT_NULLCHAR) {
            html += "\uFFFD";
        } else if (type == MD_TEXT_ENTITY) {
            // In content a browser turns an entity into text, never into markup.
            html += content;
        } else {
            html += escape_html(content);
        }
    }
};

Writer& writer(void* user) {
    return *static_cast<Writer*>(user);
}

int enter_block(MD_BLOCKTYPE type, void* detail, void* user) {
    writer(user).close_down_to(0);
    if (type == MD_BLOCK_HR) writer(user).html += "<hr>";
    writer(user).open_block(block_tag(type, detail));
    return 0;
}

int leave_block(MD_BLOCKTYPE type, void* detail, void* user) {
    writer(user).close_down_to(0);
    writer(user).close_block(block_tag(type, detail));
    return 0;
}

int enter_span(MD_SPANTYPE type, void* detail, void* user) {
    if (type == MD_SPAN_A) {
        writer(user).open_link(static_cast<MD_SPAN_A_DETAIL*>(detail)->href);
    } else {
        writer(user).open_span(type);
    }
    return 0;
}

int leave_span(MD_SPANTYPE type, void*, void* user) {
    writer(user).close_span(type);
    return 0;
}

int add_text(MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* user) {
    writer(user).text(type, {text, size});
    return 0;
}

}  // namespace

std::string escape_html(std::string_view text) {
    std::string out;
    out.reserve(text.size() + text.size() / 8);
    for (char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\'':
                out += "&#39;";
                break;
            default:
                out += c;
        }
    }
    return out;
}

std::string markdown_to_html(std::string_view text) {
    MD_PARSER parser{};
    parser.flags = MD_FLAG_NOHTML | MD_FLAG_PERMISSIVEURLAUTOLINKS;
    parser.enter_block = enter_block;
    parser.leave_block = leave_block;
    parser.enter_span = enter_span;
    parser.leave_span = leave_span;
    parser.text = add_text;
    // md4c 0.4.8 looks past the end for the rest of a link that breaks off there. A NUL tells it that there is none.
    std::string ended{text};
    ended.append(16, '\0');
    Writer out;
    if (md_parse(ended.data(), static_cast<MD_SIZE>(text.size()), &parser, &out) != 0) {
        return "<p dir=\"auto\">" + escape_html(text) + "</p>";
    }
    return std::move(out.html);
}

}  // namespace baton::core::page
