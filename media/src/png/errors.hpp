#pragma once

#include <baton/result.hpp>

#include <png.h>

#include <csetjmp>
#include <string>

namespace baton::media::png {

/// What libpng has to say about a file.
struct Errors {
    std::jmp_buf escape;
    bool warned = false;    ///< anything at all was irregular, in an ancillary chunk at worst
    char message[96] = {};  ///< of the fatal error

    Error refusal() const { return {errc::unsupported_media, std::string("the PNG does not decode: ") + message, {}}; }
};

/// libpng's callbacks; their context is an `Errors`.
[[noreturn]] void leave(png_structp codec, png_const_charp message);
void note(png_structp codec, png_const_charp message);

/// Runs C calls that may fail by longjmp; false if they did.
/// `call` and what it calls must own nothing: destructors between here and the failure do not run.
template <class Call>
[[gnu::noinline]] bool attempt(Errors& errors, Call&& call) {
    if (setjmp(errors.escape) != 0) return false;
    call();
    return true;
}

}  // namespace baton::media::png
