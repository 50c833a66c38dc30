#pragma once

#include <baton/media/bytes.hpp>

namespace baton::media::heic {

/// True if the file's primary item carries a rotation (`irot`) or a mirroring (`imir`) of its own (ISO/IEC 23008-12,
/// 6.5.10 and 6.5.12). libheif applies them, but this version has no call that tells whether there are any.
bool turns_itself(BytesView file);

}  // namespace baton::media::heic
