#include "media/src/jpeg/errors.hpp"

#include <string>

// The codes are an implementation detail of libjpeg's, but installed with it for this purpose.
#include <jerror.h>

namespace baton::media::jpeg {
namespace {

Errors& errors_of(j_common_ptr codec) {
    return *static_cast<Errors*>(codec->err);
}

[[noreturn]] void leave(j_common_ptr codec) {
    Errors& errors = errors_of(codec);
    errors.format_message(codec, errors.message);
    std::longjmp(errors.escape, 1);
}

// Warnings that say nothing about the pixels: padding between markers, sloppy headers, a profile that is dropped. Where
// the file ends is known for itself: pixels that are missing then are a warning of their own.
bool is_harmless(int code) {
    switch (code) {
        case JWRN_ADOBE_XFORM:
        case JWRN_EXTRANEOUS_DATA:
        case JWRN_JFIF_MAJOR:
        case JWRN_NOT_SEQUENTIAL:
        case JWRN_BOGUS_ICC:
        case JWRN_JPEG_EOF:
            return true;
        default:
            return false;
    }
}

void note(j_common_ptr codec, int level) {
    if (level >= 0) return;
    Errors& errors = errors_of(codec);
    errors.warned = true;
    errors.ended_early = errors.ended_early || errors.msg_code == JWRN_JPEG_EOF;
    if (!is_harmless(errors.msg_code) && !errors.lost_pixels) {
        errors.lost_pixels = true;
        errors.format_message(codec, errors.message);
    }
}

void stay_silent(j_common_ptr) {}

}  // namespace

void give_up(j_common_ptr codec, const char* why) {
    Errors& errors = errors_of(codec);
    std::snprintf(errors.message, sizeof errors.message, "%s", why);
    std::longjmp(errors.escape, 1);
}

Errors::Errors() : jpeg_error_mgr{} {
    jpeg_std_error(this);
    error_exit = leave;
    emit_message = note;
    output_message = stay_silent;
}

Error Errors::refusal() const {
    if (msg_code == JERR_IMAGE_TOO_BIG) return {errc::too_large, "a side of the picture is longer than allowed", {}};
    return {errc::unsupported_media, std::string("the JPEG does not decode: ") + message, {}};
}

}  // namespace baton::media::jpeg
