#include "core/store/s3/keys.hpp"

namespace baton::core::store::s3 {

std::string files_prefix(std::string_view prefix) {
    return std::string{prefix} + "files/";
}

std::string key_of(std::string_view prefix, const Id& name) {
    const std::string text = to_string(name);
    return files_prefix(prefix) + text.substr(0, 2) + "/" + text;
}

std::optional<Id> parse_key(std::string_view prefix, std::string_view key) {
    const auto slash = key.rfind('/');
    if (slash == std::string_view::npos) return std::nullopt;
    const auto name = parse_id(key.substr(slash + 1));
    if (!name || key_of(prefix, *name) != key) return std::nullopt;
    return name;
}

}  // namespace baton::core::store::s3
