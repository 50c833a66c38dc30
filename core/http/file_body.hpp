#pragma once

#include "core/file/file_reader.hpp"
#include "core/http/body_stream.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>

namespace baton::core::http {

/// A file, or a part of it, as the body of an answer: read piece by piece, and counted until the answer is over.
class FileBody final : public BodyStream {
public:
    /// `part` must lie within the file.
    FileBody(file::FilePtr file, file::ByteRange part);

    std::optional<std::uint64_t> size() const override { return size_; }
    /// At most 64 KiB. Errors: those of FileReader::read; internal (the file ends too early).
    task<std::span<const std::byte>> next() override;

private:
    file::FilePtr file_;
    file::ByteRange rest_;
    std::uint64_t size_;
    std::unique_ptr<std::byte[]> piece_;  ///< none before the first is asked for: HEAD needs none
};

}  // namespace baton::core::http
