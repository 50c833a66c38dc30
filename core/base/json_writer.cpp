#include "core/base/json_writer.hpp"

#include "core/base/hex.hpp"

#include <boost/json/serialize.hpp>

#include <array>
#include <charconv>

namespace baton::core {

namespace {

bool needs_escape(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\';
}

void append_escaped(std::string& out, char c) {
    if (c == '"' || c == '\\') {
        out.append({'\\', c});
    } else {
        const auto code = static_cast<unsigned char>(c);
        out.append("\\u00").append({hex_digit(code >> 4), hex_digit(code & 15u)});
    }
}

}  // namespace

JsonWriter& JsonWriter::key(std::string_view name) {
    separate();
    out_.append("\"").append(name).append("\":");
    first_ = true;
    return *this;
}

JsonWriter& JsonWriter::string(std::string_view text) {
    separate();
    out_ += '"';
    for (std::size_t plain = 0; plain < text.size();) {
        std::size_t end = plain;
        while (end < text.size() && !needs_escape(text[end])) ++end;
        out_.append(text.substr(plain, end - plain));
        if (end < text.size()) append_escaped(out_, text[end]);
        plain = end + 1;
    }
    out_ += '"';
    return *this;
}

JsonWriter& JsonWriter::number(std::int64_t value) {
    separate();
    std::array<char, 24> digits{};
    out_.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr);
    return *this;
}

JsonWriter& JsonWriter::decimal(double value) {
    separate();
    std::array<char, 32> digits{};
    out_.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr);
    return *this;
}

JsonWriter& JsonWriter::value(const boost::json::value& value) {
    separate();
    out_ += boost::json::serialize(value);
    return *this;
}

JsonWriter& JsonWriter::open(char bracket) {
    separate();
    out_ += bracket;
    first_ = true;
    return *this;
}

JsonWriter& JsonWriter::close(char bracket) {
    out_ += bracket;
    first_ = false;
    return *this;
}

void JsonWriter::separate() {
    if (!first_) out_ += ',';
    first_ = false;
}

}  // namespace baton::core
