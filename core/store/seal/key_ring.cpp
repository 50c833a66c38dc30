#include "core/store/seal/key_ring.hpp"

#include "core/base/hex.hpp"
#include "core/file/blob.hpp"
#include "core/observe/log.hpp"
#include "core/store/seal/hkdf.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <string>
#include <system_error>

namespace baton::core::store::seal {

namespace {

/// Many keys with a comment each.
constexpr std::size_t file_limit = 16 * 1024;
constexpr std::string_view key_id_label = "baton file key id";

Problem refused(const std::string& why) {
    return problem(errc::bad_request, "FILE_KEY: " + why);
}

Problem refused(std::size_t line, const char* why) {
    return refused("line " + std::to_string(line) + " " + why);
}

bool is_text(std::string_view content) {
    return std::ranges::all_of(content, [](char c) { return (c >= ' ' && c <= '~') || (c >= '\t' && c <= '\r'); });
}

std::string_view trimmed(std::string_view line) {
    constexpr std::string_view blank = " \t\r";
    const auto first = line.find_first_not_of(blank);
    if (first == std::string_view::npos) return {};
    return line.substr(first, line.find_last_not_of(blank) - first + 1);
}

}  // namespace

FileKey::FileKey(const Secret<key_size>& key) : secret(key), id{} {
    const std::array<unsigned char, key_size> no_salt{};
    const auto* label = reinterpret_cast<const unsigned char*>(key_id_label.data());
    hkdf(secret.bytes(), no_salt, {label, key_id_label.size()}, id);
}

result<KeyRing> KeyRing::read(const std::filesystem::path& path) {
    const file::Fd file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    // The value is not repeated: somebody may have put the key there.
    if (!file && errno == ENOENT) return refused("there is no such file (it names a file that has the key)");
    if (!file) return refused("the file cannot be opened: " + std::system_category().message(errno));
    const auto room = std::make_unique<Secret<file_limit>>();
    std::size_t size = 0;
    while (size < file_limit) {
        const auto got = ::read(file.get(), room->bytes().data() + size, file_limit - size);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return refused("the file cannot be read: " + std::system_category().message(errno));
        if (got == 0) break;
        size += static_cast<std::size_t>(got);
    }
    if (size == file_limit) return refused("the file is too large: it has 16 KiB or more");
    struct stat status{};
    if (::fstat(file.get(), &status) == 0 && (status.st_mode & S_IROTH) != 0) {
        log::warn("everybody on this machine can read the file of FILE_KEY");
    }
    return parse({reinterpret_cast<const char*>(room->bytes().data()), size});
}

result<KeyRing> KeyRing::parse(std::string_view content) {
    KeyRing ring;
    if (content.size() == key_size && !is_text(content)) {
        Secret<key_size> secret;
        std::ranges::copy(content, secret.bytes().begin());
        ring.keys_.emplace_back(secret);
        return ring;
    }
    for (std::size_t number = 1; !content.empty(); ++number) {
        const auto line = content.substr(0, content.find('\n'));
        content.remove_prefix(std::min(content.size(), line.size() + 1));
        if (auto added = ring.add_line(trimmed(line), number); !added) return added.error();
    }
    if (ring.keys_.empty()) return refused("the file has no key");
    return ring;
}

result<> KeyRing::add_line(std::string_view line, std::size_t number) {
    if (line.empty() || line.starts_with('#')) return {};
    if (line == "plain") {
        if (!keys_.empty() || !seals_) return refused(number, "is 'plain', which must come before all keys, and once");
        seals_ = false;
        return {};
    }
    Secret<key_size> secret;
    if (!from_hex(line, secret.bytes())) return refused(number, "is not a key of 64 hexadecimal digits");
    const FileKey key{secret};
    if (find(key.id) != nullptr) return refused(number, "repeats a key");
    keys_.push_back(key);
    return {};
}

const FileKey* KeyRing::find(const KeyId& id) const {
    const auto found = std::ranges::find(keys_, id, &FileKey::id);
    return found == keys_.end() ? nullptr : &*found;
}

}  // namespace baton::core::store::seal
