#include "core/http/request.hpp"

#include "core/base/ascii.hpp"
#include "core/base/hex.hpp"

#include <algorithm>
#include <stdexcept>

namespace baton::core::http {

std::string_view Request::header(FieldName name) const {
    for (const auto& field : fields) {
        if (field.id == name) return field.value;
    }
    return {};
}

std::string_view Request::header(std::string_view name) const {
    for (const auto& field : fields) {
        if (iequals(field.name, name)) return field.value;
    }
    return {};
}

bool Request::has(FieldName name) const {
    for (const auto& field : fields) {
        if (field.id == name) return true;
    }
    return false;
}

std::vector<std::string_view> Request::list(FieldName name) const {
    constexpr std::string_view blank = " \t";
    std::vector<std::string_view> elements;
    for (const auto& field : fields) {
        if (field.id != name) continue;
        for (std::string_view rest = field.value; !rest.empty();) {
            const auto comma = std::min(rest.find(','), rest.size());
            std::string_view element = rest.substr(0, comma);
            rest.remove_prefix(std::min(comma + 1, rest.size()));
            element.remove_prefix(std::min(element.find_first_not_of(blank), element.size()));
            element = element.substr(0, element.find_last_not_of(blank) + 1);
            if (!element.empty()) elements.push_back(element);
        }
    }
    return elements;
}

bool Request::lists(FieldName name, std::string_view element) const {
    return std::ranges::any_of(list(name), [&](std::string_view each) { return iequals(each, element); });
}

const std::string& Request::parameter(std::string_view name) const {
    const auto found = std::ranges::find(parameters, name, &Parameter::name);
    if (found == parameters.end()) throw std::out_of_range("the route has no parameter " + std::string{name});
    return found->value;
}

std::optional<std::string> Request::query_parameter(std::string_view name) const {
    std::string_view rest = query;
    while (!rest.empty()) {
        const auto end = rest.find('&');
        const std::string_view pair = rest.substr(0, end);
        rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
        const auto equals = pair.find('=');
        const auto key = percent_decode(pair.substr(0, equals), true);
        if (key && *key == name) {
            return percent_decode(equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1),
                                  true);
        }
    }
    return std::nullopt;
}

std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '%') {
            if (i + 2 >= text.size()) return std::nullopt;
            const int high = hex_value(text[i + 1]);
            const int low = hex_value(text[i + 2]);
            if (high < 0 || low < 0) return std::nullopt;
            c = static_cast<char>(high * 16 + low);
            i += 2;
        } else if (c == '+' && plus_is_space) {
            c = ' ';
        }
        if (c == '\0') return std::nullopt;
        out += c;
    }
    return out;
}

task<Body> read_all(Request& request, std::size_t limit, Payer payer) {
    if (request.content_length && *request.content_length > limit) co_return problem(errc::payload_too_large);
    Body out;
    if (request.budget != nullptr) out.charge = request.budget->begin(payer);
    if (request.content_length) out.text.reserve(static_cast<std::size_t>(*request.content_length));
    for (;;) {
        auto bytes = co_await request.body->read();
        if (!bytes) co_return bytes.error();
        if (bytes->empty()) co_return out;
        const std::size_t size = out.text.size() + bytes->size();
        if (size > limit) co_return problem(errc::payload_too_large);
        // As it arrives: an announcement takes no memory, and costs nothing.
        if (auto counted = out.charge.grow(size); !counted) co_return counted.error();
        out.text.append(reinterpret_cast<const char*>(bytes->data()), bytes->size());
    }
}

}  // namespace baton::core::http
