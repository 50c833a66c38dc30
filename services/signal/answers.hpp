#pragma once

#include "services/signal/requests.hpp"
#include "services/signal/session.hpp"

#include <string>
#include <string_view>
#include <vector>

/// What answers say, as JSON: exactly the members of the contract's section 3. Pure.
namespace baton::services::signal::answers {

std::string version(std::string_view commit);
std::string health(Millis now);
std::string topics(const TopicPage& found, const requests::Page& page);
std::string session(const Listed& found);
/// What stands before, between and after the sessions of a list.
inline constexpr std::string_view sessions_begin = R"({"sessions":[)";
inline constexpr std::string_view sessions_end = "]}";
std::string offer(std::string_view code);
std::string success();
std::string poll(const Seen& seen, Side side);

}  // namespace baton::services::signal::answers
