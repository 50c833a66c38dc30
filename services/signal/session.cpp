#include "services/signal/session.hpp"

#include <utility>

namespace baton::services::signal {

using namespace core;

Problem no_session() {
    return problem(errc::not_found, "Session not found, expired, or origin mismatch");
}

Problem answered_already() {
    return problem(errc::conflict, "Session already answered");
}

Problem too_many_candidates() {
    return problem(errc::conflict, "Too many candidates");
}

namespace rules {

result<> answer(Session& session, Literal text) {
    if (session.answer && *session.answer != text) return answered_already();
    session.answer = std::move(text);
    return {};
}

result<> add_candidate(Session& session, Side side, Literal text, std::size_t most) {
    auto& candidates = session.candidates_of(side);
    if (candidates.size() >= most) return too_many_candidates();
    candidates.push_back(std::move(text));
    return {};
}

Seen seen_by(const Session& session, Side side) {
    const auto& candidates = session.candidates_of(other(side));
    if (side == Side::offerer) return {session.answer, candidates};
    return {session.of.offer, candidates};
}

}  // namespace rules

}  // namespace baton::services::signal
