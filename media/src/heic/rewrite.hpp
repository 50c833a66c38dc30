#pragma once

#include "media/src/heic/container.hpp"
#include "media/src/heic/parts.hpp"

namespace baton::media::heic {

/// A file of these parts and nothing else, as plain as can be: every item has one piece of data and each kind of
/// property once, no picture has an auxiliary one but its transparency. Profiles and metadata are left out. Errors:
/// unsupported_media (the parts have more data than the file has bytes).
// decision 0005
result<Bytes> rewritten(const Container& container, const Parts& parts, std::size_t file_size);

}  // namespace baton::media::heic
