#pragma once

#include <baton/media/bytes.hpp>

namespace baton::media::testing {

/// How a JPEG is coded.
enum class Coding { baseline, restarts, progressive, separate_scans, arithmetic };

/// A whole JPEG of 120×88 px in 4:2:0, each of its blocks different from the others.
Bytes jpeg_of(Coding coding);

}  // namespace baton::media::testing
