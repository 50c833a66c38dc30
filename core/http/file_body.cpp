#include "core/http/file_body.hpp"

#include <algorithm>
#include <utility>

namespace baton::core::http {

namespace {

constexpr std::uint64_t piece_size = 64 * 1024;

}  // namespace

FileBody::FileBody(file::FilePtr file, file::ByteRange part) : file_(std::move(file)), rest_(part), size_(part.size) {}

task<std::span<const std::byte>> FileBody::next() {
    if (rest_.size == 0) co_return std::span<const std::byte>{};
    const auto wanted = static_cast<std::size_t>(std::min(rest_.size, piece_size));
    if (!piece_) piece_ = std::make_unique_for_overwrite<std::byte[]>(wanted);  // no later one is larger
    const auto got = co_await file_->read(rest_.first, std::span{piece_.get(), wanted});
    if (!got) co_return got.error();
    if (*got == 0) co_return problem(errc::internal, "a stored file is shorter than it should be");
    rest_.first += *got;
    rest_.size -= *got;
    co_return std::span<const std::byte>{piece_.get(), *got};
}

}  // namespace baton::core::http
