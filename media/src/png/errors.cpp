#include "media/src/png/errors.hpp"

#include <cstdio>

namespace baton::media::png {

void leave(png_structp codec, png_const_charp message) {
    auto& errors = *static_cast<Errors*>(png_get_error_ptr(codec));
    std::snprintf(errors.message, sizeof errors.message, "%s", message);
    std::longjmp(errors.escape, 1);
}

void note(png_structp codec, png_const_charp) {
    static_cast<Errors*>(png_get_error_ptr(codec))->warned = true;
}

}  // namespace baton::media::png
