#include "core/store/seal/format.hpp"

#include <algorithm>
#include <cstring>
#include <string_view>

namespace baton::core::store::seal {

namespace {

constexpr std::string_view form = "BTNSEAL1";
constexpr std::size_t salt_at = form.size() + sizeof(KeyId);
static_assert(salt_at + salt_size == head_size);

}  // namespace

HeadBytes bytes_of(const Head& head) {
    HeadBytes bytes{};
    std::memcpy(bytes.data(), form.data(), form.size());
    std::memcpy(bytes.data() + form.size(), head.key.data(), head.key.size());
    std::memcpy(bytes.data() + salt_at, head.salt.data(), head.salt.size());
    return bytes;
}

std::optional<Head> parse_head(const HeadBytes& bytes) {
    if (std::memcmp(bytes.data(), form.data(), form.size()) != 0) return std::nullopt;
    Head head{};
    std::memcpy(head.key.data(), bytes.data() + form.size(), head.key.size());
    std::memcpy(head.salt.data(), bytes.data() + salt_at, head.salt.size());
    return head;
}

}  // namespace baton::core::store::seal
