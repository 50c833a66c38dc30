#include "core/db/postgres/sqlstate.hpp"

#include "core/base/text.hpp"

#include <algorithm>
#include <cstddef>

namespace baton::core::db::postgres {

namespace {

constexpr std::size_t sqlstate_size = 5;
constexpr std::size_t longest_message = 300;

bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

/// Each has a digit; FATAL, for one, has not.
bool is_sqlstate(std::string_view text) {
    const auto fits = [](char letter) { return is_digit(letter) || (letter >= 'A' && letter <= 'Z'); };
    return text.size() == sqlstate_size && std::ranges::all_of(text, fits) && std::ranges::any_of(text, is_digit);
}

/// The code in "…: FATAL:  28P01: password …"; empty if there is none.
std::string_view sqlstate_in(std::string_view message) {
    for (auto at = message.find(": "); at != std::string_view::npos; at = message.find(": ", at + 1)) {
        const auto begin = message.find_first_not_of(' ', at + 1);
        if (begin == std::string_view::npos) break;
        const auto word = message.substr(begin, sqlstate_size);
        if (is_sqlstate(word) && message.substr(begin + sqlstate_size).starts_with(": ")) return word;
    }
    return {};
}

}  // namespace

Meaning meaning_of(std::string_view sqlstate) {
    const auto group = sqlstate.substr(0, 2);
    // A table or a type that somebody else made in the same moment breaks a constraint, too: that of the catalogue.
    if (group == "23" || sqlstate == "42P07" || sqlstate == "42710") return {errc::conflict};
    if (sqlstate == "40001" || sqlstate == "40P01") return {errc::unavailable, true};
    // A standby, or a primary that became one: another server of the list takes writes now.
    if (sqlstate == "25006") return {errc::unavailable, true, true};
    if (sqlstate == "53100") return {errc::storage_full};
    // Cancelled by the server's own limits or by an administrator, or a lock that could not be had.
    if (sqlstate == "57014" || sqlstate == "55P03") return {errc::unavailable};
    if (group == "53" || group == "57" || group == "58" || group == "08") return {errc::unavailable, false, true};
    return {errc::internal};
}

Problem problem_of(const Refusal& refusal) {
    const auto code = meaning_of(refusal.sqlstate).code;
    return problem(code, "PostgreSQL " + refusal.sqlstate + ": " + one_line(refusal.message, longest_message));
}

Problem connect_problem_of(std::string_view message) {
    const auto first_line = message.substr(0, message.find('\n'));
    const auto group = sqlstate_in(first_line).substr(0, 2);
    // Authorisation, a database that does not exist, rights.
    const bool lasts = group == "28" || group == "3D" || group == "42";
    return problem(lasts ? errc::internal : errc::unavailable, "PostgreSQL: " + one_line(first_line, longest_message));
}

}  // namespace baton::core::db::postgres
