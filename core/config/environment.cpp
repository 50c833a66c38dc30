#include "core/config/environment.hpp"

#include <unistd.h>

#include <cctype>
#include <fstream>
#include <sstream>

namespace baton::core::config {

namespace {

std::string_view trim(std::string_view text) {
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front()))) text.remove_prefix(1);
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back()))) text.remove_suffix(1);
    return text;
}

bool is_name(std::string_view text) {
    if (text.empty() || std::isdigit(static_cast<unsigned char>(text.front()))) return false;
    for (char c : text) {
        if (!std::isalnum(static_cast<unsigned char>(c)) && c != '_') return false;
    }
    return true;
}

/// The value after '='; nothing if a quote is not closed.
std::optional<std::string> unquote(std::string_view raw) {
    raw = trim(raw);
    if (raw.empty() || (raw.front() != '"' && raw.front() != '\'')) {
        const auto comment = raw.find(" #");
        return std::string{trim(raw.substr(0, comment))};
    }
    const char quote = raw.front();
    std::string out;
    for (std::size_t i = 1; i < raw.size(); ++i) {
        if (raw[i] == quote) return out;
        if (quote == '"' && raw[i] == '\\' && i + 1 < raw.size()) {
            ++i;
            out += raw[i] == 'n' ? '\n' : raw[i];
        } else {
            out += raw[i];
        }
    }
    return std::nullopt;
}

}  // namespace

bool is_set(const Variables& variables, std::string_view name) {
    const auto found = variables.find(name);
    return found != variables.end() && !found->second.empty();
}

result<Variables> parse_dotenv(std::string_view text) {
    Variables variables;
    std::size_t number = 0;
    while (!text.empty()) {
        ++number;
        const auto end = text.find('\n');
        std::string_view line = trim(text.substr(0, end));
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
        if (line.empty() || line.front() == '#') continue;
        if (line.starts_with("export ")) line = trim(line.substr(7));
        const auto equals = line.find('=');
        const auto name = trim(line.substr(0, equals));
        const auto value = equals == std::string_view::npos ? std::nullopt : unquote(line.substr(equals + 1));
        if (!is_name(name) || !value) {
            return problem(errc::bad_request, ".env: line " + std::to_string(number) + " is not NAME=value");
        }
        variables[std::string{name}] = *value;
    }
    return variables;
}

result<Variables> read_environment(const std::filesystem::path& directory) {
    Variables variables;
    if (std::ifstream file{directory / ".env"}) {
        std::ostringstream text;
        text << file.rdbuf();
        auto parsed = parse_dotenv(text.str());
        if (!parsed) return parsed.error();
        variables = std::move(*parsed);
    }
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string_view pair{*entry};
        const auto equals = pair.find('=');
        if (equals != std::string_view::npos) variables[std::string{pair.substr(0, equals)}] = pair.substr(equals + 1);
    }
    return variables;
}

}  // namespace baton::core::config
