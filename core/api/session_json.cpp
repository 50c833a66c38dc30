#include "core/api/session_json.hpp"

#include "core/base/json_writer.hpp"
#include "core/base/timestamp.hpp"
#include "core/session/results_json.hpp"

namespace baton::core::api {

using action::Presentation;
using session::Session;
using session::Status;

namespace {

/// Most sessions fit without growing.
constexpr std::size_t usual_size = 512;

void write_text(JsonWriter& json, std::string_view name, const std::string& value) {
    if (!value.empty()) json.member(name, value);
}

void write_metadata(JsonWriter& json, const Session& session) {
    const auto& metadata = session.spec->extras().metadata;
    if (!metadata.empty()) json.key("metadata").value(metadata);
}

/// An object in a string of its own, with the members that `write` gives it.
template <class Write>
std::string object(Write write) {
    std::string text;
    text.reserve(usual_size);
    JsonWriter json{text};
    json.begin_object();
    write(json);
    json.end_object();
    return text;
}

const boost::json::object& own_result(const Session& session) {
    static const boost::json::object none;
    return session.result ? *session.result : none;
}

void write_own_result(JsonWriter& json, const Session& session, const Presentation& presentation) {
    if (!presentation.result_field.empty()) json.key(presentation.result_field).value(own_result(session));
}

void write_top_level_options(JsonWriter& json, const Session& session, const Presentation& presentation) {
    for (const auto& option : presentation.options) {
        const auto* given = session.spec->extras().options.if_contains(option.name);
        json.key(option.name).value(given == nullptr ? option.fallback : *given);
    }
}

void write_format(JsonWriter& json, const Session& session, const Presentation& presentation) {
    if (presentation.format_field.empty()) {
        json.member("output_format", session.spec->format);
    } else {
        json.member("output_format", "").member(presentation.format_field, session.spec->format);
    }
}

void write_session(JsonWriter& json, const Session& session, const Calendar& calendar, std::string_view base_url,
                   const Presentation& presentation) {
    const auto& request = *session.spec;
    const auto& extras = request.extras();
    const std::string id = to_string(request.id);
    json.member("id", id).member("action_type", request.action).member("status", to_string(session.status));
    write_text(json, "intro_text", extras.intro_text);
    write_format(json, session, presentation);
    write_top_level_options(json, session, presentation);
    json.member("session_ttl", request.session_ttl.count())
        .member("result_ttl", request.result_ttl.count())
        .member("url", std::string{base_url}.append("/s/").append(id))
        .member("created_at", rfc3339(calendar.date_of(request.created_at)))
        .member("expires_at", rfc3339(calendar.date_of(session.expires_at())));
    if (session.completed_at) {
        json.member("completed_at", rfc3339(calendar.date_of(*session.completed_at)))
            .member("result_expires_at", rfc3339(calendar.date_of(session.result_expires_at())));
        json.key("result");
        session::write_items(json, session);
        write_own_result(json, session, presentation);
    }
    write_metadata(json, session);
    if (extras.has_options) json.key("options").value(extras.options);
    write_text(json, "locale", extras.locale);
    write_text(json, "return_url", extras.return_url);
}

}  // namespace

std::string session_json(const Session& session, const Calendar& calendar, std::string_view base_url,
                         const Presentation& presentation) {
    return object([&](JsonWriter& json) {
        if (!session.is_tombstone()) return write_session(json, session, calendar, base_url, presentation);
        json.member("id", to_string(session.id())).member("status", to_string(Status::expired));
        write_metadata(json, session);
    });
}

std::string result_json(const Session& session, const Calendar& calendar, const Presentation& presentation) {
    return object([&](JsonWriter& json) {
        json.member("status", to_string(session.status))
            .member("completed_at", rfc3339(calendar.date_of(*session.completed_at)))
            .key("items");
        session::write_items(json, session);
        write_own_result(json, session, presentation);
        write_metadata(json, session);
    });
}

std::string unfinished_json(const Session& session) {
    return object([&](JsonWriter& json) {
        json.member("status", to_string(session.status));
        write_metadata(json, session);
    });
}

std::string event_json(const Session& session, const Calendar& calendar, std::uint64_t seq,
                       const Presentation& presentation) {
    const bool before_any = seq == 0;
    const Status status = before_any ? Status::pending : session.events[seq - 1].status;
    const auto at = before_any ? session.spec->created_at : session.events[seq - 1].at;
    const bool completed = status == Status::completed;
    return object([&](JsonWriter& json) {
        json.member("type", completed ? "completed" : "status_update")
            .member("session_id", to_string(session.id()))
            .member("status", to_string(status))
            .member("seq", static_cast<std::int64_t>(seq))
            .member("timestamp", rfc3339(calendar.date_of(at)));
        if (completed) {
            json.key("data");
            if (presentation.result_field.empty()) {
                session::write_items(json, session);
            } else {
                json.value(own_result(session));
            }
        }
        write_metadata(json, session);
    });
}

}  // namespace baton::core::api
