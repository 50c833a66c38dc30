#include "core/base/hex.hpp"
#include "core/base/json_writer.hpp"
#include "core/session/session_record.hpp"

#include <chrono>
#include <cstdint>

namespace baton::core::session {

namespace {

std::int64_t nanoseconds(const Calendar& calendar, TimePoint time) {
    const auto date = calendar.date_of(time).time_since_epoch();
    return std::chrono::duration_cast<std::chrono::nanoseconds>(date).count();
}

void write_text(JsonWriter& json, std::string_view name, std::string_view text) {
    if (!text.empty()) json.member(name, text);
}

void write_time(JsonWriter& json, std::string_view name, const std::optional<TimePoint>& time,
                const Calendar& calendar) {
    if (time) json.member(name, nanoseconds(calendar, *time));
}

void write_count(JsonWriter& json, std::string_view name, std::uint64_t count) {
    if (count > 0) json.member(name, static_cast<std::int64_t>(count));
}

void write_object(JsonWriter& json, std::string_view name, const boost::json::object& object) {
    if (!object.empty()) json.key(name).value(object);
}

/// The members of a file, in an object that is open.
void write_file(JsonWriter& json, const File& file) {
    json.member("id", to_string(file.id));
    write_text(json, "key", file.key);
    json.member("content_type", file.content_type)
        .member("filename", file.filename)
        .member("size", static_cast<std::int64_t>(file.size))
        .member("sha256", file.sha256);
    write_object(json, "info", file.info);
}

void write_spec(JsonWriter& json, const Spec& spec, const access::Owners& owners, const Calendar& calendar) {
    const Extras& extras = spec.extras();
    json.member("id", to_string(spec.id))
        .member("owner", owners.name(spec.owner))
        .member("action", spec.action)
        .member("format", spec.format)
        .member("session_ttl", spec.session_ttl.count())
        .member("result_ttl", spec.result_ttl.count())
        .member("created_at", nanoseconds(calendar, spec.created_at));
    write_text(json, "intro_text", extras.intro_text);
    write_text(json, "locale", extras.locale);
    write_text(json, "return_url", extras.return_url);
    write_object(json, "metadata", extras.metadata);
    // Those that came as fields of the request are not shown as options.
    if (extras.has_options) {
        json.key("options").value(extras.options);
    } else {
        write_object(json, "field_options", extras.options);
    }
}

void write_events(JsonWriter& json, const Session& session, const Calendar& calendar) {
    json.key("events").begin_array();
    for (const Event& event : session.events) {
        json.begin_object()
            .member("status", to_string(event.status))
            .member("at", nanoseconds(calendar, event.at))
            .end_object();
    }
    json.end_array();
}

void write_lease(JsonWriter& json, const Session& session, const Calendar& calendar) {
    if (!session.lease) return;
    json.key("lease")
        .begin_object()
        .member("submission", to_string(session.lease->submission))
        .member("until", nanoseconds(calendar, session.lease->until))
        .end_object();
}

void write_files(JsonWriter& json, const Session& session) {
    json.key("uploads").begin_array();
    for (const Upload& upload : session.uploads) {
        json.begin_object();
        write_file(json, upload.file);
        if (upload.kept) {
            json.key("kept").begin_object();
            write_file(json, *upload.kept);
            json.end_object();
        }
        json.end_object();
    }
    json.end_array().key("items").begin_array();
    for (const File& item : session.items) {
        json.begin_object();
        write_file(json, item);
        json.end_object();
    }
    json.end_array();
}

}  // namespace

std::string write_record(const Session& session, const access::Owners& owners, const Calendar& calendar) {
    std::string text;
    JsonWriter json{text};
    json.begin_object().member("record", static_cast<std::int64_t>(record_version));
    write_spec(json, *session.spec, owners, calendar);
    json.member("status", to_string(session.status)).member("version", static_cast<std::int64_t>(session.version));
    if (access::is_bound(session.device)) json.member("device", to_hex(session.device));
    write_events(json, session, calendar);
    write_lease(json, session, calendar);
    write_time(json, "completed_at", session.completed_at, calendar);
    write_time(json, "ended_at", session.ended_at, calendar);
    write_files(json, session);
    if (session.result) json.key("result").value(*session.result);
    write_count(json, "draft_bytes", session.draft_bytes);
    write_count(json, "retained_bytes", session.retained_bytes);
    json.end_object();
    return text;
}

}  // namespace baton::core::session
