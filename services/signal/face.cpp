#include "services/signal/face.hpp"

#include "core/base/json_writer.hpp"
#include "core/http/error_table.hpp"
#include "core/observe/log.hpp"

#include <algorithm>
#include <string>

namespace baton::services::signal {

using namespace core;
using http::FieldName;

namespace {

void log_failure(const Problem& problem, const http::ErrorRow& row, const http::Request& request) {
    // Being full is no fault, and it may happen a thousand times a second.
    const log::Level level = row.status == 503 ? log::Level::warn : log::Level::error;
    if (!log::enabled(level)) return;
    log::write(level, "request failed", {{"request_id", request.id}, {"type", row.type}, {"detail", problem.detail}});
}

/// What the client is told. Of what is ours nothing but that.
std::string_view text_of(const Problem& problem, const http::ErrorRow& row) {
    if (row.status == 500) return "Internal server error";
    return row.status > 500 || problem.detail.empty() ? row.text : std::string_view{problem.detail};
}

}  // namespace

http::Response json_answer(std::string text) {
    http::Response response;
    response.set("Content-Type", "application/json");
    response.body = std::move(text);
    return response;
}

http::Response json_answer(std::unique_ptr<http::BodyStream> body) {
    auto response = json_answer(std::string{});
    response.pieces = std::move(body);
    return response;
}

http::Response Face::failed(const Problem& problem, const http::Request& request) const {
    const auto& row = http::error_row(problem.code);
    if (row.status >= 500) log_failure(problem, row, request);
    std::string text;
    JsonWriter{text}.begin_object().member("error", text_of(problem, row)).end_object();
    auto response = json_answer(std::move(text));
    response.status = row.status;
    if (row.status == 429 || row.status == 503) {
        response.set("Retry-After", problem.retry_after == 0 ? "5" : std::to_string(problem.retry_after));
    }
    response.close = problem.code == errc::payload_too_large || problem.code == errc::shutting_down;
    return response;
}

task<http::Response> Face::unknown_path(http::Request& request) const {
    if (request.method == http::Verb::options) co_return http::Response{.status = 204};
    co_return problem(errc::not_found);
}

http::Response Face::other_method(const http::Request& request, std::string_view allow) const {
    http::Response response;
    if (request.method == http::Verb::options) {
        response.status = 204;
    } else {
        response = failed(problem(errc::method_not_allowed), request);
    }
    response.set("Allow", allow);
    return response;
}

void Face::finish(const http::Request& request, http::Response& response) const {
    if (request.route != "/") response.set("Cache-Control", "no-store");
    response.set("Access-Control-Expose-Headers", "Content-Type");
    const auto origin = request.header(FieldName::origin);
    const bool preflight = request.method == http::Verb::options && response.status == 204;
    response.set("Vary", preflight ? "Origin, Access-Control-Request-Headers" : "Origin");
    if (!origin.empty()) {
        if (!allows(origin)) return;
        response.set("Access-Control-Allow-Origin", origin);
    }
    if (!preflight) return;
    response.set("Access-Control-Allow-Methods", "GET,POST,OPTIONS");
    response.set("Access-Control-Allow-Headers", "Content-Type,Origin");
    response.set("Access-Control-Max-Age", "600");
}

bool Face::allows(std::string_view origin) const {
    return origins_.empty() || std::ranges::find(origins_, origin) != origins_.end();
}

}  // namespace baton::services::signal
