#pragma once

#include <baton/media/bytes.hpp>

namespace baton::media {

/// True if the profile describes pictures of that many channels, alpha not counted: its colour space (ICC.1, header
/// bytes 16…19) is GRAY for one or two, RGB for three or four.
bool icc_fits(BytesView profile, unsigned channels);

/// The profile, or nothing if it does not fit: a wrong profile is worse than none.
Bytes fitting_icc(Bytes profile, unsigned channels);

}  // namespace baton::media
