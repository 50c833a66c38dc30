#pragma once

#include <baton/result.hpp>

#include <csetjmp>
#include <cstddef>
#include <cstdio>

// jpeglib.h needs <cstdio> before it.
#include <jpeglib.h>

namespace baton::media::jpeg {

/// What libjpeg has to say about a file: fatal errors, warnings that cost pixels, and other warnings.
struct Errors : jpeg_error_mgr {
    Errors();

    std::jmp_buf escape;
    bool warned = false;                 ///< anything at all was irregular
    bool lost_pixels = false;            ///< some of the picture is not what was encoded
    bool ended_early = false;            ///< the file has no EOI where libjpeg looked for it
    char message[JMSG_LENGTH_MAX] = {};  ///< of the first fatal error or loss

    Error refusal() const;
};

/// Ends the call under `attempt` with a failure of our own.
[[noreturn]] void give_up(j_common_ptr codec, const char* why);

/// Runs C calls that may fail by longjmp; false if they did.
/// `call` and what it calls must own nothing: destructors between here and the failure do not run.
template <class Call>
[[gnu::noinline]] bool attempt(Errors& errors, Call&& call) {
    if (setjmp(errors.escape) != 0) return false;
    call();
    return true;
}

}  // namespace baton::media::jpeg
