#pragma once

#include "tests/fuzz/harness.hpp"

#include <baton/media/picture.hpp>

#include <cstring>

/// What holds for every picture that was decoded, whatever it came from.
namespace baton::fuzz {

/// Small enough for thousands of pictures a second; the limit itself is tested by what is larger.
inline constexpr std::uint64_t max_pixels = 1 << 18;

inline void check_error(const Error& error) {
    expect(error.code == errc::unsupported_media || error.code == errc::too_large, "a documented refusal");
    expect(!error.detail.empty(), "a refusal says why");
}

inline void check_picture(const media::Picture& picture) {
    const auto& image = picture.image;
    expect(image.size().pixels() > 0 && image.size().pixels() <= max_pixels, "within the pixel limit");
    expect(image.channels() >= 1 && image.channels() <= 4, "one to four channels");
    expect(image.byte_count() <= max_pixels * 4, "bounded memory");
    // Reads every byte: what was not written is seen by the sanitizer, and nothing lies outside.
    std::uint64_t sum = 0;
    for (std::uint32_t y = 0; y < image.size().height; ++y) sum += image.row(y)[image.stride() - 1];
    expect(sum <= image.size().height * 255ULL, "rows can be read");
    expect(picture.icc.empty() || picture.icc.size() >= 128, "a profile has its header");
    expect(static_cast<unsigned>(picture.header.orientation) - 1 < 8, "one of eight orientations");
}

inline bool same_pixels(const media::Image& left, const media::Image& right) {
    return left.size() == right.size() && left.channels() == right.channels() &&
           std::memcmp(left.row(0), right.row(0), left.byte_count()) == 0;
}

}  // namespace baton::fuzz
