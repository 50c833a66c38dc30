#include "conformance/checks.hpp"

#include <string>
#include <utility>

namespace baton::conformance {

namespace {

using core::errc;

core::result<core::work::JobReply> inspect(Trial& trial, const Sample& sample) {
    core::work::Job job;
    job.kind = core::work::JobKind::inspect;
    job.action = trial.action.id;
    job.options = trial.options;
    job.files.push_back({"sample", sample.media_type, sample.name, to_blob(sample.bytes), {}});
    return trial.host.run(std::move(job));
}

/// What is wrong with the inspector's answer to a file that is none.
std::string refusal_fault(Trial& trial, const Sample& sample) {
    const auto reply = inspect(trial, sample);
    if (reply) return sample.name + " was taken for " + sample.media_type;
    if (reply.error().code == errc::unsupported_media) return "";
    return sample.name + " as " + sample.media_type + ": expected unsupported_media, got: " + reply.error().detail;
}

/// What is wrong with its answer to a file that is damaged.
std::string damage_fault(Trial& trial, const Sample& sample) {
    const auto reply = inspect(trial, sample);
    if (reply || reply.error().code == errc::unsupported_media || reply.error().code == errc::picture_too_large) {
        return "";
    }
    return sample.name + ": " + reply.error().detail;
}

std::string first_fault(Trial& trial, const std::vector<Sample>& samples, std::string (*fault)(Trial&, const Sample&)) {
    for (const auto& sample : samples) {
        if (auto found = fault(trial, sample); !found.empty()) return found;
    }
    return "";
}

}  // namespace

void check_inspector(Trial& trial, Report& report) {
    if (!trial.action.inspects) return report.skip("inspector", "the action has none");
    for (const auto& type : trial.action.accepts) {
        report.judge("inspector refuses what only looks like " + type,
                     first_fault(trial, garbage_like(type), &refusal_fault));
    }
    for (const auto& sample : trial.samples) {
        const auto reply = inspect(trial, sample);
        report.judge("inspector takes " + sample.name, reply ? "" : reply.error().detail);
        report.judge("inspector survives damage to " + sample.name,
                     first_fault(trial, mutations_of(sample), &damage_fault));
    }
}

}  // namespace baton::conformance
