#include "core/api/session_json.hpp"

#include "core/session/timestamp.hpp"

#include <string>

namespace baton::core::api {

namespace json = boost::json;
using session::rfc3339;
using session::Session;
using session::Status;

namespace {

void put_if(json::object& object, std::string_view name, const std::string& value) {
    if (!value.empty()) object[name] = value;
}

void put_metadata(json::object& object, const Session& session) {
    if (!session.request->metadata.empty()) object["metadata"] = session.request->metadata;
}

}  // namespace

json::array items_json(const Session& session) {
    json::array items;
    for (const auto& file : session.items) {
        items.push_back(json::object{{"download_id", to_string(file.id)},
                                     {"content_type", file.content_type},
                                     {"filename", file.filename},
                                     {"size", file.size},
                                     {"sha256", file.sha256}});
    }
    return items;
}

json::object session_json(const Session& session, std::string_view base_url) {
    const auto& request = *session.request;
    json::object object{{"id", to_string(request.id)}};
    if (session.is_tombstone()) {
        object["status"] = to_string(Status::expired);
        put_metadata(object, session);
        return object;
    }
    object["action_type"] = request.action;
    object["status"] = to_string(session.status);
    put_if(object, "intro_text", request.intro_text);
    object["output_format"] = request.format;
    object["session_ttl"] = request.session_ttl.count();
    object["result_ttl"] = request.result_ttl.count();
    object["url"] = std::string{base_url}.append("/s/").append(to_string(request.id));
    object["created_at"] = rfc3339(request.created_at);
    object["expires_at"] = rfc3339(session.expires_at());
    if (session.completed_at) {
        object["completed_at"] = rfc3339(*session.completed_at);
        object["result_expires_at"] = rfc3339(session.result_expires_at());
        object["result"] = items_json(session);
    }
    put_metadata(object, session);
    if (request.has_options) object["options"] = request.options;
    put_if(object, "locale", request.locale);
    put_if(object, "return_url", request.return_url);
    return object;
}

json::object result_json(const Session& session) {
    json::object object{{"status", to_string(session.status)},
                        {"completed_at", rfc3339(*session.completed_at)},
                        {"items", items_json(session)}};
    put_metadata(object, session);
    return object;
}

json::object unfinished_json(const Session& session) {
    json::object object{{"status", to_string(session.status)}};
    put_metadata(object, session);
    return object;
}

json::object event_json(const Session& session, std::uint64_t seq) {
    const bool before_any = seq == 0;
    const Status status = before_any ? Status::pending : session.events[seq - 1].status;
    const auto at = before_any ? session.request->created_at : session.events[seq - 1].at;
    const bool completed = status == Status::completed;
    json::object message{{"type", completed ? "completed" : "status_update"},
                         {"session_id", to_string(session.id())},
                         {"status", to_string(status)},
                         {"seq", seq},
                         {"timestamp", rfc3339(at)}};
    if (completed) message["data"] = items_json(session);
    put_metadata(message, session);
    return message;
}

}  // namespace baton::core::api
