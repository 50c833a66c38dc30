#include "conformance/checks.hpp"
#include "core/file/filename.hpp"
#include "core/phone/form_reader.hpp"
#include "core/session/download_links.hpp"
#include "core/work/wire/job.hpp"

#include <boost/json/parse.hpp>
#include <boost/system/error_code.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace baton::conformance {

namespace {

using core::action::Format;
using core::work::JobReply;

/// What an action with an upload form wants its files to be called; the page's own keys are known to nobody else.
std::string sample_key(const core::action::ActionDescriptor& action) {
    if (action.upload_forms.empty()) return "sample";
    const auto& form = action.upload_forms.front();
    return core::phone::form_key(form, std::vector<std::uint32_t>(form.indices.size(), 0));
}

/// As the server does: until there are files, with what each run keeps.
core::result<JobReply> run(Trial& trial, core::work::Job job) {
    for (std::size_t left = job.files.size() + 1; left > 0; --left) {
        auto reply = trial.host.run(job);
        if (!reply || !reply->files.empty()) return reply;
        for (auto& kept : reply->keep) core::work::add_kept(job, std::move(kept));
    }
    return core::problem(core::errc::processing_failed, "it keeps files time and again, and does not come to an end");
}

core::result<JobReply> process(Trial& trial, const Format& format, const Sample* sample) {
    core::work::Job job;
    job.kind = core::work::JobKind::process;
    job.action = trial.action.id;
    job.format = format.id;
    job.options = trial.options;
    job.data = core::JsonText::of(trial.data);
    if (sample != nullptr) {
        core::work::JobInput input{
            sample_key(trial.action), sample->media_type, sample->name, to_blob(sample->bytes), {}};
        if (trial.action.inspects) {
            core::work::Job look;
            look.kind = core::work::JobKind::inspect;
            look.action = trial.action.id;
            look.options = trial.options;
            look.files.push_back(input);
            if (auto info = trial.host.run(std::move(look))) input.info = std::move(info->body);
        }
        job.files.push_back(std::move(input));
    }
    return run(trial, std::move(job));
}

std::string extension_of(const std::string& filename) {
    const auto dot = filename.rfind('.');
    return dot == std::string::npos ? "" : filename.substr(dot + 1);
}

// What comes beside the result itself: data about it.
bool is_json(const core::work::JobOutput& output) {
    const core::file::BlobView view{core::file::blob_of(output.reader)};
    const auto bytes = view.bytes();
    boost::system::error_code failed;
    boost::json::parse({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, failed);
    return output.content_type == "application/json" && extension_of(output.filename) == "json" && !failed;
}

/// What is wrong with a file. `any_type`: the action's result object says what each is.
std::string output_fault(Format format, const core::work::JobOutput& output, bool any_type) {
    const core::file::BlobView view{core::file::blob_of(output.reader)};
    const std::string_view bytes{reinterpret_cast<const char*>(view.bytes().data()), view.bytes().size()};
    if (any_type && output.content_type != format.media_type) {
        format.media_type = output.content_type;
        format.extension = core::file::extension_of(output.content_type);
    }
    if (output.content_type != format.media_type) {
        return "content type " + output.content_type + ", the format says " + format.media_type;
    }
    if (extension_of(output.filename) != format.extension) {
        return "file name '" + output.filename + "', the format says ." + format.extension;
    }
    const auto magic = media_type_of(bytes);
    if (magic != output.content_type) {
        return "the bytes are " + (magic.empty() ? "of no known type" : magic) + ", not " + output.content_type;
    }
    return "";
}

/// What is wrong with the result object.
std::string result_fault(const core::action::ActionDescriptor& action, const JobReply& reply) {
    auto object = reply.body;
    const std::vector<core::session::File> items(reply.files.size());
    if (auto linked = core::session::link_downloads(object, items); !linked) return linked.error().detail;
    const bool promised = !action.presentation.result_field.empty();
    return promised && object.empty() ? "the result object for '" + action.presentation.result_field + "' is empty"
                                      : "";
}

bool same_files(const JobReply& left, const JobReply& right) {
    if (left.files.size() != right.files.size() || left.body != right.body) return false;
    for (std::size_t i = 0; i < left.files.size(); ++i) {
        if (left.files[i].reader->sha256() != right.files[i].reader->sha256()) return false;
    }
    return true;
}

void check_one(Trial& trial, const Format& format, const Sample* sample, Report& report) {
    const std::string check = "processor makes " + format.id + (sample == nullptr ? "" : " of " + sample->name);
    const auto reply = process(trial, format, sample);
    if (!reply) {
        const bool wants_data = trial.data.is_null() && (reply.error().code == core::errc::bad_request ||
                                                         reply.error().code == core::errc::invalid_field);
        if (wants_data) return report.skip(check, "it wants data of the page (--data): " + reply.error().detail);
        return report.fail(check, reply.error().detail);
    }
    const bool any_type = !trial.action.presentation.result_field.empty();
    std::string fault;
    for (std::size_t i = 0; i < reply->files.size() && fault.empty(); ++i) {
        if (i == 0 || !is_json(reply->files[i])) fault = output_fault(format, reply->files[i], any_type);
    }
    if (fault.empty()) fault = result_fault(trial.action, *reply);
    report.judge(check + ", as the format says", fault);
    const auto again = process(trial, format, sample);
    report.judge(check + ", the same again", again && same_files(*reply, *again) ? "" : "the second result differs");
}

}  // namespace

void check_processor(Trial& trial, Report& report) {
    for (const auto& format : trial.action.formats) {
        if (trial.action.accepts.empty()) check_one(trial, format, nullptr, report);
        for (const auto& sample : trial.samples) check_one(trial, format, &sample, report);
        if (!trial.action.accepts.empty() && trial.samples.empty()) {
            report.skip("processor makes " + format.id, "no sample of a type that the action accepts (--sample)");
        }
    }
}

}  // namespace baton::conformance
