#include "core/session/results_json.hpp"

#include <cstdint>

namespace baton::core::session {

void write_items(JsonWriter& json, const Session& session) {
    json.begin_array();
    for (const auto& file : session.items) {
        json.begin_object()
            .member("download_id", to_string(file.id))
            .member("content_type", file.content_type)
            .member("filename", file.filename)
            .member("size", static_cast<std::int64_t>(file.size))
            .member("sha256", file.sha256)
            .end_object();
    }
    json.end_array();
}

std::string accepted_json(const Session& session) {
    std::string text;
    JsonWriter json{text};
    json.begin_object().member("status", to_string(session.status)).key("items");
    write_items(json, session);
    json.end_object();
    return text;
}

std::string items_json(const Session& session) {
    std::string text;
    JsonWriter json{text};
    json.begin_object().key("items");
    write_items(json, session);
    json.end_object();
    return text;
}

}  // namespace baton::core::session
