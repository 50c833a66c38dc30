#include "core/store/seal/key_mark.hpp"

#include "core/base/hex.hpp"

#include <utility>

namespace baton::core::store::seal {

namespace {

constexpr std::string_view label = "sealed ";

bool has(const KeyRing& keys, std::string_view digits) {
    KeyId id{};
    return from_hex(digits, id) && keys.find(id) != nullptr;
}

/// What is not digits is not repeated: whoever wrote it may have meant to write into our log.
std::string shown(const std::string& digits) {
    KeyId id{};
    return from_hex(digits, id) ? "key " + digits : "a key of another form";
}

}  // namespace

KeyMark split_mark(std::string_view marker) {
    std::size_t at = 0;
    while (at < marker.size()) {
        const std::size_t end = std::min(marker.find('\n', at), marker.size());
        const auto line = marker.substr(at, end - at);
        if (line.starts_with(label)) return {std::string{marker.substr(0, at)}, std::string{line.substr(label.size())}};
        at = end + 1;
    }
    return {std::string{marker}, {}};
}

std::string join_mark(KeyMark mark) {
    if (mark.key.empty()) return std::move(mark.text);
    return std::move(mark.text) + std::string{label} + mark.key + "\n";
}

task<> check_keys(file::ObjectStore& objects, const KeyRing* keys) {
    const auto marker = co_await objects.marker();
    if (!marker) co_return marker.error();
    const std::string key = split_mark(*marker).key;
    if (key.empty()) co_return result<>{};
    if (keys == nullptr) {
        co_return problem(errc::bad_request, "FILE_KEY: it is not set, but files were sealed with " + shown(key));
    }
    if (!has(*keys, key)) {
        const std::string among = keys->size() == 1
                                      ? "which is another one"
                                      : "which is not among the " + std::to_string(keys->size()) + " keys";
        co_return problem(errc::bad_request, "FILE_KEY: the files were sealed with " + shown(key) + ", " + among);
    }
    co_return result<>{};
}

}  // namespace baton::core::store::seal
