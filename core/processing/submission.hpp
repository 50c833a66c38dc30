#pragma once

#include "core/action/descriptor.hpp"
#include "core/base/error.hpp"
#include "core/base/json_text.hpp"
#include "core/file/file_store.hpp"
#include "core/session/service.hpp"
#include "core/work/wire/jobs.hpp"

#include <boost/json/object.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace baton::core::processing {

/// What a person hands in.
struct Submitted {
    const action::ActionDescriptor* action = nullptr;
    boost::json::object options;  ///< complete: defaults filled in
    JsonText data;
    std::optional<std::vector<work::JobInput>> files;  ///< nothing: the session's uploads
    std::string log_id;                                ///< the request's id
    access::Claim claim;                               ///< whose submission it is
    session::TimePoint received_at;                    ///< when all of it was there
};

/// Carries a submission from its files to the completed session: lease, job, store, transition. Exactly one submission
/// of a session succeeds; one that fails leaves the session as it was and none of its own bytes behind.
class Submissions {
public:
    /// `lease`: how long a server that dies keeps a session from others.
    Submissions(session::Service& service, file::FileStore& files, work::Jobs& jobs, std::chrono::milliseconds lease)
        : service_(service), files_(files), jobs_(jobs), lease_(lease) {}

    /// The moment of receipt counts for the session's end, however long the submission then waits.
    /// Errors: as Service::acquire and work::Jobs::run; session_quota_exceeded, storage_full.
    task<session::Snapshot> submit(session::Which which, Submitted submitted);

private:
    task<session::Snapshot> process(const session::Session& session, const Id& submission, Submitted submitted);
    // decision 0088
    task<work::JobReply> run(const session::Session& session, const Id& submission, work::Job job);
    task<session::lifecycle::Completion> store_results(const session::Session& session,
                                                       const action::ActionDescriptor& action, work::JobReply reply,
                                                       JsonText data);
    task<std::vector<session::File>> store_files(const session::Session& session, const action::Format& format,
                                                 std::vector<work::JobOutput> outputs, bool retains);
    task<session::File> store_file(const session::Session& session, const action::Format& format,
                                   work::JobOutput output, std::uint64_t leaving);
    result<session::lifecycle::Completion> completion_of(const session::Session& session,
                                                         const action::ActionDescriptor& action,
                                                         boost::json::object body, const JsonText& data,
                                                         std::vector<session::File> items);
    /// Whether the session was completed with these files, as far as can be found out.
    boost::asio::awaitable<bool> holds(Id id, const std::vector<session::File>& items);
    /// The data as the session's annex, counted; null if there is none or the action does not retain it.
    result<session::AnnexText> retain(const session::Session& session, const action::ActionDescriptor& action,
                                      const JsonText& data);
    task<> drop(std::vector<session::File> files);

    session::Service& service_;
    file::FileStore& files_;
    work::Jobs& jobs_;
    std::chrono::milliseconds lease_;
};

}  // namespace baton::core::processing
