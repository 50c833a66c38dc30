#pragma once

#include "core/error.hpp"
#include "core/session/service.hpp"
#include "core/store/file_store.hpp"
#include "core/work/pool.hpp"

#include <boost/json/value.hpp>

#include <chrono>
#include <string>
#include <vector>

namespace baton::core::session {

/// Carries a submission from its files to the completed session: lease, job, store, transition. Exactly one submission
/// of a session succeeds; one that fails leaves the session as it was and none of its own bytes behind.
class Submissions {
public:
    Submissions(Service& service, store::FileStore& files, work::Pool& pool, std::chrono::milliseconds longest)
        : service_(service), files_(files), pool_(pool), longest_(longest) {}

    /// `options` are complete (defaults filled in). Call when the request is fully received.
    /// Errors: as Service::acquire and work::Pool::run; session_quota_exceeded, storage_full.
    task<Snapshot> submit(Id id, boost::json::object options, boost::json::value data,
                          std::vector<work::JobInput> inputs, std::string log_id);

private:
    task<std::vector<File>> store_results(const Session& session, std::vector<work::JobOutput> outputs);
    task<> drop(std::vector<File> files);

    Service& service_;
    store::FileStore& files_;
    work::Pool& pool_;
    std::chrono::milliseconds longest_;
};

}  // namespace baton::core::session
