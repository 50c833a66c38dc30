#include "actions/signature/svg/colour_spaces.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace baton::signature::svg {
namespace {

using Rows = std::array<Channels, 3>;

Channels operator*(const Rows& rows, const Channels& vector) {
    const auto [x, y, z] = vector;
    Channels product;
    std::ranges::transform(rows, product.begin(),
                           [&](const Channels& row) { return row[0] * x + row[1] * y + row[2] * z; });
    return product;
}

constexpr Rows xyz_to_linear_srgb{{{12831.0 / 3959, -329.0 / 214, -1974.0 / 3959},
                                   {-851781.0 / 878810, 1648619.0 / 878810, 36519.0 / 878810},
                                   {705.0 / 12673, -2585.0 / 12673, 705.0 / 667}}};
constexpr Rows d50_to_d65{{{0.955473421488075, -0.02309845494876471, 0.06325924320057072},
                           {-0.0283697093338637, 1.0099953980813041, 0.021041441191917323},
                           {0.012314014864481998, -0.020507649298898964, 1.330365926242124}}};
constexpr Rows p3_to_xyz{{{608311.0 / 1250200, 189793.0 / 714400, 198249.0 / 1000160},
                          {35783.0 / 156275, 247089.0 / 357200, 198249.0 / 2500400},
                          {0, 32229.0 / 714400, 5220557.0 / 5000800}}};
constexpr Rows a98_to_xyz{{{573536.0 / 994567, 263643.0 / 1420810, 187206.0 / 994567},
                           {591459.0 / 1989134, 6239551.0 / 9945670, 374412.0 / 4972835},
                           {53769.0 / 1989134, 351524.0 / 4972835, 4929758.0 / 4972835}}};
constexpr Rows prophoto_to_d50{{{0.79776664490064230, 0.13518129740053308, 0.03134773412839220},
                                {0.28807482881940130, 0.71183523424187300, 0.00008993693872564},
                                {0, 0, 0.82510460251046020}}};
constexpr Rows rec2020_to_xyz{{{63426534.0 / 99577255, 20160776.0 / 139408157, 47086771.0 / 278816314},
                               {26158966.0 / 99577255, 472592308.0 / 697040785, 8267143.0 / 139408157},
                               {0, 19567812.0 / 697040785, 295819943.0 / 278816314}}};
constexpr Rows oklab_to_lms{{{1, 0.3963377773761749, 0.2158037573099136},
                             {1, -0.1055613458156586, -0.0638541728258133},
                             {1, -0.0894841775298119, -1.2914855480194092}}};
constexpr Rows lms_to_xyz{{{1.2268798758459243, -0.5578149944602171, 0.2813910456659647},
                           {-0.0405757452148008, 1.1122868032803170, -0.0717110580655164},
                           {-0.0763729366746601, -0.4214933324022432, 1.5869240198367816}}};

template <class Curve>
Channels each(const Channels& channels, Curve curve) {
    Channels made;
    std::ranges::transform(channels, made.begin(),
                           [&](double value) { return std::copysign(curve(std::abs(value)), value); });
    return made;
}

Channels encoded(const Channels& linear) {
    return each(linear, [](double v) { return v > 0.0031308 ? 1.055 * std::pow(v, 1 / 2.4) - 0.055 : 12.92 * v; });
}

Channels decoded(const Channels& srgb) {
    return each(srgb, [](double v) { return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); });
}

Channels from_xyz(const Channels& xyz) {
    return encoded(xyz_to_linear_srgb * xyz);
}

double rec2020_to_linear(double value) {
    constexpr double alpha = 1.09929682680944;
    constexpr double beta = 0.018053968510807;
    return value < beta * 4.5 ? value / 4.5 : std::pow((value + alpha - 1) / alpha, 1 / 0.45);
}

}  // namespace

Channels from_hsl(const Channels& hsl) {
    const auto [hue, saturation, lightness] = hsl;
    const double strength = saturation * std::min(lightness, 1 - lightness);
    const auto channel = [&](double offset) {
        double k = std::fmod(offset + hue / 30, 12);
        if (k < 0) k += 12;
        return lightness - strength * std::max(-1.0, std::min({k - 3, 9 - k, 1.0}));
    };
    return {channel(0), channel(8), channel(4)};
}

Channels from_hwb(const Channels& hwb) {
    const auto [hue, white, black] = hwb;
    const double sum = white + black;
    if (sum >= 1) return {white / sum, white / sum, white / sum};
    Channels channels = from_hsl({hue, 1, 0.5});
    for (double& channel : channels) channel = channel * (1 - sum) + white;
    return channels;
}

Channels from_lab(const Channels& lab) {
    constexpr double kappa = 24389.0 / 27;
    constexpr double epsilon = 216.0 / 24389;
    constexpr Channels d50{0.3457 / 0.3585, 1, (1 - 0.3457 - 0.3585) / 0.3585};
    const double y = (lab[0] + 16) / 116;
    const double x = y + lab[1] / 500;
    const double z = y - lab[2] / 200;
    const auto cube = [&](double f) { return f * f * f > epsilon ? f * f * f : (116 * f - 16) / kappa; };
    const double light = lab[0] > kappa * epsilon ? y * y * y : lab[0] / kappa;
    return from_xyz(d50_to_d65 * Channels{cube(x) * d50[0], light * d50[1], cube(z) * d50[2]});
}

Channels from_oklab(const Channels& oklab) {
    Channels lms = oklab_to_lms * oklab;
    for (double& each : lms) each = each * each * each;
    return from_xyz(lms_to_xyz * lms);
}

Channels from_polar(const Channels& lch) {
    const double angle = lch[2] * std::numbers::pi / 180;
    return {lch[0], lch[1] * std::cos(angle), lch[1] * std::sin(angle)};
}

std::optional<Channels> from_space(std::string_view name, const Channels& channels) {
    if (name == "srgb") return channels;
    if (name == "srgb-linear") return encoded(channels);
    if (name == "display-p3") return from_xyz(p3_to_xyz * decoded(channels));
    if (name == "a98-rgb") {
        return from_xyz(a98_to_xyz * each(channels, [](double v) { return std::pow(v, 563.0 / 256); }));
    }
    if (name == "prophoto-rgb") {
        return from_xyz(d50_to_d65 * (prophoto_to_d50 * each(channels, [](double v) {
                                          return v <= 16.0 / 512 ? v / 16 : std::pow(v, 1.8);
                                      })));
    }
    if (name == "rec2020") return from_xyz(rec2020_to_xyz * each(channels, rec2020_to_linear));
    if (name == "xyz" || name == "xyz-d65") return from_xyz(channels);
    if (name == "xyz-d50") return from_xyz(d50_to_d65 * channels);
    return std::nullopt;
}

}  // namespace baton::signature::svg
