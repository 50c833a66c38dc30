// seal-files [MIB]: what it costs to seal a file of so many MiB and to read it, all in memory and on one thread.
#include "core/file/blob.hpp"
#include "core/store/seal/plain_file.hpp"
#include "core/store/seal/sealed_file.hpp"
#include "core/store/seal/sealing_file.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using namespace baton::core;
using namespace baton::core::store::seal;
using Clock = std::chrono::steady_clock;

namespace {

template <class T>
T run(task<T> work) {
    boost::asio::io_context context{1};
    std::optional<result<T>> outcome;
    boost::asio::co_spawn(context, std::move(work), [&](const std::exception_ptr& thrown, result<T> value) {
        if (thrown) std::rethrow_exception(thrown);
        outcome.emplace(std::move(value));
    });
    context.run();
    return std::move(*outcome).value();
}

/// All of it, in steps; what was read goes into `copy` if there is one.
task<std::uint64_t> read_all(const file::FilePtr& file, std::size_t step, file::BlobWriter* copy) {
    std::vector<std::byte> buffer(step);
    std::uint64_t done = 0;
    while (done < file->size()) {
        const auto got = co_await file->read(done, buffer);
        if (!got) co_return got.error();
        if (copy != nullptr) (void)copy->append(std::span{buffer}.first(*got));
        done += *got;
    }
    co_return done;
}

template <class Work>
void time(const char* what, std::uint64_t bytes, Work work) {
    double best = 1e9;
    for (int times = 0; times < 5; ++times) {
        const auto began = Clock::now();
        work();
        best = std::min(best, std::chrono::duration<double>(Clock::now() - began).count());
    }
    std::printf("%-42s %8.0f MiB/s %8.1f us per 64 KiB\n", what, static_cast<double>(bytes) / best / 1048576,
                best * 1e6 / (static_cast<double>(bytes) / 65536));
}

}  // namespace

int main(int count, char** words) {
    const std::size_t size = (count > 1 ? std::strtoul(words[1], nullptr, 10) : 64) << 20U;
    const auto ring = KeyRing::parse(std::string(64, '5')).value();
    file::BlobWriter writer;
    (void)writer.append(std::vector<std::byte>(size, std::byte{7}));
    const file::FilePtr plain = writer.finish().value();
    const file::Object object{new_id(), size, plain->sha256()};
    const auto sealing = std::make_shared<SealingFile>(plain, *ring.sealing(), object.name, Salt{1});
    file::BlobWriter copy;
    (void)run(read_all(sealing, 1U << 18U, &copy));
    const file::FilePtr stored = copy.finish().value();

    time("read as it is, 256 KiB at once", size, [&] { (void)run(read_all(plain, 1U << 18U, nullptr)); });
    time("seal, 256 KiB at once (disk)", size, [&] { (void)run(read_all(sealing, 1U << 18U, nullptr)); });
    time("seal, 64 KiB at once (S3)", size, [&] { (void)run(read_all(sealing, 1U << 16U, nullptr)); });
    time("seal and digest (S3, before)", size, [&] {
        SealingFile fresh{plain, *ring.sealing(), object.name, Salt{1}};
        boost::asio::io_context context{1};
        boost::asio::co_spawn(context, fresh.digest(), [](const std::exception_ptr& thrown, const result<>&) {
            if (thrown) std::rethrow_exception(thrown);
        });
        context.run();
    });
    const auto opened = run(SealedFile::open(stored, ring, object));
    time("open, 64 KiB at once (download)", size, [&] { (void)run(read_all(opened, 1U << 16U, nullptr)); });
    time("open, 256 KiB at once (worker)", size, [&] { (void)run(read_all(opened, 1U << 18U, nullptr)); });
    time("open, 10,000 bytes at once", size, [&] { (void)run(read_all(opened, 10'000, nullptr)); });
    time("look at a file from before", size, [&] { (void)run(PlainFile::open(plain, object)); });
    const auto checked = run(PlainFile::open(plain, object));
    time("read a file from before, 64 KiB at once", size, [&] { (void)run(read_all(checked, 1U << 16U, nullptr)); });
    constexpr int small = 10'000;
    const auto began = Clock::now();
    for (int times = 0; times < small; ++times) SealingFile{plain, *ring.sealing(), object.name, Salt{1}};
    std::printf("a key of a file %33.2f us\n",
                std::chrono::duration<double, std::micro>(Clock::now() - began).count() / small);
}
