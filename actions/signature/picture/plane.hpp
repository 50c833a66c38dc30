#pragma once

#include <baton/media/image.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace baton::signature {

/// One number per pixel, rows from top to bottom.
class Plane {
public:
    explicit Plane(media::Size size) : size_{size}, values_(size.pixels()) {}

    media::Size size() const { return size_; }
    float* row(std::uint32_t y) { return values_.data() + std::size_t{y} * size_.width; }
    const float* row(std::uint32_t y) const { return values_.data() + std::size_t{y} * size_.width; }
    std::vector<float>& values() { return values_; }
    const std::vector<float>& values() const { return values_; }

private:
    media::Size size_;
    std::vector<float> values_;
};

}  // namespace baton::signature
