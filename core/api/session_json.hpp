#pragma once

#include "core/action/descriptor.hpp"
#include "core/base/clocks.hpp"
#include "core/session/session.hpp"

#include <cstdint>
#include <string>
#include <string_view>

/// Sessions as JSON, with the fields that their action has of its own (`presentation`), and dates as `calendar` has
/// them.
namespace baton::core::api {

/// The session object of the contract, §2; a tombstone is only its id, status and metadata.
std::string session_json(const session::Session& session, const Calendar& calendar, std::string_view base_url,
                         const action::Presentation& presentation = {});

/// The body of `GET …/result` for a completed session.
std::string result_json(const session::Session& session, const Calendar& calendar,
                        const action::Presentation& presentation = {});

/// The same while there is no result yet: only the status, and the metadata if there is any.
std::string unfinished_json(const session::Session& session);

/// A WebSocket message: the session's state after event number `seq` (0: before any).
std::string event_json(const session::Session& session, const Calendar& calendar, std::uint64_t seq,
                       const action::Presentation& presentation = {});

}  // namespace baton::core::api
