#include "media/src/pdf/srgb.hpp"

#include "media/src/pdf/big_endian.hpp"

#include <array>
#include <string_view>
#include <utility>

namespace baton::media::pdf {
namespace {

using std::string_view_literals::operator""sv;
using Xyz = std::array<double, 3>;

// All seen under D50, as ICC wants it: the primaries of Rec. 709 adapted from D65 after Bradford.
constexpr Xyz white{0.9642, 1, 0.8249};
constexpr Xyz red{0.43607, 0.22249, 0.01392};
constexpr Xyz green{0.38515, 0.71687, 0.09708};
constexpr Xyz blue{0.14307, 0.06061, 0.7141};
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

Bytes srgb_profile() {
    const std::array<std::pair<std::string_view, Bytes>, 10> tags{{{"desc", words("sRGB")},
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
    for (const auto& [name, tag] : tags) {
        profile.text(name);
        profile.u32(offset);
        profile.u32(static_cast<std::uint32_t>(tag.size()));
        offset += static_cast<std::uint32_t>(tag.size());
    }
    for (const auto& [name, tag] : tags) profile.append(tag);
    profile.patch_u32(0, static_cast<std::uint32_t>(profile.size()));
    return profile.bytes();
}

}  // namespace baton::media::pdf
