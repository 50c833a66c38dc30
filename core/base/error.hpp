#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/assert/source_location.hpp>
#include <boost/system/result.hpp>

#include <cstdint>
#include <exception>
#include <string>
#include <utility>
#include <vector>

namespace baton::core {

/// Everything that can go wrong, once. `http/error_table.cpp` gives each its status, type and public text.
enum class errc {
    bad_request,             ///< 400
    malformed_json,          ///< 400
    invalid_field,           ///< 400, with field errors
    missing_api_key,         ///< 401
    invalid_api_key,         ///< 401
    forbidden,               ///< 403
    not_found,               ///< 404
    method_not_allowed,      ///< 405
    session_completed,       ///< 409: somebody else submitted first
    not_opened,              ///< 409: nobody opened the page yet
    in_use_elsewhere,        ///< 409: the session belongs to another phone
    conflict,                ///< 409: a transition that the session's state does not allow
    session_expired,         ///< 410
    payload_too_large,       ///< 413: a body over its limit
    picture_too_large,       ///< 413: more pixels than allowed
    session_quota_exceeded,  ///< 413
    unsupported_media,       ///< 415
    range_not_satisfiable,   ///< 416
    processing_failed,       ///< 422: a worker crashed, hung or hit a limit
    upgrade_required,        ///< 426
    too_many_requests,       ///< 429: from this address, or of this name, for now
    header_too_large,        ///< 431
    internal,                ///< 500
    overloaded,              ///< 503: queue full
    storage_full,            ///< 503: over the server's quota
    shutting_down,           ///< 503
    unavailable,             ///< 503: the store cannot be reached; nothing was changed
    uncertain,               ///< 503: the store may or may not have made the change; trying again tells
};

/// One wrong field of a request.
struct FieldError {
    std::string pointer;  ///< RFC 6901, "" for the whole document
    std::string code;     ///< stable, machine-readable: "required", "unknown", "out_of_range", …
    std::string detail;   ///< a sentence for a developer
};

/// An error on its way to a client.
struct Problem {
    errc code = errc::internal;
    std::string detail;  ///< a sentence; for 5xx it only reaches the log
    std::vector<FieldError> errors;
    /// Further members of the answer (RFC 9457 §3.2): numbers that a client can act on, such as a limit.
    std::vector<std::pair<std::string, std::uint64_t>> figures;
    std::uint32_t retry_after = 0;  ///< of a 429 or 503: after how many seconds to try again; 0: the usual time
    std::uint64_t more_errors = 0;  ///< wrong fields that `errors` does not name: see FieldErrors
};

[[noreturn]] void throw_exception_from_error(const Problem& problem, const boost::source_location& where);

template <class T = void>
using result = boost::system::result<T, Problem>;

/// What every I/O function returns.
template <class T = void>
using task = boost::asio::awaitable<result<T>>;

/// What an exception comes to that ends a request: out of memory is `overloaded`, because it passes by itself; all
/// others are faults of ours.
Problem problem_of(const std::exception& surprise);

/// Shorthand for a problem with one sentence.
inline Problem problem(errc code, std::string detail = {}) {
    return {code, std::move(detail), {}, {}};
}

/// Shorthand for one wrong field.
inline Problem field_problem(std::string pointer, std::string code, std::string detail) {
    return {errc::invalid_field, detail, {{std::move(pointer), std::move(code), detail}}, {}};
}

}  // namespace baton::core
