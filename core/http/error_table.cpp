#include "core/http/error_table.hpp"

#include <array>
#include <cstddef>

namespace baton::core::http {

namespace {

constexpr std::array rows{
    ErrorRow{errc::bad_request, 400, "bad_request", "bad request"},
    ErrorRow{errc::malformed_json, 400, "malformed_json", "malformed JSON"},
    ErrorRow{errc::invalid_field, 400, "invalid_field", "invalid request"},
    ErrorRow{errc::missing_api_key, 401, "missing_api_key", "missing API key"},
    ErrorRow{errc::invalid_api_key, 401, "invalid_api_key", "invalid API key"},
    ErrorRow{errc::forbidden, 403, "forbidden", "forbidden"},
    ErrorRow{errc::not_found, 404, "not_found", "not found"},
    ErrorRow{errc::method_not_allowed, 405, "method_not_allowed", "method not allowed"},
    ErrorRow{errc::session_completed, 409, "session_completed", "session already completed"},
    ErrorRow{errc::not_opened, 409, "not_opened", "session not opened yet"},
    ErrorRow{errc::in_use_elsewhere, 409, "in_use_elsewhere", "in use on another phone"},
    ErrorRow{errc::conflict, 409, "conflict", "conflict"},
    ErrorRow{errc::session_expired, 410, "session_expired", "session expired"},
    ErrorRow{errc::payload_too_large, 413, "payload_too_large", "request body too large"},
    ErrorRow{errc::picture_too_large, 413, "picture_too_large", "picture too large"},
    ErrorRow{errc::session_quota_exceeded, 413, "session_quota_exceeded", "session file quota exceeded"},
    ErrorRow{errc::unsupported_media, 415, "unsupported_media", "unsupported media type"},
    ErrorRow{errc::range_not_satisfiable, 416, "range_not_satisfiable", "range not satisfiable"},
    ErrorRow{errc::processing_failed, 422, "processing_failed", "processing failed"},
    ErrorRow{errc::upgrade_required, 426, "upgrade_required", "upgrade required"},
    ErrorRow{errc::too_many_requests, 429, "too_many_requests", "too many requests"},
    ErrorRow{errc::header_too_large, 431, "header_too_large", "request header too large"},
    ErrorRow{errc::internal, 500, "internal", "internal server error"},
    ErrorRow{errc::overloaded, 503, "overloaded", "server is busy"},
    ErrorRow{errc::storage_full, 503, "storage_full", "server storage is full"},
    ErrorRow{errc::shutting_down, 503, "shutting_down", "server is shutting down"},
    ErrorRow{errc::unavailable, 503, "unavailable", "server storage is not available"},
    ErrorRow{errc::uncertain, 503, "uncertain", "server storage did not confirm"},
};

constexpr bool rows_follow_the_enum() {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (static_cast<std::size_t>(rows[i].code) != i) return false;
    }
    return rows.size() == static_cast<std::size_t>(errc::uncertain) + 1;
}
static_assert(rows_follow_the_enum(), "every errc needs its row, in the enum's order");

}  // namespace

const ErrorRow& error_row(errc code) {
    return rows[static_cast<std::size_t>(code)];
}

}  // namespace baton::core::http
