#include "core/work/pool/memfds.hpp"

#include "core/base/run_on.hpp"

#include <cstddef>
#include <span>
#include <utility>

namespace baton::core::work {

namespace {

constexpr std::size_t piece_size = 256 * 1024;

/// What the helper's thread writes to; its own, as the caller's frame may be gone before it runs.
struct Copy {
    file::BlobWriter writer;
    std::vector<std::byte> piece = std::vector<std::byte>(piece_size);
};

task<std::shared_ptr<const file::Blob>> copy_of(const file::FileReader& file, boost::asio::any_io_executor helper) {
    const auto copy = std::make_shared<Copy>();
    for (std::uint64_t done = 0; done < file.size();) {
        const auto got = co_await file.read(done, copy->piece);
        if (!got) co_return got.error();
        if (*got == 0) co_return problem(errc::internal, "a stored file is shorter than it should be");
        auto write = [copy, size = *got] { return copy->writer.append(std::span{copy->piece}.first(size)); };
        if (auto written = co_await run_on(helper, std::move(write)); !written) co_return written.error();
        done += *got;
    }
    auto blob = co_await run_on(helper, [copy] { return copy->writer.finish(); });
    if (blob && (*blob)->sha256() != file.sha256()) {
        co_return problem(errc::internal, "a stored file is not what it was");
    }
    co_return blob;
}

}  // namespace

task<std::vector<std::shared_ptr<const file::Blob>>> memfds_of(const std::vector<JobInput>& files,
                                                               boost::asio::any_io_executor helper,
                                                               std::uint64_t limit) {
    std::vector<std::shared_ptr<const file::Blob>> memfds;
    std::uint64_t copied = 0;
    for (const auto& file : files) {
        auto memfd = file::blob_of(file.reader);
        if (!memfd) {
            copied += file.reader->size();
            if (copied > limit) co_return problem(errc::payload_too_large, "the job's files are too large");
            auto copy = co_await copy_of(*file.reader, helper);
            if (!copy) co_return copy.error();
            memfd = std::move(*copy);
        }
        memfds.push_back(std::move(memfd));
    }
    co_return memfds;
}

}  // namespace baton::core::work
