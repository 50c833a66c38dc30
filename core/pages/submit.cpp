#include "core/pages/submit.hpp"

#include "core/api/session_json.hpp"
#include "core/json_pointer.hpp"
#include "core/pages/job_inputs.hpp"
#include "core/pages/magic_bytes.hpp"
#include "core/pages/phone_session.hpp"
#include "core/session/filename.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <utility>

namespace baton::core::pages {

namespace json = boost::json;
using session::Session;

namespace {

constexpr std::size_t kSubmitLimit = 2 * 1024 * 1024;

/// The `data` of a submit body; an empty body means none. Errors: malformed_json, invalid_field.
result<json::value> parse_submit_body(std::string_view text) {
    if (text.empty()) return json::value{nullptr};
    boost::system::error_code error;
    json::value body = json::parse(json::string_view{text.data(), text.size()}, error);
    if (error) return problem(errc::malformed_json, "the body is not valid JSON");
    if (!body.is_object()) return field_problem("", "type", "the body must be an object");
    for (const auto& [name, value] : body.get_object()) {
        if (name != "data")
            return field_problem(pointer_step(name), "unknown", "unknown field '" + std::string{name} + "'");
    }
    const json::value* data = body.get_object().if_contains("data");
    return data == nullptr ? json::value{nullptr} : *data;
}

}  // namespace

void Submit::add_routes(http::Router& router) {
    router.add(http::Verb::post, "/s/:id/submit", [this](http::Request& r) { return submit(r); }, kSubmitLimit);
    router.add(
        http::Verb::post, "/s/:id/result", [this](http::Request& r) { return take_result(r); },
        settings_.result_upload_max_bytes);
}

task<http::Response> Submit::submit(http::Request& request) {
    auto open = co_await opened_session(sessions_, request);
    if (!open) co_return open.error();
    const auto body = co_await http::read_all(request, kSubmitLimit);
    if (!body) co_return body.error();
    auto data = parse_submit_body(*body);
    if (!data) co_return data.error();
    // The files may have changed while the body came in.
    open = co_await opened_session(sessions_, request);
    if (!open) co_return open.error();
    auto ground = job_ground(catalog_, **open);
    if (!ground) co_return ground.error();
    auto inputs = co_await job_inputs(files_, **open);
    if (!inputs) co_return inputs.error();
    const plugin::Format* format = ground->action->find_format((*open)->request->format);
    const auto done = co_await submissions_.submit(
        (*open)->id(), {*format, std::move(ground->options), std::move(*data), std::move(*inputs), request.id});
    if (!done) co_return done.error();
    co_return http::json_response(
        200, json::object{{"status", to_string((*done)->status)}, {"items", api::items_json(**done)}});
}

task<http::Response> Submit::take_result(http::Request& request) {
    const auto open = co_await opened_session(sessions_, request);
    if (!open) co_return open.error();
    const Session& session = **open;
    auto ground = job_ground(catalog_, session);
    if (!ground) co_return ground.error();
    const auto in_time = [&]() -> result<> {
        if (sessions_.now() >= session.expires_at()) return problem(errc::session_expired);
        return {};
    };
    auto items = co_await read_result_body(*request.body, [&] { return files_.begin(session.id()); }, in_time);
    if (!items) co_return items.error();
    auto inputs = co_await finish(std::move(*items), *ground->action);
    if (!inputs) co_return inputs.error();
    const plugin::Format* format = ground->action->find_format(session.request->format);
    const auto done = co_await submissions_.submit(
        session.id(), {*format, std::move(ground->options), nullptr, std::move(*inputs), request.id});
    if (!done) co_return done.error();
    co_return http::json_response(200, json::object{{"items", api::items_json(**done)}});
}

task<std::vector<work::JobInput>> Submit::finish(std::vector<ResultItem> items,
                                                 const plugin::ActionDescriptor& action) {
    std::vector<work::JobInput> inputs;
    for (auto& item : items) {
        if (item.sink->head().empty()) {
            co_return field_problem("/items/" + std::to_string(inputs.size()) + "/data", "required", "data is empty");
        }
        const std::string type{media_type_of(item.sink->head())};
        if (std::find(action.accepts.begin(), action.accepts.end(), type) == action.accepts.end()) {
            co_return problem(errc::unsupported_media, "not a file that this action takes");
        }
        auto blob = co_await item.sink->finish();
        if (!blob) co_return blob.error();
        // Without a name of its own the file takes the action's.
        const std::string name =
            item.filename.empty() ? "" : session::safe_filename(item.filename, session::extension_of(type), action.id);
        inputs.push_back({"item-" + std::to_string(inputs.size()), type, name, std::move(*blob), {}});
    }
    co_return inputs;
}

}  // namespace baton::core::pages
