#pragma once

#include "core/http/request.hpp"
#include "services/signal/session.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// What requests say, checked: section 3 of the contract. Pure.
namespace baton::services::signal::requests {

inline constexpr std::size_t most_body_bytes = 256 * 1024;
inline constexpr std::size_t most_offer_bytes = 65'536;
inline constexpr std::size_t most_candidate_bytes = 8192;
inline constexpr std::size_t most_info_points = 1024;
inline constexpr std::size_t most_topic_points = 256;
inline constexpr std::size_t most_origin_bytes = 2048;

/// A parameter that is missing or not as it must be. The text is the contract's.
core::Problem wrong(std::string_view name);

/// The page that asks. Errors: invalid_field (missing, empty, twice or too long).
core::result<std::string> origin_of(const core::http::Request& request);

/// The topic that a segment of a path stands for. Errors: invalid_field (bad escape, no UTF-8, U+0000, too long).
core::result<std::string> topic_of(std::string_view segment);

/// `POST /:topic/offer`; origin and topic are left to the caller. Errors: malformed_json, invalid_field.
core::result<Offer> read_offer(std::string_view body);

struct Answer {
    std::string code;
    Side side = Side::offerer;
    std::optional<Literal> answer;     ///< or
    std::optional<Literal> candidate;  ///< one of both is there
};
/// `POST /answer`. Errors: malformed_json, invalid_field.
core::result<Answer> read_answer(std::string_view body);

struct Poll {
    std::string code;
    Side side = Side::offerer;
};
/// `POST /poll`. Errors: malformed_json, invalid_field.
core::result<Poll> read_poll(std::string_view body);

struct Page {
    std::int64_t page = 1;
    std::int64_t limit = 100;

    std::int64_t offset() const { return (page - 1) * limit; }
};
/// `?page=&limit=`, clamped; never an error.
Page page_of(const core::http::Request& request);

}  // namespace baton::services::signal::requests
