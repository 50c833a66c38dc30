#include "core/http/part_head.hpp"

#include "core/base/ascii.hpp"

#include <algorithm>
#include <utility>

namespace baton::core::http {

namespace {

constexpr std::size_t longest_boundary = 70;

Problem bad_part(std::string what) {
    return problem(errc::bad_request, "multipart: " + std::move(what));
}

bool is_alphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_token_character(char c) {
    return is_alphanumeric(c) || std::string_view{"!#$%&'*+-.^_`|~"}.find(c) != std::string_view::npos;
}

bool is_boundary_character(char c) {
    return is_alphanumeric(c) || std::string_view{"'()+_,-./:=? "}.find(c) != std::string_view::npos;
}

bool is_token(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_token_character);
}

bool is_control(char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F;
}

bool same(std::string_view left, std::string_view right) {
    return iequals(left, right);
}

std::string_view take_token(std::string_view& rest) {
    const auto end = std::find_if_not(rest.begin(), rest.end(), is_token_character);
    const auto token = rest.substr(0, static_cast<std::size_t>(end - rest.begin()));
    rest.remove_prefix(token.size());
    return token;
}

/// A quoted string off the front of `rest`, which begins with the quote. Nothing if it does not end.
std::optional<std::string> take_quoted(std::string_view& rest) {
    std::string value;
    for (std::size_t i = 1; i < rest.size(); ++i) {
        if (rest[i] == '"') {
            rest.remove_prefix(i + 1);
            return value;
        }
        // Only what needs it is escaped: browsers of old sent "C:\photo.jpg" without doubling the backslash.
        const bool escape = rest[i] == '\\' && i + 1 < rest.size() && (rest[i + 1] == '"' || rest[i + 1] == '\\');
        value += rest[escape ? ++i : i];
    }
    return std::nullopt;
}

/// A field's value with its parameters: `form-data; name="x"`.
class Parameters {
public:
    explicit Parameters(std::string_view text)
        : rest_(text.find(';') == std::string_view::npos ? std::string_view{} : text.substr(text.find(';'))),
          value_(without_ows(text.substr(0, text.find(';')))) {}

    std::string_view value() const { return value_; }

    /// The parameter of this name, in any case. False: the text breaks the syntax or has it twice.
    bool find(std::string_view wanted, std::optional<std::string>& found) const {
        std::string_view rest = rest_;
        while (!rest.empty()) {
            if (rest.front() != ';') return false;
            rest = without_ows(rest.substr(1));
            if (rest.empty()) return true;  // a last ';' does no harm
            const auto name = take_token(rest);
            if (name.empty() || !rest.starts_with('=')) return false;
            rest.remove_prefix(1);
            auto value = rest.starts_with('"') ? take_quoted(rest) : std::optional{std::string{take_token(rest)}};
            if (!value) return false;
            rest = without_ows(rest);
            if (!same(name, wanted)) continue;
            if (found) return false;
            found = std::move(value);
        }
        return true;
    }

private:
    std::string_view rest_;
    std::string_view value_;
};

/// Collects the fields that matter.
class HeadReader {
public:
    result<> take(std::string_view line) {
        const auto colon = line.find(':');
        if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) {
            return bad_part("a header line is not NAME: VALUE");
        }
        const auto name = line.substr(0, colon);
        const auto value = without_ows(line.substr(colon + 1));
        if (std::any_of(value.begin(), value.end(), is_control)) return bad_part("a header has control characters");
        if (same(name, "Content-Disposition")) return take_disposition(value);
        if (same(name, "Content-Type")) {
            if (std::exchange(typed_, true)) return bad_part("a part has two Content-Type fields");
            head_.content_type = value;
        }
        // RFC 7578 §4.7 gave these up; whoever still sends one that recodes the bytes would be misread.
        const bool plain = same(value, "binary") || same(value, "8bit") || same(value, "7bit");
        if (same(name, "Content-Transfer-Encoding") && !plain) return bad_part("a transfer encoding is not supported");
        return {};
    }

    result<PartHead> finish() {
        if (!disposed_) return bad_part("a part has no Content-Disposition");
        return std::move(head_);
    }

private:
    result<> take_disposition(std::string_view value) {
        if (std::exchange(disposed_, true)) return bad_part("a part has two Content-Disposition fields");
        const Parameters parameters{value};
        if (!same(parameters.value(), "form-data")) return bad_part("a part is not form-data");
        std::optional<std::string> name;
        if (!parameters.find("name", name) || !parameters.find("filename", head_.filename)) {
            return bad_part("a Content-Disposition is broken");
        }
        if (!name || name->empty()) return bad_part("a part has no name");
        head_.name = std::move(*name);
        return {};
    }

    PartHead head_;
    bool disposed_ = false;
    bool typed_ = false;
};

}  // namespace

result<std::string> form_boundary(std::string_view content_type) {
    const Parameters parameters{content_type};
    if (!same(parameters.value(), "multipart/form-data")) {
        return problem(errc::unsupported_media, "the body must be multipart/form-data");
    }
    std::optional<std::string> boundary;
    if (!parameters.find("boundary", boundary) || !boundary || boundary->empty()) {
        return bad_part("the Content-Type has no boundary");
    }
    const bool allowed = boundary->size() <= longest_boundary && !boundary->ends_with(' ') &&
                         std::all_of(boundary->begin(), boundary->end(), is_boundary_character);
    if (!allowed) return bad_part("the boundary is not allowed");
    return std::move(*boundary);
}

result<PartHead> parse_part_head(std::string_view lines) {
    HeadReader reader;
    while (!lines.empty()) {
        const auto end = lines.find("\r\n");
        if (end == std::string_view::npos) return bad_part("a header line has no end");
        if (auto taken = reader.take(lines.substr(0, end)); !taken) return taken.error();
        lines.remove_prefix(end + 2);
    }
    return reader.finish();
}

}  // namespace baton::core::http
