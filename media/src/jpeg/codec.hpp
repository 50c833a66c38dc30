#pragma once

#include "media/src/jpeg/layout.hpp"

#include <baton/media/picture.hpp>
#include <baton/result.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>

namespace baton::media::jpeg {

/// What a file was found to be.
struct Checked {
    Header header;
    /// Where its picture is over, up to a few bytes more, if no EOI follows: what comes then is nothing of it.
    std::optional<std::size_t> unended_at;
};

/// Decodes all of the file at an eighth of its size, which reads every coefficient and keeps none.
/// Errors: as `media::decode`.
result<Checked> check(BytesView file, const Layout& layout, std::uint64_t max_pixels);

/// Errors: as `media::decode`.
result<Picture> decode(BytesView file, const DecodeOptions& options);

/// The file up to there, and an EOI.
Bytes ended_at(BytesView file, std::size_t end);

/// As the file's header says it. Errors: unsupported_media.
result<Size> size(BytesView file);

}  // namespace baton::media::jpeg
