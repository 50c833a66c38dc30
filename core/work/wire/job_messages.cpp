#include "core/work/wire/job_messages.hpp"

#include "core/base/json_text.hpp"
#include "core/base/text.hpp"
#include "core/work/wire/frame.hpp"
#include "core/work/wire/message_reader.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <array>
#include <utility>

namespace baton::core::work {

namespace {

constexpr std::string_view kind_name(JobKind kind) {
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

}  // namespace

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
                                                           {"kind", kind_name(job.kind)},
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
    job.kind = read_choice(reader, "kind", kind_names, kind_name);
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

}  // namespace baton::core::work
