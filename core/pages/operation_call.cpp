#include "core/pages/operation_call.hpp"

#include "core/json_reader.hpp"
#include "core/session/upload_inputs.hpp"

#include <boost/json/serialize.hpp>

#include <array>
#include <cstdint>
#include <cstdio>
#include <string_view>
#include <utility>

namespace baton::core::pages {

namespace json = boost::json;

namespace {

constexpr std::size_t kReplyLimit = 8 * 1024;  // of the JSON beside a file; it travels in a header

/// JSON in ASCII, fit for a header: everything else as \u escapes.
std::string ascii_json(const json::object& value) {
    const std::string text = json::serialize(value);
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        if (lead < 0x80) {
            out += text[i++];
            continue;
        }
        const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
        std::uint32_t code = lead & (0xFFu >> (length + 1));
        for (std::size_t k = 1; k < length && i + k < text.size(); ++k) {
            code = (code << 6) | (static_cast<unsigned char>(text[i + k]) & 0x3F);
        }
        i += length;
        const auto escape = [&](std::uint32_t unit) {
            std::array<char, 8> digits{};
            std::snprintf(digits.data(), digits.size(), "\\u%04x", unit);
            out += digits.data();
        };
        if (code >= 0x10000) escape(0xD800 + ((code - 0x10000) >> 10));
        escape(code >= 0x10000 ? 0xDC00 + ((code - 0x10000) & 0x3FF) : code);
    }
    return out;
}

}  // namespace

task<json::object> read_arguments(http::Request& request) {
    const auto body = co_await http::read_all(request, kArgumentsLimit);
    if (!body) co_return body.error();
    if (body->empty()) co_return json::object{};
    constexpr std::string_view expected = "the arguments must be a JSON object";
    auto arguments = read_json(*body, expected);
    if (!arguments) co_return arguments.error();
    if (!arguments->is_object()) co_return problem(errc::malformed_json, std::string{expected});
    co_return std::move(arguments->get_object());
}

task<work::Job> operation_job(store::FileStore& files, const session::Session& session, JobGround ground,
                              std::string operation, json::object arguments) {
    auto inputs = co_await session::upload_inputs(files, session);
    if (!inputs) co_return inputs.error();
    work::Job job;
    job.kind = work::JobKind::operate;
    job.action = ground.action->id;
    job.format = session.request->format;
    job.operation = std::move(operation);
    job.options = std::move(ground.options);
    job.data = std::move(arguments);
    if (session.answer) job.submitted = session.answer->submitted;
    job.files = std::move(*inputs);
    co_return job;
}

task<http::Response> operation_answer(store::FileStore& files, const session::Session& session, work::JobReply reply) {
    if (reply.files.empty()) co_return http::json_response(200, reply.body).set("Cache-Control", "no-store");
    const std::string described = ascii_json(reply.body);
    if (described.size() > kReplyLimit) co_return problem(errc::internal, "the operation's reply is too large");
    auto& file = reply.files.front();
    auto blob = co_await files.adopt(session.id(), std::move(file.blob));
    if (!blob) co_return blob.error();
    http::Response response;
    // A plugin chooses the type: nothing in it may run here.
    response.set("Content-Type", file.content_type)
        .set("Content-Security-Policy", "sandbox; default-src 'none'")
        .set("Cache-Control", "no-store")
        .set("Baton-Reply", described);
    response.length = (*blob)->size();
    response.blob = std::move(*blob);
    co_return response;
}

}  // namespace baton::core::pages
