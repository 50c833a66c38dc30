#include "core/work/wire/answer_messages.hpp"

#include "core/base/text.hpp"
#include "core/work/wire/frame.hpp"
#include "core/work/wire/message_reader.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value_from.hpp>

#include <array>
#include <utility>

namespace baton::core::work {

namespace {

constexpr std::string_view error_name(baton::errc code) {
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

constexpr std::array<std::string_view, 4> answer_types{"done", "failed", "needs", "heavy"};
static_assert(answer_types.size() == std::variant_size_v<JobAnswer>);

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
    failed.error.code = read_choice(reader, "code", error_codes, error_name);
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
                                                          {"code", error_name(failed->error.code)},
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
