#include "media/src/rgb_profile.hpp"

#include "media/src/big_endian.hpp"

#include <array>
#include <string_view>
#include <utility>

namespace baton::media {
namespace {

using std::string_view_literals::operator""sv;
using Xyz = std::array<double, 3>;

constexpr Xyz white{0.9642, 1, 0.8249};

struct Description {
    std::string_view name;
    Xyz red;
    Xyz green;
    Xyz blue;
};

// All seen under D50, as ICC wants it: the primaries of Rec. 709, SMPTE EG 432-1 and Rec. 2020 adapted from D65 after
// Bradford.
constexpr Description srgb{
    "sRGB", {0.43607, 0.22249, 0.01392}, {0.38515, 0.71687, 0.09708}, {0.14307, 0.06061, 0.7141}};
constexpr Description display_p3{
    "Display P3", {0.51512, 0.24119, -0.00105}, {0.29198, 0.69224, 0.04188}, {0.1571, 0.06657, 0.78407}};
constexpr Description rec2020{
    "Rec. 2020 primaries", {0.67348, 0.27904, -0.00193}, {0.16567, 0.67534, 0.02998}, {0.12505, 0.04561, 0.79685}};

const Description& description_of(RgbSpace space) {
    switch (space) {
        case RgbSpace::srgb:
            return srgb;
        case RgbSpace::display_p3:
            return display_p3;
        case RgbSpace::rec2020:
            break;
    }
    return rec2020;
}

constexpr std::array<double, 9> adaptation{1.047882,  0.022918,  -0.050217, 0.029587, 0.990479,
                                           -0.017059, -0.009247, 0.015075,  0.751678};
// IEC 61966-2-1: ((x + 0.055) / 1.055)^2.4 from 0.04045 on, else x / 12.92.
constexpr std::array<double, 5> curve{2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045};

Bytes xyz(const Xyz& value) {
    BigEndian tag;
    tag.text("XYZ \0\0\0\0"sv);
    for (const double number : value) tag.fixed(number);
    return tag.bytes();
}

Bytes numbers() {
    BigEndian tag;
    tag.text("sf32\0\0\0\0"sv);
    for (const double number : adaptation) tag.fixed(number);
    return tag.bytes();
}

Bytes parametric_curve() {
    BigEndian tag;
    tag.text("para\0\0\0\0"sv);
    tag.u16(3);
    tag.u16(0);
    for (const double number : curve) tag.fixed(number);
    return tag.bytes();
}

Bytes words(std::string_view text) {
    BigEndian tag;
    tag.text("mluc\0\0\0\0"sv);
    tag.u32(1);
    tag.u32(12);
    tag.text("enUS"sv);
    tag.u32(static_cast<std::uint32_t>(2 * text.size()));
    tag.u32(28);
    for (const char c : text) tag.u16(static_cast<unsigned char>(c));
    tag.align();
    return tag.bytes();
}

void put_header(BigEndian& profile) {
    profile.u32(0);  // size, known at the end
    profile.u32(0);
    profile.u32(0x04200000);
    profile.text("mntrRGB XYZ "sv);
    // 2026-01-01, so that the same pages give the same bytes.
    for (const unsigned part : {2026U, 1U, 1U, 0U, 0U, 0U}) profile.u16(part);
    profile.text("acsp"sv);
    profile.zeros(28);
    for (const double number : white) profile.fixed(number);
    profile.zeros(48);
}

}  // namespace

Bytes rgb_profile(RgbSpace space) {
    const auto& [name, red, green, blue] = description_of(space);
    const std::array<std::pair<std::string_view, Bytes>, 10> tags{{{"desc", words(name)},
                                                                   {"cprt", words("No copyright, use freely")},
                                                                   {"wtpt", xyz(white)},
                                                                   {"chad", numbers()},
                                                                   {"rXYZ", xyz(red)},
                                                                   {"gXYZ", xyz(green)},
                                                                   {"bXYZ", xyz(blue)},
                                                                   {"rTRC", parametric_curve()},
                                                                   {"gTRC", parametric_curve()},
                                                                   {"bTRC", parametric_curve()}}};
    BigEndian profile;
    put_header(profile);
    profile.u32(tags.size());
    auto offset = static_cast<std::uint32_t>(profile.size() + 12 * tags.size());
    for (const auto& [signature, tag] : tags) {
        profile.text(signature);
        profile.u32(offset);
        profile.u32(static_cast<std::uint32_t>(tag.size()));
        offset += static_cast<std::uint32_t>(tag.size());
    }
    for (const auto& [signature, tag] : tags) profile.append(tag);
    profile.patch_u32(0, static_cast<std::uint32_t>(profile.size()));
    return profile.bytes();
}

}  // namespace baton::media
