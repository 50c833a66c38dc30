#include "core/pages/operations.hpp"

#include "core/http/file_response.hpp"
#include "core/pages/phone_session.hpp"
#include "core/plugin/options_schema.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <utility>

namespace baton::core::pages {

namespace json = boost::json;

namespace {
constexpr std::size_t kArgumentsLimit = 64 * 1024;
}

void Operations::add_routes(http::Router& router) {
    router.add(http::Verb::post, "/s/:id/do/:operation", [this](http::Request& r) { return call(r); }, kArgumentsLimit);
}

task<http::Response> Operations::call(http::Request& request) {
    const auto open = co_await opened_session(sessions_, request);
    if (!open) co_return open.error();
    const session::Session& session = **open;
    const plugin::ActionDescriptor* action = catalog_.find(session.request->action);
    const std::string name{request.parameters[1]};
    const bool known =
        action != nullptr && std::any_of(action->operations.begin(), action->operations.end(),
                                         [&](const plugin::OperationInfo& each) { return each.name == name; });
    if (!known) co_return problem(errc::not_found, "the action has no such operation");
    const auto body = co_await http::read_all(request, kArgumentsLimit);
    if (!body) co_return body.error();
    boost::system::error_code error;
    json::value arguments = body->empty() ? json::value{json::object{}} : json::parse(*body, error);
    if (error || !arguments.is_object()) co_return problem(errc::malformed_json, "the arguments must be a JSON object");
    auto options = plugin::complete_options(action->options_schema, session.request->options);
    if (!options) co_return options.error();
    work::Job job;
    job.kind = work::JobKind::operate;
    job.action = action->id;
    job.operation = name;
    job.options = std::move(*options);
    job.data = std::move(arguments);
    job.log_id = request.id;
    for (const auto& file : session.uploads) {
        auto stored = co_await files_.get(file.id);
        if (!stored) co_return stored.error();
        job.files.push_back({file.key, file.content_type, file.filename, std::move(stored->blob), file.info});
    }
    auto reply = co_await pool_.run(std::move(job));
    if (!reply) co_return reply.error();
    if (reply->files.empty()) co_return http::json_response(200, reply->body).set("Cache-Control", "no-store");
    auto& file = reply->files.front();
    http::Response response;
    response.set("Content-Type", file.content_type)
        .set("Cache-Control", "no-store")
        .set("Baton-Reply", json::serialize(reply->body));
    response.length = file.blob->size();
    response.blob = std::move(file.blob);
    co_return response;
}

}  // namespace baton::core::pages
