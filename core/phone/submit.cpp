#include "core/phone/submit.hpp"

#include "core/action/accepted.hpp"
#include "core/file/filename.hpp"
#include "core/file/magic_bytes.hpp"
#include "core/phone/json_bodies.hpp"
#include "core/processing/job_ground.hpp"
#include "core/session/results_json.hpp"

#include <memory>
#include <utility>

namespace baton::core::phone {

using session::Session;

namespace {

constexpr std::size_t submit_limit = 2 * 1024 * 1024;

}  // namespace

void Submit::add_routes(http::Router& router) {
    guard_.add(router, {.method = http::Verb::post, .path = "submit", .body_limit = submit_limit, .in_turn = true},
               [this](Visit& v) { return submit(v); });
    if (!settings_.handoff_phone_routes) return;
    guard_.add(router,
               {.method = http::Verb::post,
                .path = "result",
                .phones = Phones::unknown,
                .body_limit = settings_.result_upload_max_bytes,
                .in_turn = true},
               [this](Visit& v) { return take_result(v); });
}

task<http::Response> Submit::submit(Visit& visit) {
    auto read = co_await http::read_all(visit.request, submit_limit, visit.session->payer());
    if (!read) co_return read.error();
    const auto body = std::make_shared<const http::Body>(std::move(*read));
    const auto data = parse_submit_body(body->text);
    if (!data) co_return data.error();
    auto ground = processing::job_ground(catalog_, *visit.session);
    if (!ground) co_return ground.error();
    auto done = co_await submissions_.submit(
        visit.session, {ground->action, std::move(ground->options), JsonText{body, *data}, std::nullopt,
                        visit.request.id, visit.claim, visit.received_at(sessions_.now())});
    if (!done) co_return done.error();
    visit.session = std::move(*done);
    co_return http::json_text_response(200, session::accepted_json(*visit.session));
}

task<http::Response> Submit::take_result(Visit& visit) {
    const Session& session = *visit.session;
    auto ground = processing::job_ground(catalog_, session);
    if (!ground) co_return ground.error();
    const auto in_time = [&]() -> result<> {
        if (visit.received_at(sessions_.now()) >= session.expires_at()) return problem(errc::session_expired);
        return {};
    };
    if (!ground->action->submit_forms.empty()) {
        co_return problem(errc::conflict, "a " + ground->action->id + " session takes no result in one body");
    }
    auto items = co_await read_result_body(*visit.request.body, [&] { return files_.begin(session.payer()); }, in_time);
    if (!items) co_return items.error();
    auto inputs = co_await finish(std::move(*items), *ground->action);
    if (!inputs) co_return inputs.error();
    const auto done = co_await submissions_.submit(visit.session, {ground->action,
                                                                   std::move(ground->options),
                                                                   {},
                                                                   std::move(*inputs),
                                                                   visit.request.id,
                                                                   {},
                                                                   visit.received_at(sessions_.now())});
    if (!done) co_return done.error();
    co_return http::json_text_response(200, session::items_json(**done));
}

task<std::vector<work::JobInput>> Submit::finish(std::vector<ResultItem> items,
                                                 const action::ActionDescriptor& action) {
    std::vector<work::JobInput> inputs;
    for (auto& item : items) {
        if (item.writer->head().empty()) {
            co_return field_problem("/items/" + std::to_string(inputs.size()) + "/data", "required", "data is empty");
        }
        const std::string type{file::media_type_of(item.writer->head())};
        if (auto accepted = action::check_accepted(action, type); !accepted) co_return accepted.error();
        auto file = co_await item.writer->seal();
        if (!file) co_return file.error();
        // Without a name of its own the file takes the action's.
        const std::string name =
            item.filename.empty() ? "" : file::safe_filename(item.filename, file::extension_of(type), action.id);
        inputs.push_back({"item-" + std::to_string(inputs.size()), type, name, std::move(*file), {}});
    }
    co_return inputs;
}

}  // namespace baton::core::phone
