#include "core/db/postgres/next_step.hpp"

#include <algorithm>
#include <cmath>

namespace baton::core::db::postgres {

using std::chrono::milliseconds;
using namespace std::chrono_literals;

namespace {

constexpr unsigned most_attempts = 8;

/// Of transactions that got into each other's way, and of a server that has just become a standby.
NextStep after_refusal(const Refusal& refusal, unsigned attempts, double chance) {
    const auto error = problem_of(refusal);
    const auto meaning = meaning_of(refusal.sqlstate);
    if (!meaning.retry || attempts >= most_attempts) return {std::nullopt, error};
    const auto first = meaning.reconnect ? 100ms : 5ms;
    return {pause_before(attempts, first, 1000ms, chance), error};
}

NextStep after_loss(bool changes, unsigned attempts) {
    if (changes) return {std::nullopt, problem(errc::uncertain, "the connection to PostgreSQL broke during a commit")};
    const auto error = problem(errc::unavailable, "the connection to PostgreSQL broke again and again");
    if (attempts >= most_attempts) return {std::nullopt, error};
    return {0ms, error};
}

}  // namespace

NextStep next_step(const Outcome& outcome, bool changes, unsigned attempts, double chance) {
    const auto code = changes ? errc::uncertain : errc::unavailable;
    switch (outcome.end) {
        case End::refused:
            return after_refusal(outcome.refusal, attempts, chance);
        case End::lost:
            return after_loss(changes, attempts);
        case End::silent:
            return {std::nullopt, problem(code, "PostgreSQL did not answer in time")};
        case End::doubtful:
            return {std::nullopt, problem(errc::uncertain, "PostgreSQL gave up waiting for its standby")};
        case End::waited:
            return {std::nullopt, problem(errc::unavailable, "there was no connection to PostgreSQL in time")};
        case End::crowded:
            return {std::nullopt, problem(errc::unavailable, "too many calls wait for a connection to PostgreSQL")};
        case End::closed:
            return {std::nullopt, problem(errc::unavailable, "the database is being closed")};
        case End::answered:
            break;
    }
    return {std::nullopt, problem(errc::internal, "what was answered has no next step")};
}

milliseconds pause_before(unsigned attempt, milliseconds first, milliseconds longest, double chance) {
    constexpr unsigned doublings = 20;  // beyond any pause
    const auto doubled = first * (1LL << std::min(attempt == 0 ? 0 : attempt - 1, doublings));
    const auto whole = std::min<milliseconds>(doubled, longest);
    return milliseconds{std::llround(static_cast<double>(whole.count()) * (0.5 + chance / 2))};
}

}  // namespace baton::core::db::postgres
