#include "core/phone/operations.hpp"

#include "core/http/reply_response.hpp"
#include "core/phone/phone_session.hpp"
#include "core/processing/job_ground.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace baton::core::phone {

void Operations::add_routes(http::Router& router) {
    router.add(
        http::Verb::post, "/s/:id/do/:operation", [this](http::Request& r) { return call(r); },
        processing::OperationCalls::kArgumentsLimit);
}

task<http::Response> Operations::call(http::Request& request) {
    const auto claim = claim_of(request);
    const auto open = co_await held_session(sessions_, request, claim);
    if (!open) co_return open.error();
    const session::Session& session = **open;
    auto ground = processing::job_ground(catalog_, session);
    if (!ground) co_return ground.error();
    const std::string name{request.parameter("operation")};
    const auto& operations = ground->action->operations;
    if (std::ranges::find(operations, name, &action::OperationInfo::name) == operations.end()) {
        co_return problem(errc::not_found, "the action has no such operation");
    }
    const auto body = co_await http::read_all(request, processing::OperationCalls::kArgumentsLimit);
    if (!body) co_return body.error();
    auto arguments = processing::OperationCalls::parse_arguments(*body);
    if (!arguments) co_return arguments.error();
    auto reply = co_await calls_.call(session, std::move(*ground), {name, std::move(*arguments), request.id});
    if (!reply) co_return reply.error();
    auto response = http::reply_response(reply->body, {reply->file.blob, reply->file.content_type});
    if (!response) co_return response;
    const auto bound = co_await sessions_.bind(session.id(), claim);
    if (!bound) co_return bound.error();
    if (auto kept = co_await calls_.keep(session, std::move(reply->keep)); !kept) co_return kept.error();
    cookie_.add_if_new(*response, **bound, claim, sessions_.now());
    co_return response;
}

}  // namespace baton::core::phone
