#pragma once

// Calls are taken by their names in the library: those of files of any size must not stand for the others.
#undef _FILE_OFFSET_BITS
#undef _FORTIFY_SOURCE

#include <sys/stat.h>
#include <sys/uio.h>

#include <cstdint>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace power_loss {

enum class Kind : std::uint32_t { bind = 1, write, resize, synced, rename, unlink, link, directory, mapped };

/// As it stands in the journal, with the paths (relative to the directory, each ends with a zero byte) and the data
/// behind it. What the numbers are depends on the kind: of a binding `created` and so on and whether it has no name, of
/// a write its offset, of a new size that, of a sync the length of the journal when it was begun.
struct Record {
    std::uint32_t magic = 0x4c575250;  // "PRWL"
    Kind kind{};
    std::uint64_t inode = 0;
    std::uint64_t first = 0;
    std::uint64_t second = 0;
    std::uint32_t path_bytes = 0;
    std::uint32_t data_bytes = 0;
};

inline constexpr std::uint64_t created = 1;
inline constexpr std::uint64_t is_directory = 2;
inline constexpr std::uint64_t emptied = 4;

/// What a process did below a directory. A lock is held over each change and its record: what the journal lacks is at
/// most the change that was being made when the process was killed.
class Journal {
public:
    Journal();

    bool watching() const { return !root_.empty(); }
    std::uint64_t length() const;
    void append(Record record, std::string_view paths = {}, std::vector<iovec> data = {});

    /// The path below the directory with its zero byte, of the directory itself only that byte; none for what lies
    /// elsewhere.
    std::optional<std::string> below(const std::string& path) const;

    /// The inode, if the descriptor is a file or directory below the directory that was opened here.
    std::optional<std::uint64_t> watched(int descriptor) const;
    void watch(std::uint64_t inode) { inodes_.insert(inode); }

    std::mutex lock;

private:
    bool open();

    std::string root_;
    int file_ = -1;
    dev_t device_ = 0;
    std::set<std::uint64_t> inodes_;
};

/// The one of this process. Never destroyed: threads may still write while the process ends.
Journal& journal();

std::string path_of(int descriptor);

/// Where a name is or would be, its directory's links followed; as `below`.
std::optional<std::string> place_of(int at, const char* name);

/// What a name stands for; all zero if it is not there.
struct stat about(int at, const char* name);

}  // namespace power_loss
