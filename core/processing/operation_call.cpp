#include "core/processing/operation_call.hpp"

#include "core/base/json_reader.hpp"
#include "core/processing/upload_inputs.hpp"

#include <utility>

namespace baton::core::processing {

namespace json = boost::json;

result<json::object> parse_arguments(std::string_view text) {
    if (text.empty()) return json::object{};
    constexpr std::string_view expected = "the arguments must be a JSON object";
    auto arguments = read_json(text, expected);
    if (!arguments) return arguments.error();
    if (!arguments->is_object()) return problem(errc::malformed_json, std::string{expected});
    return std::move(arguments->get_object());
}

task<work::Job> operation_job(file::FileStore& files, const session::Session& session, JobGround ground,
                              std::string operation, json::object arguments) {
    auto inputs = co_await processing::upload_inputs(files, session);
    if (!inputs) co_return inputs.error();
    work::Job job;
    job.kind = work::JobKind::operate;
    job.action = ground.action->id;
    job.format = session.request->format;
    job.operation = std::move(operation);
    job.options = std::move(ground.options);
    job.data = std::move(arguments);
    job.files = std::move(*inputs);
    co_return job;
}

task<work::JobOutput> reply_file(file::FileStore& files, const session::Session& session, const work::JobReply& reply) {
    if (reply.files.empty()) co_return work::JobOutput{};
    work::JobOutput file = reply.files.front();
    auto blob = co_await files.adopt(session.id(), std::move(file.blob));
    if (!blob) co_return blob.error();
    file.blob = std::move(*blob);
    co_return file;
}

}  // namespace baton::core::processing
