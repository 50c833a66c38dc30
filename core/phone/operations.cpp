#include "core/phone/operations.hpp"

#include "core/http/reply_response.hpp"
#include "core/processing/job_ground.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

namespace baton::core::phone {

void Operations::add_routes(http::Router& router) {
    guard_.add(router,
               {.method = http::Verb::post,
                .path = "do/:operation",
                .body_limit = processing::OperationCalls::arguments_limit},
               [this](Visit& v) { return call(v); });
}

task<http::Response> Operations::call(Visit& visit) {
    const session::Snapshot before = visit.session;
    auto ground = processing::job_ground(catalog_, *before);
    if (!ground) co_return ground.error();
    const std::string& name = visit.request.parameter("operation");
    const auto& operations = ground->action->operations;
    if (std::ranges::find(operations, name, &action::OperationInfo::name) == operations.end()) {
        co_return problem(errc::not_found, "the action has no such operation");
    }
    auto read = co_await http::read_all(visit.request, processing::OperationCalls::arguments_limit, before->payer());
    if (!read) co_return read.error();
    const auto body = std::make_shared<const http::Body>(std::move(*read));
    auto arguments = processing::OperationCalls::parse_arguments({body, &body->text});
    if (!arguments) co_return arguments.error();
    auto reply = co_await calls_.call(*before, std::move(*ground), {name, std::move(*arguments), visit.request.id});
    if (!reply) co_return reply.error();
    auto response = http::reply_response(reply->body, {reply->file.reader, reply->file.content_type});
    if (!response) co_return response;
    auto bound = co_await sessions_.bind(before->id(), visit.claim);
    if (!bound) co_return bound.error();
    if (auto kept = co_await calls_.keep(*before, std::move(reply->keep)); !kept) co_return kept.error();
    visit.session = std::move(*bound);
    co_return response;
}

}  // namespace baton::core::phone
