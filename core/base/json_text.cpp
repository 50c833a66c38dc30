#include "core/base/json_text.hpp"

#include "core/base/json_reader.hpp"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace baton::core {

namespace json = boost::json;

namespace {

constexpr std::string_view blanks = " \t\r\n";

/// Hears what the parser finds and keeps nothing of it.
class Checker {
public:
    static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);

    using Text = json::string_view;
    using ErrorCode = json::error_code;

    bool on_document_begin(ErrorCode&) { return true; }
    bool on_document_end(ErrorCode&) { return true; }
    bool on_object_begin(ErrorCode&) { return true; }
    bool on_object_end(std::size_t, ErrorCode&) { return true; }
    bool on_array_begin(ErrorCode&) { return true; }
    bool on_array_end(std::size_t, ErrorCode&) { return true; }
    bool on_key_part(Text, std::size_t, ErrorCode&) { return true; }
    bool on_key(Text, std::size_t, ErrorCode&) { return true; }
    bool on_string_part(Text, std::size_t, ErrorCode&) { return true; }
    bool on_string(Text, std::size_t, ErrorCode&) { return true; }
    bool on_number_part(Text, ErrorCode&) { return true; }
    bool on_int64(std::int64_t, Text, ErrorCode&) { return true; }
    bool on_uint64(std::uint64_t, Text, ErrorCode&) { return true; }
    bool on_double(double number, Text, ErrorCode& error) {
        if (std::isfinite(number)) return true;
        error = json::error::exponent_overflow;
        return false;
    }
    bool on_bool(bool, ErrorCode&) { return true; }
    bool on_null(ErrorCode&) { return true; }
    bool on_comment_part(Text, ErrorCode&) { return true; }
    bool on_comment(Text, ErrorCode&) { return true; }
};

std::string_view without_blanks(std::string_view text) {
    return text.substr(std::min(text.find_first_not_of(blanks), text.size()));
}

/// How long the string is that the text begins with, its quotes included.
std::size_t string_size(std::string_view text) {
    std::size_t at = 1;
    while (at < text.size() && text[at] != '"') at += text[at] == '\\' ? 2 : 1;
    return std::min(at + 1, text.size());
}

/// How long the value is that the text begins with.
std::size_t value_size(std::string_view text) {
    if (text.starts_with('"')) return string_size(text);
    if (!text.starts_with('{') && !text.starts_with('[')) {
        return std::min(text.find_first_of(",}] \t\r\n"), text.size());
    }
    std::size_t depth = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '"') {
            at += string_size(text.substr(at)) - 1;
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if ((c == '}' || c == ']') && --depth == 0) {
            return at + 1;
        }
    }
    return text.size();
}

std::string_view take(std::string_view& text, std::size_t size) {
    const auto taken = text.substr(0, size);
    text = without_blanks(text.substr(taken.size()));
    return taken;
}

}  // namespace

JsonText::JsonText(std::string text) {
    const auto kept = std::make_shared<const std::string>(std::move(text));
    text_ = *kept;
    owner_ = kept;
}

JsonText JsonText::of(const json::value& value) {
    return JsonText{json::serialize(value)};
}

result<> check_json(std::string_view text, std::string_view detail) {
    json::basic_parser<Checker> parser{{.max_depth = json_depth}};
    json::error_code error;
    const std::size_t used = parser.write_some(/*more=*/false, text.data(), text.size(), error);
    if (error || used != text.size()) return problem(errc::malformed_json, std::string{detail});
    return {};
}

bool is_json_object(std::string_view text) {
    return without_blanks(text).starts_with('{');
}

void each_member(std::string_view object, const std::function<bool(std::string_view, std::string_view)>& visit) {
    std::string_view rest = without_blanks(object);
    for ((void)take(rest, 1); rest.starts_with('"') || rest.starts_with(',');) {
        if (rest.starts_with(',')) (void)take(rest, 1);
        const auto quoted = take(rest, string_size(rest));
        (void)take(rest, 1);  // the colon
        const auto value = take(rest, value_size(rest));
        if (quoted.find('\\') == std::string_view::npos) {
            if (!visit(quoted.substr(1, quoted.size() - 2), value)) return;
        } else {
            const auto name = json::parse({quoted.data(), quoted.size()});
            if (!visit(std::string_view{name.get_string()}, value)) return;
        }
    }
}

std::optional<std::string_view> find_member(std::string_view object, std::string_view name) {
    std::optional<std::string_view> found;
    each_member(object, [&](std::string_view each, std::string_view value) {
        if (each == name) found = value;
        return true;
    });
    return found;
}

void append_member(std::string& object, std::string_view name, std::string_view value) {
    object.pop_back();
    object.append(",\"").append(name).append("\":").append(value).append("}");
}

}  // namespace baton::core
