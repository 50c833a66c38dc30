#include "core/work/wire/protocol.hpp"

#include "core/base/json_reader.hpp"
#include "core/base/json_text.hpp"
#include "core/base/object_reader.hpp"
#include "core/base/text.hpp"
#include "core/work/wire/frame.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value_from.hpp>

#include <array>
#include <optional>
#include <utility>
#include <variant>

namespace baton::core::work {

namespace {

constexpr std::size_t max_plugins = 256;
constexpr std::size_t max_name = 64;
constexpr std::size_t max_path = 4096;
constexpr std::size_t max_text = 4096;
constexpr std::uint64_t max_number = 1ull << 62;
/// A job's name is any 64 bits.
constexpr std::uint64_t max_id = UINT64_MAX;
/// What a message carries may be as deep as JSON from outside, within the message's own levels.
constexpr std::size_t max_depth = json_depth + 4;

result<boost::json::value> parse_object(std::string_view text) {
    auto value = read_json(text, "", max_depth);
    if (!value || !value->is_object()) return problem(errc::internal, "malformed message: no JSON object");
    return value;
}

/// Reads each element of an array of objects with `read(ObjectReader&) -> T`.
template <class T, class Read>
std::vector<T> read_list(ObjectReader& reader, std::string_view key, std::size_t max, Read read) {
    std::vector<T> list;
    for (const auto& element : reader.array(key, max)) {
        if (!element.is_object()) {
            reader.fail("'" + std::string{key} + "' must hold objects");
            return list;
        }
        ObjectReader one{element.get_object()};
        list.push_back(read(one));
        if (auto finished = one.finish(); !finished) reader.fail(finished.error().detail);
    }
    return list;
}

constexpr std::string_view name_of(JobKind kind) {
    switch (kind) {
        case JobKind::inspect:
            return "inspect";
        case JobKind::process:
            return "process";
        case JobKind::operate:
            break;
    }
    return "operate";
}
constexpr std::array kind_names{JobKind::inspect, JobKind::process, JobKind::operate};

constexpr std::string_view name_of(baton::errc code) {
    switch (code) {
        case baton::errc::invalid_input:
            return "invalid_input";
        case baton::errc::forbidden:
            return "forbidden";
        case baton::errc::unsupported_media:
            return "unsupported_media";
        case baton::errc::too_large:
            return "too_large";
        case baton::errc::processing_failed:
            break;
    }
    return "processing_failed";
}
constexpr std::array error_codes{baton::errc::invalid_input, baton::errc::forbidden, baton::errc::unsupported_media,
                                 baton::errc::too_large, baton::errc::processing_failed};

constexpr std::string_view name_of(std::string_view text) {
    return text;
}

/// The choice whose name the member says; the first one if that is none.
template <class Choice, std::size_t N>
Choice read_choice(ObjectReader& reader, std::string_view key, const std::array<Choice, N>& choices) {
    const auto text = reader.string(key, max_name);
    for (const Choice choice : choices) {
        if (name_of(choice) == text) return choice;
    }
    reader.fail("'" + std::string{key} + "' has an unknown value");
    return choices.front();
}

constexpr std::array<std::string_view, 4> report_types{"loading", "registered", "refused", "ready"};
static_assert(report_types.size() == std::variant_size_v<LoadReport>);
constexpr std::array<std::string_view, 4> answer_types{"done", "failed", "needs", "heavy"};
static_assert(answer_types.size() == std::variant_size_v<JobAnswer>);

boost::json::object to_json(const Loading& loading) {
    return {{"type", "loading"}, {"plugin", loading.plugin}};
}

boost::json::object to_json(const Registered& registered) {
    return {{"type", "registered"}, {"plugin", registered.plugin}, {"registration", registered.registration}};
}

boost::json::object to_json(const Refused& refused) {
    boost::json::object json{{"type", "refused"}, {"plugin", refused.plugin}, {"detail", refused.detail}};
    json["setting"] = refused.setting ? boost::json::value(*refused.setting) : boost::json::value(nullptr);
    return json;
}

boost::json::object to_json(const Ready&) {
    return {{"type", "ready"}};
}

/// A text or null.
std::optional<std::string> read_setting(ObjectReader& reader) {
    const auto setting = reader.any("setting");
    if (setting.is_null()) return std::nullopt;
    if (setting.is_string() && setting.get_string().size() <= max_name) return std::string{setting.get_string()};
    reader.fail("'setting' is no text");
    return std::nullopt;
}

boost::json::object to_json(const OutputNote& note) {
    return {{"content_type", note.content_type}, {"filename", one_line(note.filename, 255)}};
}

OutputNote read_output(ObjectReader& reader) {
    OutputNote note{reader.string("content_type", 127), reader.string("filename", 255)};
    if (!is_media_type(note.content_type)) reader.fail("'content_type' is no media type");
    return note;
}

JobDone read_done(ObjectReader& reader) {
    JobDone done{reader.number("id", max_id), reader.object("body"), {}, {}};
    done.files = read_list<OutputNote>(reader, "files", max_message_files, read_output);
    done.keep = read_list<KeptNote>(reader, "keep", max_message_files, [](ObjectReader& one) {
        KeptNote kept{one.string("of", max_name), {}, one.object("info")};
        if (kept.of.empty()) one.fail("'of' names no file");
        ObjectReader file{one.object("file")};
        kept.file = read_output(file);
        if (auto finished = file.finish(); !finished) one.fail(finished.error().detail);
        return kept;
    });
    return done;
}

JobFailed read_failed(ObjectReader& reader) {
    JobFailed failed{reader.number("id", max_id), {}};
    failed.error.code = read_choice(reader, "code", error_codes);
    failed.error.detail = reader.string("detail", max_text);
    failed.error.pointer = reader.string("pointer", max_text);
    return failed;
}

JobNeeds read_needs(ObjectReader& reader) {
    JobNeeds needs{reader.number("id", max_id), {}, reader.number("text", max_answer)};
    for (const auto& size : reader.array("files", max_message_files)) {
        boost::system::error_code error;
        needs.files.push_back(size.to_number<std::uint64_t>(error));
        if (error) reader.fail("'files' must hold sizes");
    }
    return needs;
}

}  // namespace

std::string encode_setup(const Setup& setup) {
    boost::json::array plugins;
    for (const auto& plugin : setup.plugins) {
        plugins.push_back({{"id", plugin.id},
                           {"version", plugin.version},
                           {"library", plugin.library.string()},
                           {"settings", plugin.settings}});
    }
    return boost::json::serialize(boost::json::object{{"plugins", std::move(plugins)},
                                                      {"assets", setup.assets},
                                                      {"address_space", setup.address_space},
                                                      {"session_bytes", setup.session_bytes},
                                                      {"deadline_ms", setup.deadline.count()},
                                                      {"log_level", setup.log_level}});
}

result<Setup> decode_setup(std::string_view text) {
    auto value = parse_object(text);
    if (!value) return value.error();
    ObjectReader reader{value->get_object()};
    Setup setup;
    setup.plugins = read_list<plugin::PluginFile>(reader, "plugins", max_plugins, [](ObjectReader& one) {
        return plugin::PluginFile{one.string("id", max_name), one.string("version", max_name),
                                  one.string("library", max_path), one.object("settings")};
    });
    setup.assets = reader.boolean("assets");
    setup.address_space = reader.number("address_space", max_number);
    setup.session_bytes = reader.number("session_bytes", max_number);
    setup.deadline = std::chrono::milliseconds{reader.number("deadline_ms", max_number)};
    setup.log_level = reader.string("log_level", max_name);
    if (auto finished = reader.finish(); !finished) return finished.error();
    return setup;
}

std::string encode_load_report(const LoadReport& report) {
    return boost::json::serialize(std::visit([](const auto& each) { return to_json(each); }, report));
}

result<LoadReport> decode_load_report(std::string_view text) {
    auto value = parse_object(text);
    if (!value) return value.error();
    ObjectReader reader{value->get_object()};
    LoadReport report = Ready{};
    const auto type = read_choice(reader, "type", report_types);
    if (type != "ready") {
        auto name = reader.string("plugin", max_name);
        if (type == "loading") {
            report = Loading{std::move(name)};
        } else if (type == "registered") {
            report = Registered{std::move(name), reader.object("registration")};
        } else {
            report = Refused{std::move(name), reader.string("detail", max_text), read_setting(reader)};
        }
    }
    if (auto finished = reader.finish(); !finished) return finished.error();
    return report;
}

std::string encode_job(std::uint64_t id, const Job& job, std::uint64_t weight_limit) {
    boost::json::array files;
    for (const auto& file : job.files) {
        files.push_back({{"key", file.key},
                         {"content_type", file.content_type},
                         {"filename", one_line(file.filename, max_text)},
                         {"info", file.info},
                         {"made_from", file.made_from}});
    }
    auto text = boost::json::serialize(boost::json::object{{"id", id},
                                                           {"kind", name_of(job.kind)},
                                                           {"action", job.action},
                                                           {"format", job.format},
                                                           {"operation", job.operation},
                                                           {"options", job.options},
                                                           {"backend", job.backend},
                                                           {"files", std::move(files)},
                                                           {"weight_limit", weight_limit}});
    text.reserve(text.size() + job.data.view().size() + job.submitted.view().size() + 64);
    append_member(text, "data", job.data.view());
    append_member(text, "submitted", job.submitted.view());
    return text;
}

result<JobRequest> decode_job(std::string_view text) {
    auto value = parse_object(text);
    if (!value) return value.error();
    ObjectReader reader{value->get_object()};
    JobRequest job;
    job.id = reader.number("id", max_id);
    job.kind = read_choice(reader, "kind", kind_names);
    job.action = reader.string("action", max_name);
    job.format = reader.string("format", max_name);
    job.operation = reader.string("operation", max_name);
    job.options = reader.object("options");
    job.data = reader.any("data");
    job.submitted = reader.any("submitted");
    job.backend = reader.boolean("backend");
    job.files = read_list<FileNote>(reader, "files", max_message_files, [](ObjectReader& one) {
        return FileNote{one.string("key", max_name), one.string("content_type", 127), one.string("filename", max_text),
                        one.object("info"), one.string("made_from", max_name)};
    });
    job.weight_limit = reader.number("weight_limit", max_number);
    if (auto finished = reader.finish(); !finished) return finished.error();
    return job;
}

std::string encode_room(const Room& room) {
    return boost::json::serialize(boost::json::object{{"granted", room.granted}});
}

result<Room> decode_room(std::string_view text) {
    auto value = parse_object(text);
    if (!value) return value.error();
    ObjectReader reader{value->get_object()};
    const Room room{reader.boolean("granted")};
    if (auto finished = reader.finish(); !finished) return finished.error();
    return room;
}

std::string encode_answer(const JobAnswer& answer) {
    if (const auto* needs = std::get_if<JobNeeds>(&answer)) {
        return boost::json::serialize(boost::json::object{{"type", "needs"},
                                                          {"id", needs->id},
                                                          {"files", boost::json::value_from(needs->files)},
                                                          {"text", needs->text}});
    }
    if (const auto* failed = std::get_if<JobFailed>(&answer)) {
        return boost::json::serialize(boost::json::object{{"type", "failed"},
                                                          {"id", failed->id},
                                                          {"code", name_of(failed->error.code)},
                                                          {"detail", one_line(failed->error.detail, max_text)},
                                                          {"pointer", one_line(failed->error.pointer, max_text)}});
    }
    if (const auto* heavy = std::get_if<JobHeavy>(&answer)) {
        return boost::json::serialize(
            boost::json::object{{"type", "heavy"}, {"id", heavy->id}, {"weight", heavy->weight}});
    }
    const auto& done = std::get<JobDone>(answer);
    boost::json::array files;
    for (const auto& file : done.files) files.push_back(to_json(file));
    boost::json::array keep;
    for (const auto& kept : done.keep) {
        keep.push_back({{"of", kept.of}, {"file", to_json(kept.file)}, {"info", kept.info}});
    }
    return boost::json::serialize(boost::json::object{{"type", "done"},
                                                      {"id", done.id},
                                                      {"body", done.body},
                                                      {"files", std::move(files)},
                                                      {"keep", std::move(keep)}});
}

result<JobAnswer> decode_answer(std::string_view text) {
    auto value = parse_object(text);
    if (!value) return value.error();
    ObjectReader reader{value->get_object()};
    JobAnswer answer;
    const auto type = read_choice(reader, "type", answer_types);
    if (type == "done") {
        answer = read_done(reader);
    } else if (type == "failed") {
        answer = read_failed(reader);
    } else if (type == "heavy") {
        const JobHeavy heavy{reader.number("id", max_id), reader.number("weight", max_number)};
        if (heavy.weight == 0) reader.fail("'weight' is none");
        answer = heavy;
    } else {
        answer = read_needs(reader);
    }
    if (auto finished = reader.finish(); !finished) return finished.error();
    return answer;
}

Problem to_problem(const Error& error) {
    switch (error.code) {
        case baton::errc::invalid_input:
            if (error.pointer.empty()) return problem(errc::bad_request, error.detail);
            return field_problem(error.pointer, "invalid", error.detail);
        case baton::errc::forbidden:
            return problem(errc::forbidden, error.detail);
        case baton::errc::unsupported_media:
            return problem(errc::unsupported_media, error.detail);
        case baton::errc::too_large:
            return problem(errc::picture_too_large, error.detail);
        case baton::errc::processing_failed:
            break;
    }
    return problem(errc::processing_failed, error.detail);
}

}  // namespace baton::core::work
