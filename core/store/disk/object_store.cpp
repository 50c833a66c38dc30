#include "core/store/disk/object_store.hpp"

#include "core/base/run_on.hpp"
#include "core/store/disk/places.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

namespace baton::core::store::disk {

namespace asio = boost::asio;

namespace {

/// Files that are written and read at the same time; the disk has no more hands.
constexpr std::size_t thread_count = 4;
constexpr std::size_t piece = 256 * 1024;
constexpr auto marker_name = "installation";

}  // namespace

struct DiskObjectStore::Disk {
    explicit Disk(Places opened) : places(std::move(opened)) {}

    auto executor() { return threads.get_executor(); }

    Places places;
    asio::thread_pool threads{thread_count};
};

/// A file that is open: whoever removes it takes only its name.
class DiskObjectStore::Reader final : public file::FileReader {
public:
    Reader(std::shared_ptr<Disk> disk, file::Fd fd, file::Object object)
        : disk_(std::move(disk)), fd_(std::make_shared<const file::Fd>(std::move(fd))), object_(std::move(object)) {}

    std::uint64_t size() const override { return object_.size; }
    const std::string& sha256() const override { return object_.sha256; }

    task<std::size_t> read(std::uint64_t first, std::span<std::byte> buffer) const override {
        if (buffer.empty() || first >= object_.size) co_return std::size_t{0};
        const std::size_t wanted = std::min<std::uint64_t>(buffer.size(), object_.size - first);
        // What is in memory is had at once; only a disk is worth another thread.
        const std::size_t at_hand = read_at_hand(first, buffer.first(wanted));
        if (at_hand == wanted) co_return wanted;
        auto rest = co_await run_on(
            disk_->executor(), [fd = fd_, first = first + at_hand, buffer = buffer.subspan(at_hand, wanted - at_hand)] {
                return read_all(*fd, first, buffer);
            });
        if (!rest) co_return rest.error();
        co_return wanted;
    }

private:
    std::size_t read_at_hand(std::uint64_t first, std::span<std::byte> buffer) const {
        const iovec place{buffer.data(), buffer.size()};
        const auto got = ::preadv2(fd_->get(), &place, 1, static_cast<off_t>(first), RWF_NOWAIT);
        return got > 0 ? static_cast<std::size_t>(got) : 0;
    }

    static result<> read_all(const file::Fd& fd, std::uint64_t first, std::span<std::byte> buffer) {
        while (!buffer.empty()) {
            const auto got = ::pread(fd.get(), buffer.data(), buffer.size(), static_cast<off_t>(first));
            if (got < 0 && errno == EINTR) continue;
            if (got <= 0) return problem(errc::internal, "a stored file cannot be read");
            first += static_cast<std::uint64_t>(got);
            buffer = buffer.subspan(static_cast<std::size_t>(got));
        }
        return {};
    }

    std::shared_ptr<Disk> disk_;
    std::shared_ptr<const file::Fd> fd_;
    file::Object object_;
};

namespace {

task<> copy(const file::FileReader& from, const file::Fd& to) {
    const auto buffer = std::make_unique<std::array<std::byte, piece>>();
    for (std::uint64_t done = 0; done < from.size();) {
        const auto got = co_await from.read(done, *buffer);
        if (!got) co_return got.error();
        if (*got == 0) co_return problem(errc::internal, "the file to store ends too early");
        if (auto written = write_all(to.get(), std::span{*buffer}.first(*got)); !written) co_return written;
        done += *got;
    }
    co_return result<>{};
}

/// On a thread of the store.
task<> write(const Places& places, Id name, file::FilePtr bytes) {
    auto file = places.begin(name);
    if (!file) co_return file.error();
    auto written = co_await copy(*bytes, *file);
    if (written) written = places.finish(name, *file);
    if (!written) places.give_up(name);
    co_return written;
}

}  // namespace

DiskObjectStore::DiskObjectStore(std::shared_ptr<Disk> disk) : disk_(std::move(disk)) {}

DiskObjectStore::~DiskObjectStore() {
    close();
}

result<std::unique_ptr<DiskObjectStore>> DiskObjectStore::open(const std::filesystem::path& directory) {
    auto places = Places::open(directory);
    if (!places) return places.error();
    if (auto cleared = places->clear_incoming(); !cleared) return cleared.error();
    auto disk = std::make_shared<Disk>(std::move(*places));
    return std::unique_ptr<DiskObjectStore>{new DiskObjectStore{std::move(disk)}};
}

void DiskObjectStore::close() {
    disk_->threads.join();
}

task<> DiskObjectStore::put(Id name, file::FilePtr bytes) {
    co_return co_await asio::co_spawn(disk_->executor(), write(disk_->places, name, std::move(bytes)),
                                      asio::use_awaitable);
}

task<file::FilePtr> DiskObjectStore::get(file::Object object) {
    auto found = co_await run_on(disk_->executor(), [disk = disk_, name = object.name, size = object.size] {
        return disk->places.find(name, size);
    });
    if (!found) co_return found.error();
    co_return std::make_shared<const Reader>(disk_, std::move(*found), std::move(object));
}

task<> DiskObjectStore::remove(Id name) {
    co_return co_await run_on(disk_->executor(), [disk = disk_, name] { return disk->places.remove(name); });
}

task<std::string> DiskObjectStore::marker() {
    co_return co_await run_on(disk_->executor(), [disk = disk_] { return disk->places.root().read(marker_name); });
}

task<> DiskObjectStore::set_marker(std::string text) {
    co_return co_await run_on(disk_->executor(), [disk = disk_, text = std::move(text)] {
        return disk->places.root().write(marker_name, text);
    });
}

task<file::Listing> DiskObjectStore::list(std::string next) {
    auto look = [disk = disk_, from = std::move(next)]() -> result<file::Listing> {
        // Who looks for what nobody has any more begins here.
        if (from.empty()) {
            if (auto cleared = disk->places.clear_incoming(); !cleared) return cleared.error();
        }
        return disk->places.list(from);
    };
    co_return co_await run_on(disk_->executor(), std::move(look));
}

}  // namespace baton::core::store::disk
