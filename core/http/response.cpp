#include "core/http/response.hpp"

#include "core/base/field_errors.hpp"
#include "core/base/text.hpp"
#include "core/http/error_table.hpp"
#include "core/observe/log.hpp"

#include <boost/beast/http/status.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <vector>

namespace baton::core::http {

namespace json = boost::json;

namespace {

// Whatever a client sent, and however much of it was wrong: an answer stays small.
constexpr std::size_t longest_detail = 1000;
constexpr std::size_t longest_pointer = 256;

json::array errors_json(const std::vector<FieldError>& errors) {
    json::array list;
    for (const auto& field : errors) {
        if (list.size() == FieldErrors::most) break;
        list.push_back(json::object{{"pointer", shortened(field.pointer, longest_pointer)},
                                    {"code", field.code},
                                    {"detail", shortened(field.detail, longest_detail)}});
    }
    return list;
}

}  // namespace

std::optional<std::uint64_t> Response::content_length() const {
    if (pieces) return pieces->size();
    return view.data() != nullptr ? view.size() : body.size();
}

Response json_response(unsigned status, const json::value& value) {
    return json_text_response(status, json::serialize(value));
}

Response json_text_response(unsigned status, std::string text) {
    Response response;
    response.status = status;
    response.set("Content-Type", "application/json; charset=utf-8");
    response.body = std::move(text);
    return response;
}

Response moved_response(std::string_view location, const Request& request) {
    Response response;
    response.status = request.method == Verb::get || request.method == Verb::head ? 301 : 307;
    response.set("Location", location);
    response.set("Cache-Control", "no-store");
    return response;
}

Response problem_response(const Problem& problem, const Request& request) {
    const ErrorRow& row = error_row(problem.code);
    const bool ours = row.status >= 500;
    if (ours) {
        // Being full is no fault, and it may happen a thousand times a second.
        const log::Level level = row.status == 503 ? log::Level::warn : log::Level::error;
        if (log::enabled(level)) {
            log::write(level, "request failed",
                       {{"request_id", request.id}, {"type", row.type}, {"detail", problem.detail}});
        }
    }
    const std::string detail =
        ours || problem.detail.empty() ? std::string{row.text} : shortened(problem.detail, longest_detail);
    json::object body{{"type", std::string{"urn:baton:error:"}.append(row.type)},
                      {"title", row.text},
                      {"status", row.status},
                      {"detail", detail},
                      {"instance", "urn:baton:request:" + request.id},
                      {"error", problem.errors.empty() ? row.text : std::string_view{detail}}};
    if (!problem.errors.empty()) body["errors"] = errors_json(problem.errors);
    const auto unnamed = problem.errors.size() - std::min(problem.errors.size(), FieldErrors::most);
    if (const auto more = problem.more_errors + unnamed; more > 0) body["more_errors"] = more;
    for (const auto& [name, number] : problem.figures) body[name] = number;
    Response response;
    response.status = row.status;
    response.set("Content-Type", "application/problem+json");
    response.set("Cache-Control", "no-store");
    if (row.status == 503 || row.status == 429) {
        response.set("Retry-After", problem.retry_after == 0 ? "5" : std::to_string(problem.retry_after));
    }
    if (problem.code == errc::payload_too_large || problem.code == errc::session_quota_exceeded ||
        problem.code == errc::shutting_down) {
        response.close = true;
    }
    response.body = json::serialize(body);
    return response;
}

std::string_view reason_phrase(unsigned status) {
    const auto text = boost::beast::http::obsolete_reason(boost::beast::http::int_to_status(status));
    return {text.data(), text.size()};
}

}  // namespace baton::core::http
