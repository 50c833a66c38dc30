#pragma once

#include "actions/signature/drawing.hpp"
#include "actions/signature/output/raster.hpp"

#include <baton/media/image.hpp>
#include <baton/media/picture.hpp>

#include <cstdint>

namespace baton::signature::testing {

/// What a made-up photo of a signed paper looks like. Brightness is 0 … 255.
struct PaperScene {
    media::Size size{900, 500};
    Colour paper{250, 250, 248};
    double darkest_light = 1;  ///< how much light the far corner has, of what the near one has
    double noise = 0;          ///< standard deviation
    bool ruled = false;        ///< light blue lines, 3 px every 40 px
    bool table = false;        ///< the paper ends 60 px before the picture does on three sides, on a dark table
    bool wood = false;         ///< the same with 100 px of brown, speckled wood
};

/// A signature that crosses itself, has a corner and a dot, in a picture of 900 by 500; dark blue.
Drawing sample_signature();

/// The share of ink of each pixel, as the alpha of an RGBA picture of the scene's size.
media::Image painted(const Drawing& drawing, media::Size size);

/// The signature on paper, as a decoder would give it, RGB.
media::Picture photographed(const Drawing& drawing, const PaperScene& scene);

/// How well both pictures' alphas agree, each pixel being ink or not: common pixels by all pixels, 1 for the same.
double overlap(const media::Image& first, const media::Image& second);

}  // namespace baton::signature::testing
