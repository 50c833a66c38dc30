#pragma once

#include "core/base/error.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace baton::services::signal {

/// Milliseconds since 1970 UTC.
using Millis = std::int64_t;

/// A text as it is kept and sent: a JSON string with its quotes. So it is escaped once, no database meets a U+0000, and
/// two are the same text exactly if they are equal.
using Literal = std::string;

/// The two ends of a connection that is being made.
enum class Side : std::uint8_t { offerer, answerer };

inline Side other(Side side) {
    return side == Side::offerer ? Side::answerer : Side::offerer;
}

/// Who asks for a session: its code alone is not enough.
struct Key {
    std::string code;
    std::string origin;
};

/// What somebody offers.
struct Offer {
    std::string origin;
    std::string topic;
    Literal info;
    Literal offer;
};

/// One attempt of two peers to find each other.
struct Session {
    std::string code;  ///< a UUID, version 4, in lower case
    Offer of;
    std::optional<Literal> answer = {};
    std::array<std::vector<Literal>, 2> candidates = {};  ///< by Side
    Millis created_at = 0;
    Millis expires_at = 0;

    std::vector<Literal>& candidates_of(Side side) { return candidates.at(static_cast<std::size_t>(side)); }
    const std::vector<Literal>& candidates_of(Side side) const { return candidates.at(static_cast<std::size_t>(side)); }
};

/// A session as lists show it.
struct Listed {
    std::string code;
    Literal info;
    Literal offer;
    std::vector<Literal> candidates;  ///< the offerer's
    Millis created_at = 0;
    Millis expires_at = 0;
};

struct TopicCount {
    std::string topic;
    std::int64_t sessions = 0;
};

/// A part of the topics of an origin, by code point.
struct TopicPage {
    std::vector<TopicCount> topics;
    std::int64_t total = 0;  ///< of all parts
};

/// What one side learns of the other.
struct Seen {
    std::optional<Literal> text;  ///< the answer, if there is one, or the offer
    std::vector<Literal> candidates;
};

/// What a request can come to that names a session. Of the section "Routes" of the contract.
core::Problem no_session();
core::Problem answered_already();
core::Problem too_many_candidates();

/// The rules of a session that is there and has not expired; the database's version of them is SqlStore.
namespace rules {

/// Nothing extends a session's life: it ends the moment that `expires_at` comes.
inline bool is_live(const Session& session, Millis now) {
    return now < session.expires_at;
}

/// The first answer stays; the same once more is fine. Errors: conflict.
core::result<> answer(Session& session, Literal text);

/// In the order of arrival, repetitions kept. Errors: conflict (`most` of that side are there).
core::result<> add_candidate(Session& session, Side side, Literal text, std::size_t most);

/// What `side` is to know by now.
Seen seen_by(const Session& session, Side side);

}  // namespace rules

}  // namespace baton::services::signal
