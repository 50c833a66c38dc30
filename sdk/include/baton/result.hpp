#pragma once

#include <baton/export.hpp>

#include <boost/assert/source_location.hpp>
#include <boost/system/result.hpp>

#include <string>

namespace baton {

/// What a plugin may answer instead of a result. The server turns each into one HTTP status.
enum class errc {
    invalid_input = 1,  ///< 400: the request's data or options do not fit
    forbidden,          ///< 403: policy of this session forbids it
    unsupported_media,  ///< 415: the bytes are not a file this action takes, or do not decode cleanly
    too_large,          ///< 413: more pixels or bytes than allowed
    processing_failed,  ///< 422: the action itself failed; the session stays open for another try
};

/// A refusal: its kind, a sentence for a developer, and where in the request it points.
struct BATON_SDK_EXPORT Error {
    errc code = errc::processing_failed;
    std::string detail;   ///< one English sentence; sent to the client, so no paths and no secrets
    std::string pointer;  ///< RFC 6901 pointer into the request ("/options/max_px"), or empty
};

/// Thrown by `result::value()` on an error; a surprise, caught once per job.
[[noreturn]] BATON_SDK_EXPORT void throw_exception_from_error(const Error& error, const boost::source_location& where);

template <class T = void>
using result = boost::system::result<T, Error>;

}  // namespace baton
