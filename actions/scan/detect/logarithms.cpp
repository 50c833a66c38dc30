#include "actions/scan/detect/logarithms.hpp"

#include <cmath>

namespace baton::scan::detection {

Logarithms::Logarithms() {
    // Keeps the logarithm finite and the noise of dark pixels small.
    constexpr double dark_offset = 12;
    constexpr double unit = 100;
    for (std::size_t i = 0; i < values_.size(); ++i) {
        values_[i] = static_cast<float>(unit * std::log(static_cast<double>(i) + dark_offset));
    }
}

const Logarithms& Logarithms::table() {
    static const Logarithms made;
    return made;
}

}  // namespace baton::scan::detection
