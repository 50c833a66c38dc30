#include "core/phone/submit.hpp"

#include "core/file/filename.hpp"
#include "core/file/magic_bytes.hpp"
#include "core/phone/phone_session.hpp"
#include "core/phone/submit_body.hpp"
#include "core/processing/job_ground.hpp"
#include "core/session/results_json.hpp"

#include <algorithm>
#include <utility>

namespace baton::core::phone {

namespace json = boost::json;
using session::Session;

namespace {

constexpr std::size_t kSubmitLimit = 2 * 1024 * 1024;

}  // namespace

void Submit::add_routes(http::Router& router) {
    router.add(http::Verb::post, "/s/:id/submit", [this](http::Request& r) { return submit(r); }, kSubmitLimit);
    router.add(
        http::Verb::post, "/s/:id/result", [this](http::Request& r) { return take_result(r); },
        settings_.result_upload_max_bytes);
}

task<http::Response> Submit::submit(http::Request& request) {
    const auto claim = claim_of(request);
    auto open = co_await held_session(sessions_, request, claim);
    if (!open) co_return open.error();
    const auto body = co_await http::read_all(request, kSubmitLimit);
    if (!body) co_return body.error();
    auto data = parse_submit_body(*body);
    if (!data) co_return data.error();
    auto ground = processing::job_ground(catalog_, **open);
    if (!ground) co_return ground.error();
    const auto done = co_await submissions_.submit(
        (*open)->id(), {ground->action, std::move(ground->options), std::move(*data), std::nullopt, request.id, claim});
    if (!done) co_return done.error();
    auto response = http::json_text_response(200, session::accepted_json(**done));
    response.set("Cache-Control", "no-store");
    cookie_.add_if_new(response, **done, claim, sessions_.now());
    co_return response;
}

task<http::Response> Submit::take_result(http::Request& request) {
    const auto open = co_await opened_session(sessions_, request);
    if (!open) co_return open.error();
    const Session& session = **open;
    auto ground = processing::job_ground(catalog_, session);
    if (!ground) co_return ground.error();
    const auto in_time = [&]() -> result<> {
        if (sessions_.now() >= session.expires_at()) return problem(errc::session_expired);
        return {};
    };
    if (!ground->action->submit_forms.empty()) {
        co_return problem(errc::conflict, "a " + ground->action->id + " session takes no result in one body");
    }
    auto items = co_await read_result_body(*request.body, [&] { return files_.begin(session.id()); }, in_time);
    if (!items) co_return items.error();
    auto inputs = co_await finish(std::move(*items), *ground->action);
    if (!inputs) co_return inputs.error();
    const auto done = co_await submissions_.submit(
        session.id(), {ground->action, std::move(ground->options), nullptr, std::move(*inputs), request.id, {}});
    if (!done) co_return done.error();
    co_return http::json_text_response(200, session::items_json(**done));
}

task<std::vector<work::JobInput>> Submit::finish(std::vector<ResultItem> items,
                                                 const action::ActionDescriptor& action) {
    std::vector<work::JobInput> inputs;
    for (auto& item : items) {
        if (item.sink->head().empty()) {
            co_return field_problem("/items/" + std::to_string(inputs.size()) + "/data", "required", "data is empty");
        }
        const std::string type{file::media_type_of(item.sink->head())};
        if (std::find(action.accepts.begin(), action.accepts.end(), type) == action.accepts.end()) {
            co_return problem(errc::unsupported_media, "not a file that this action takes");
        }
        auto blob = co_await item.sink->finish();
        if (!blob) co_return blob.error();
        // Without a name of its own the file takes the action's.
        const std::string name =
            item.filename.empty() ? "" : file::safe_filename(item.filename, file::extension_of(type), action.id);
        inputs.push_back({"item-" + std::to_string(inputs.size()), type, name, std::move(*blob), {}});
    }
    co_return inputs;
}

}  // namespace baton::core::phone
