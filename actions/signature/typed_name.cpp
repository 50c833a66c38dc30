#include "actions/signature/typed_name.hpp"

#include <boost/json/value.hpp>

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace baton::signature {
namespace {

constexpr std::ptrdiff_t longest_name = 60;  // characters

// Bytes that begin a character of UTF-8.
std::ptrdiff_t characters_in(std::string_view text) {
    return std::ranges::count_if(text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; });
}

bool is_control(char byte) {
    const auto code = static_cast<unsigned char>(byte);
    return code < 0x20 || code == 0x7F;
}

}  // namespace

result<TypedName> read_typed_name(const boost::json::object& data) {
    const boost::json::value* text = data.if_contains("text");
    const boost::json::value* face = data.if_contains("face");
    if (data.size() != 3 || !text || !face) {
        return Error{errc::invalid_input, "a typed signature has method, text and face, and nothing else", "/data"};
    }
    if (!text->is_string()) return Error{errc::invalid_input, "text must be a string", "/data/text"};
    if (!face->is_string()) return Error{errc::invalid_input, "face must be a string", "/data/face"};
    TypedName name{std::string{text->get_string()}, std::string{face->get_string()}};
    const bool blank = name.text.find_first_not_of(' ') == std::string::npos;
    if (blank || characters_in(name.text) > longest_name || std::ranges::any_of(name.text, is_control)) {
        return Error{errc::invalid_input, "text must be 1 to 60 characters on one line", "/data/text"};
    }
    return name;
}

}  // namespace baton::signature
