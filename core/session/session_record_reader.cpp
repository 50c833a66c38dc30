#include "core/base/hex.hpp"
#include "core/base/object_reader.hpp"
#include "core/session/session_record.hpp"

#include <boost/json/parse.hpp>

#include <array>
#include <chrono>
#include <limits>
#include <utility>

namespace baton::core::session {

namespace json = boost::json;

namespace {

constexpr std::size_t max_text = 64 * 1024;
constexpr std::size_t max_files = 4096;
constexpr std::size_t max_events = 64;
constexpr std::uint64_t max_number = std::numeric_limits<std::int64_t>::max();
/// A worker's info may be 32 deep by itself, and lies a few levels down here.
constexpr std::size_t max_depth = 64;

TimePoint read_time(ObjectReader& reader, std::string_view name, const Calendar& calendar) {
    const std::chrono::nanoseconds since{static_cast<std::int64_t>(reader.number(name, max_number))};
    return calendar.time_of(WallClock::time_point{std::chrono::duration_cast<WallClock::duration>(since)});
}

std::optional<TimePoint> read_time_if(ObjectReader& reader, std::string_view name, const Calendar& calendar) {
    return reader.has(name) ? std::optional{read_time(reader, name, calendar)} : std::nullopt;
}

std::chrono::nanoseconds read_lifetime(ObjectReader& reader, std::string_view name) {
    return std::chrono::nanoseconds{static_cast<std::int64_t>(reader.number(name, max_number))};
}

std::string read_text_if(ObjectReader& reader, std::string_view name) {
    return reader.has(name) ? reader.string(name, max_text) : std::string{};
}

/// A text with lines: its control characters are what Markdown is made of.
std::string read_lines_if(ObjectReader& reader, std::string_view name) {
    if (!reader.has(name)) return {};
    const auto& value = reader.any(name);
    if (!value.is_string()) reader.fail("'" + std::string{name} + "' must be a string");
    return value.is_string() ? std::string{value.get_string()} : std::string{};
}

json::object read_object_if(ObjectReader& reader, std::string_view name) {
    return reader.has(name) ? reader.object(name) : json::object{};
}

std::uint32_t read_count_if(ObjectReader& reader, std::string_view name) {
    if (!reader.has(name)) return 0;
    return static_cast<std::uint32_t>(reader.number(name, std::numeric_limits<std::uint32_t>::max()));
}

Id read_id(ObjectReader& reader, std::string_view name) {
    const auto id = parse_id(reader.string(name, max_text));
    if (!id) reader.fail("'" + std::string{name} + "' must be a UUID");
    return id.value_or(Id{});
}

Status read_status(ObjectReader& reader) {
    constexpr std::array all{Status::pending, Status::opened, Status::action_started, Status::completed,
                             Status::expired};
    const std::string text = reader.string("status", max_text);
    for (const Status status : all) {
        if (to_string(status) == text) return status;
    }
    reader.fail("'status' is unknown");
    return Status::pending;
}

/// Reads an object within the record; what is wrong with it is wrong with the record.
template <class Read>
auto read_inner(ObjectReader& reader, const json::value& value, Read read) {
    static const json::object none;
    if (!value.is_object()) reader.fail("an element must be an object");
    ObjectReader inner{value.is_object() ? value.get_object() : none};
    auto made = read(inner);
    if (auto finished = inner.finish(); !finished) reader.fail(finished.error().detail);
    return made;
}

template <class T, class Read>
std::vector<T> read_list(ObjectReader& reader, std::string_view name, std::size_t most, Read read) {
    std::vector<T> list;
    const auto& array = reader.array(name, most);
    list.reserve(array.size());
    for (const auto& element : array) list.push_back(read_inner(reader, element, read));
    return list;
}

File read_file(ObjectReader& reader) {
    File file;
    file.id = read_id(reader, "id");
    file.key = read_text_if(reader, "key");
    file.content_type = reader.string("content_type", max_text);
    file.filename = reader.string("filename", max_text);
    file.size = static_cast<std::size_t>(reader.number("size", max_number));
    file.sha256 = reader.string("sha256", max_text);
    file.info = read_object_if(reader, "info");
    return file;
}

Upload read_upload(ObjectReader& reader) {
    Upload upload{read_file(reader)};
    if (reader.has("kept")) {
        upload.kept = std::make_shared<const File>(read_inner(reader, reader.any("kept"), read_file));
    }
    return upload;
}

std::shared_ptr<const Spec> read_spec(ObjectReader& reader, access::Owners& owners, const Calendar& calendar) {
    Spec spec;
    spec.id = read_id(reader, "id");
    spec.owner = owners.of(reader.string("owner", max_text));
    spec.action = reader.string("action", max_text);
    spec.format = reader.string("format", max_text);
    spec.session_ttl = read_lifetime(reader, "session_ttl");
    spec.result_ttl = read_lifetime(reader, "result_ttl");
    spec.created_at = read_time(reader, "created_at", calendar);
    Extras extras;
    extras.intro_text = read_lines_if(reader, "intro_text");
    extras.locale = read_text_if(reader, "locale");
    extras.return_url = read_text_if(reader, "return_url");
    extras.metadata = read_object_if(reader, "metadata");
    extras.has_options = reader.has("options");
    extras.options = read_object_if(reader, extras.has_options ? "options" : "field_options");
    spec.set_extras(std::move(extras));
    return std::make_shared<const Spec>(std::move(spec));
}

Lease read_lease(ObjectReader& reader, const Calendar& calendar) {
    return {read_id(reader, "submission"), read_time(reader, "until", calendar)};
}

access::Device read_device(ObjectReader& reader) {
    access::Device device{};
    if (!reader.has("device")) return device;
    if (!from_hex(reader.string("device", max_text), device)) reader.fail("'device' must be 32 hex digits");
    return device;
}

Event read_event(ObjectReader& reader, const Calendar& calendar) {
    return {read_status(reader), read_time(reader, "at", calendar)};
}

}  // namespace

result<Session> read_record(std::string_view text, access::Owners& owners, const Calendar& calendar) {
    boost::system::error_code error;
    const json::value value =
        json::parse(json::string_view{text.data(), text.size()}, error, {}, {.max_depth = max_depth});
    if (error || !value.is_object()) return problem(errc::internal, "session record: not a JSON object");
    ObjectReader reader{value.get_object(), "session record"};
    const auto record = reader.number("record", max_number);
    if (record > record_version) {
        return problem(errc::internal, "session record: version " + std::to_string(record) +
                                           " was written by a newer Baton; this one reads up to " +
                                           std::to_string(record_version));
    }
    Session session;
    session.spec = read_spec(reader, owners, calendar);
    session.status = read_status(reader);
    session.version = reader.number("version", max_number);
    session.device = read_device(reader);
    const auto event = [&](ObjectReader& inner) { return read_event(inner, calendar); };
    const auto lease = [&](ObjectReader& inner) { return read_lease(inner, calendar); };
    session.events = read_list<Event>(reader, "events", max_events, event);
    if (reader.has("lease")) session.lease = read_inner(reader, reader.any("lease"), lease);
    session.completed_at = read_time_if(reader, "completed_at", calendar);
    session.ended_at = read_time_if(reader, "ended_at", calendar);
    session.uploads = read_list<Upload>(reader, "uploads", max_files, read_upload);
    session.items = read_list<File>(reader, "items", max_files, read_file);
    if (reader.has("result")) session.result = std::make_shared<const json::object>(reader.object("result"));
    session.draft_bytes = read_count_if(reader, "draft_bytes");
    session.retained_bytes = read_count_if(reader, "retained_bytes");
    if (session.status == Status::completed && !session.completed_at) reader.fail("'completed_at' is missing");
    if (session.status == Status::expired && !session.ended_at) reader.fail("'ended_at' is missing");
    if (auto finished = reader.finish(); !finished) return finished.error();
    return session;
}

}  // namespace baton::core::session
