#pragma once

#include "core/base/error.hpp"
#include "core/store/seal/secret.hpp"

#include <array>
#include <filesystem>
#include <string_view>
#include <vector>

namespace baton::core::store::seal {

/// Which key it is; says nothing about the key itself, and may be in a log.
using KeyId = std::array<unsigned char, 8>;

inline constexpr std::size_t key_size = 32;

struct FileKey {
    explicit FileKey(const Secret<key_size>& secret);

    Secret<key_size> secret;
    KeyId id;
};

/// The keys of an operator. One of them seals new files, all of them open what is sealed.
// decision 0107
class KeyRing {
public:
    /// Reads the file that FILE_KEY names: a key on each line as 64 hexadecimal digits (`openssl rand -hex 32`), the
    /// first of which seals; blank lines and those that begin with `#` do not count. If the first line that counts is
    /// `plain`, new files are not sealed, and the keys only open. Or a single key as the file's 32 bytes, unless all of
    /// them are printable: that is text. Warns if everybody on the machine can read it. Never names a key.
    /// Errors: bad_request with one line for the operator.
    static result<KeyRing> read(const std::filesystem::path& path);
    /// The same of what is in such a file.
    static result<KeyRing> parse(std::string_view content);

    /// Null: new files are not sealed.
    const FileKey* sealing() const { return seals_ ? keys_.data() : nullptr; }
    /// Null: there is none of this id.
    const FileKey* find(const KeyId& id) const;
    std::size_t size() const { return keys_.size(); }

private:
    KeyRing() = default;
    result<> add_line(std::string_view line, std::size_t number);

    std::vector<FileKey> keys_;
    bool seals_ = true;
};

}  // namespace baton::core::store::seal
