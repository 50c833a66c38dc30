#pragma once

#include <string>

namespace baton::scan {

/// A word that OCR read, and where it stands: pixels of the finished page, top left origin.
struct Word {
    std::string text;  ///< UTF-8
    float left = 0;
    float baseline = 0;  ///< y of the line the letters stand on, at `left`
    float right = 0;
    float baseline_end = 0;  ///< the same at `right`
    float height = 0;        ///< of the line's letters
};

}  // namespace baton::scan
