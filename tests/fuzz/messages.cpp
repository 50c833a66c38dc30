// The texts of the worker channel: what a hostile worker may answer, and what the server tells its workers.
#include "core/work/wire/answer_messages.hpp"
#include "core/work/wire/frame.hpp"
#include "core/work/wire/job_messages.hpp"
#include "core/work/wire/setup_messages.hpp"
#include "tests/fuzz/harness.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>

using namespace baton::core::work;
using baton::core::errc;
using baton::core::JsonText;
namespace fuzz = baton::fuzz;
using fuzz::expect;

namespace {

bool one_line(std::string_view text) {
    return std::none_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; });
}

void read_answer(std::string_view text) {
    const auto answer = decode_answer(text);
    if (!answer) {
        expect(answer.error().code == errc::internal && !answer.error().detail.empty(),
               "an internal error with a reason");
        return;
    }
    if (const auto* done = std::get_if<JobDone>(&*answer)) {
        expect(done->files.size() <= max_message_files && done->keep.size() <= max_message_files, "not too many files");
        const auto fit = [](const OutputNote& file) {
            expect(one_line(file.content_type) && one_line(file.filename) && file.filename.size() <= 255,
                   "fit for a header");
        };
        for (const auto& file : done->files) fit(file);
        for (const auto& kept : done->keep) fit(kept.file);
    } else if (const auto* needs = std::get_if<JobNeeds>(&*answer)) {
        expect(needs->files.size() <= max_message_files && needs->text <= max_answer, "no more than may be asked for");
    } else if (const auto* heavy = std::get_if<JobHeavy>(&*answer)) {
        expect(heavy->weight > 0, "a weight");
    } else {
        const auto problem = to_problem(std::get<JobFailed>(*answer).error);
        expect(one_line(problem.detail), "fit for a line of the log");
        expect(problem.code != errc::internal, "a refusal that clients know");
    }
    // Not letter by letter: Boost.JSON may read the last digit of a long number differently.
    const auto again = decode_answer(encode_answer(*answer));
    expect(again.has_value() && again->index() == answer->index(), "said again it is understood");
}

void read_job(std::string_view text) {
    auto job = decode_job(text);
    if (!job) return;
    expect(job->files.size() <= max_message_files, "not too many files");
    Job same;
    same.kind = job->kind;
    same.action = job->action;
    same.format = job->format;
    same.operation = job->operation;
    same.options = job->options;
    same.data = JsonText::of(job->data);
    same.submitted = JsonText::of(job->submitted);
    same.backend = job->backend;
    for (const auto& file : job->files)
        same.files.push_back({file.key, file.content_type, file.filename, nullptr, file.info, file.made_from});
    const auto said = encode_job(job->id, same);
    const auto again = decode_job(said);
    expect(again.has_value() && again->files.size() == job->files.size(), "said again it is understood");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::text_of(data, size);
    read_answer(text);
    read_job(text);
    const auto report = decode_load_report(text);
    if (report) {
        const auto said = encode_load_report(*report);
        expect(decode_load_report(said).has_value(), "a report can be said again");
    }
    const auto setup = decode_setup(text);
    if (setup) {
        const auto said = encode_setup(*setup);
        expect(decode_setup(said).has_value(), "a setup can be said again");
    }
    return 0;
}
