#include "core/phone/forms.hpp"

#include "core/http/error_table.hpp"
#include "core/observe/log.hpp"
#include "core/phone/form_reader.hpp"
#include "core/processing/job_ground.hpp"

#include <utility>

namespace baton::core::phone {

namespace json = boost::json;

namespace {

/// What a form adds to its file at most: indices, headers and delimiters.
constexpr std::uint64_t form_overhead = 64 * 1024;

void log_unprepared(const std::string& id, const std::string& operation, const Problem& problem) {
    log::warn("an upload was not prepared",
              {{"request_id", id}, {"operation", operation}, {"error", http::error_row(problem.code).type}});
}

}  // namespace

void Forms::add_routes(http::Router& router) {
    if (!settings_.handoff_phone_routes) return;
    for (const auto& action : catalog_.list()) {
        const auto route = [&action](const std::string& name) {
            return PhoneRoute{.method = http::Verb::post,
                              .path = action.id + "/" + name,
                              .phones = Phones::unknown,
                              .action = &action};
        };
        for (const auto& form : action.upload_forms) {
            auto upload_route = route(form.name);
            upload_route.body_limit = form.max_bytes + form_overhead;
            guard_.add(router, std::move(upload_route), [this, &form](Visit& v) { return upload(v, form); });
        }
        for (const auto& form : action.submit_forms) {
            auto submit_route = route(form.name);
            submit_route.body = Body::empty;
            submit_route.in_turn = true;
            guard_.add(router, std::move(submit_route), [this, &form](Visit& v) { return submit(v, form); });
        }
    }
}

task<http::Response> Forms::upload(Visit& visit, const action::UploadForm& form) {
    const session::Session& session = *visit.session;
    http::Request& request = visit.request;
    auto ground = processing::job_ground(catalog_, session);
    if (!ground) co_return ground.error();
    const auto in_time = [&]() -> result<> {
        if (sessions_.now() >= session.expires_at()) return problem(errc::session_expired);
        return {};
    };
    const auto begin = [&](const std::string& key) {
        const auto* replaced = session::find_upload(session, key);
        return files_.begin(session.payer(), replaced == nullptr ? 0 : replaced->file.size);
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
    co_return http::json_response(200, answer);
}

task<> Forms::prepare(const session::Session& session, processing::JobGround ground, const action::UploadForm& form,
                      const std::string& key, const std::string& log_id) {
    auto reply =
        co_await calls_.call(session, std::move(ground), {form.operation, JsonText::of({{"key", key}}), log_id});
    if (!reply) co_return reply.error();
    co_return co_await calls_.keep(session, std::move(reply->keep));
}

task<http::Response> Forms::submit(Visit& visit, const action::SubmitForm& form) {
    const session::Session& session = *visit.session;
    if (session.uploads.empty()) co_return field_problem("", "required", form.nothing);
    auto ground = processing::job_ground(catalog_, session);
    if (!ground) co_return ground.error();
    const auto done = co_await submissions_.submit(session.id(), {ground->action,
                                                                  std::move(ground->options),
                                                                  {},
                                                                  std::nullopt,
                                                                  visit.request.id,
                                                                  {},
                                                                  visit.received_at(sessions_.now())});
    if (!done) co_return done.error();
    co_return http::json_response(200, json::object{{"status", session::to_string((*done)->status)}});
}

}  // namespace baton::core::phone
