#include "core/phone/forms.hpp"

#include "core/http/error_table.hpp"
#include "core/observe/log.hpp"
#include "core/phone/empty_body.hpp"
#include "core/phone/form_reader.hpp"
#include "core/phone/phone_session.hpp"
#include "core/processing/job_ground.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace baton::core::phone {

namespace json = boost::json;

namespace {

/// What a form adds to its file at most: indices, headers and delimiters.
constexpr std::uint64_t kFormOverhead = 64 * 1024;

void log_unprepared(const std::string& id, const std::string& operation, const Problem& problem) {
    log::warn("an upload was not prepared",
              {{"request_id", id}, {"operation", operation}, {"error", http::error_row(problem.code).type}});
}

}  // namespace

void Forms::add_routes(http::Router& router) {
    for (const auto& action : catalog_.list()) {
        const std::string prefix = "/s/:id/" + action.id + "/";
        for (const auto& form : action.upload_forms) {
            router.add(
                http::Verb::post, prefix + form.name,
                [this, &action, &form](http::Request& r) { return upload(r, action, form); },
                form.max_bytes + kFormOverhead);
        }
        for (const auto& form : action.submit_forms) {
            router.add(
                http::Verb::post, prefix + form.name,
                [this, &action, &form](http::Request& r) { return submit(r, action, form); }, kEmptyBodyLimit);
        }
    }
}

task<session::Snapshot> Forms::session_of(http::Request& request, const action::ActionDescriptor& action) {
    const auto snapshot = co_await phone_session(sessions_, request);
    if (!snapshot) co_return snapshot;
    if ((*snapshot)->request->action != action.id) {
        co_return problem(errc::bad_request, "not a " + action.id + " session");
    }
    co_return co_await opened_session(sessions_, request);
}

task<http::Response> Forms::upload(http::Request& request, const action::ActionDescriptor& action,
                                   const action::UploadForm& form) {
    const auto open = co_await session_of(request, action);
    if (!open) co_return open.error();
    const session::Session& session = **open;
    auto ground = processing::job_ground(catalog_, session);
    if (!ground) co_return ground.error();
    const auto in_time = [&]() -> result<> {
        if (sessions_.now() >= session.expires_at()) return problem(errc::session_expired);
        return {};
    };
    const auto begin = [&](const std::string& key) {
        const auto* replaced = session::find_upload(session, key);
        return files_.begin(session.id(), replaced == nullptr ? 0 : replaced->file.size);
    };
    const auto sent = co_await read_upload_form(request, form, ground->options, begin, in_time);
    if (!sent) co_return sent.error();
    const std::string key = form_key(form, sent->indices);
    if (const auto allowed = intake_.check_limit(session, key); !allowed) co_return allowed.error();
    const auto taken = co_await intake_.take(session, key, *sent->file, "", request.id, {});
    if (!taken) co_return taken.error();
    if (!form.operation.empty()) {
        const auto prepared = co_await prepare(**taken, std::move(*ground), form, key, request.id);
        // Whoever sent it need not know: what is wrong shows again, and is told, when the session is submitted.
        if (!prepared) log_unprepared(request.id, form.operation, prepared.error());
    }
    json::object answer{{"status", form.status}};
    for (std::size_t i = 0; i < form.indices.size(); ++i) answer[form.indices[i].name] = sent->indices[i];
    co_return http::json_response(200, answer).set("Cache-Control", "no-store");
}

task<> Forms::prepare(const session::Session& session, processing::JobGround ground, const action::UploadForm& form,
                      const std::string& key, const std::string& log_id) {
    auto reply = co_await calls_.call(session, std::move(ground), {form.operation, {{"key", key}}, log_id});
    if (!reply) co_return reply.error();
    co_return co_await calls_.keep(session, std::move(reply->keep));
}

task<http::Response> Forms::submit(http::Request& request, const action::ActionDescriptor& action,
                                   const action::SubmitForm& form) {
    const auto open = co_await session_of(request, action);
    if (!open) co_return open.error();
    if (const auto nothing = co_await read_empty_body(request); !nothing) co_return nothing.error();
    const session::Session& session = **open;
    if (session.uploads.empty()) co_return field_problem("", "required", form.nothing);
    auto ground = processing::job_ground(catalog_, session);
    if (!ground) co_return ground.error();
    const auto done = co_await submissions_.submit(
        session.id(), {&action, std::move(ground->options), nullptr, std::nullopt, request.id, {}});
    if (!done) co_return done.error();
    const json::object answer{{"status", session::to_string((*done)->status)}};
    co_return http::json_response(200, answer).set("Cache-Control", "no-store");
}

}  // namespace baton::core::phone
