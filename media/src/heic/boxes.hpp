#pragma once

#include <baton/media/bytes.hpp>

#include <cstdint>

namespace baton::media::heic {

/// True if the file's primary item carries a rotation (`irot`) or a mirroring (`imir`) of its own (ISO/IEC 23008-12,
/// 6.5.10 and 6.5.12). libheif applies them, but this version has no call that tells whether there are any.
bool turns_itself(BytesView file);

/// False if the file's picture is derived from so many others, or from so many pixels, as none needs to be: libheif
/// decodes a tile again each time that a grid names it, and grids of grids multiply.
bool is_moderate(BytesView file, std::uint64_t max_pixels);

}  // namespace baton::media::heic
