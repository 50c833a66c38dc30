#pragma once

#include "core/session/session.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <string_view>

namespace baton::core::api {

/// The session object of the contract, §2; a tombstone is only its id, status and metadata.
boost::json::object session_json(const session::Session& session, std::string_view base_url);

/// The body of `GET …/result` for a completed session.
boost::json::object result_json(const session::Session& session);

/// The same while there is no result yet: only the status, and the metadata if there is any.
boost::json::object unfinished_json(const session::Session& session);

/// The result files: `[{download_id, content_type, filename, size, sha256}]`.
boost::json::array items_json(const session::Session& session);

/// A WebSocket message: the session's state after event number `seq` (0: before any).
boost::json::object event_json(const session::Session& session, std::uint64_t seq);

}  // namespace baton::core::api
