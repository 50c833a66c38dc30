#include "core/api/backend_operations.hpp"

#include "core/api/access_check.hpp"
#include "core/http/reply_response.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace baton::core::api {

void BackendOperations::add_routes(http::Router& router) {
    router.add(
        http::Verb::post, "/api/v1/sessions/:id/do/:operation", [this](http::Request& r) { return call(r); },
        processing::OperationCalls::arguments_limit);
}

task<http::Response> BackendOperations::call(http::Request& request) {
    const auto owner = authenticate(keys_, request);
    if (!owner) co_return owner.error();
    const auto snapshot = co_await own_session(sessions_, request, *owner);
    if (!snapshot) co_return snapshot.error();
    const session::Session& session = **snapshot;
    if (session.status == session::Status::expired) co_return problem(errc::session_expired);
    auto ground = processing::job_ground(catalog_, session);
    if (!ground) co_return ground.error();
    const std::string name{request.parameter("operation")};
    const auto offered = [&](const action::OperationInfo& each) { return each.backend && each.name == name; };
    if (std::ranges::none_of(ground->action->operations, offered)) {
        co_return problem(errc::not_found, "the action offers backends no such operation");
    }
    if (session.status != session::Status::completed) {
        co_return problem(errc::conflict, "the session is not completed yet");
    }
    auto read = co_await http::read_all(request, processing::OperationCalls::arguments_limit, session.payer());
    if (!read) co_return read.error();
    const auto body = std::make_shared<const http::Body>(std::move(*read));
    auto arguments = processing::OperationCalls::parse_arguments({body, &body->text});
    if (!arguments) co_return arguments.error();
    const auto reply =
        co_await calls_.call(session, std::move(*ground), {name, std::move(*arguments), request.id, /*backend=*/true});
    if (!reply) co_return reply.error();
    co_return http::reply_response(reply->body, {reply->file.reader, reply->file.content_type});
}

}  // namespace baton::core::api
