#pragma once

#include "core/action/catalog.hpp"
#include "core/file/file_store.hpp"
#include "core/http/router.hpp"
#include "core/processing/intake.hpp"
#include "core/processing/job_ground.hpp"
#include "core/processing/submission.hpp"
#include "core/session/service.hpp"
#include "core/work/pool/pool.hpp"

#include <string>

namespace baton::core::pages {

/// The form routes that actions declare, `POST /s/:id/<action>/<name>`: for front ends other than the action's page,
/// which know no devices.
class Forms {
public:
    Forms(const plugin::Catalog& catalog, session::Service& sessions, store::FileStore& files, Intake& intake,
          session::Submissions& submissions, work::Pool& pool)
        : catalog_(catalog),
          sessions_(sessions),
          files_(files),
          intake_(intake),
          submissions_(submissions),
          pool_(pool) {}

    void add_routes(http::Router& router);

private:
    /// The session if it is one of this action's. Errors: bad_request (another action's), those of opened_session.
    task<session::Snapshot> session_of(http::Request& request, const plugin::ActionDescriptor& action);
    task<http::Response> upload(http::Request& request, const plugin::ActionDescriptor& action,
                                const plugin::UploadForm& form);
    /// Calls the form's operation for an upload and keeps what that keeps.
    task<> prepare(const session::Session& session, JobGround ground, const plugin::UploadForm& form,
                   const std::string& key, const std::string& log_id);
    task<http::Response> submit(http::Request& request, const plugin::ActionDescriptor& action,
                                const plugin::SubmitForm& form);

    const plugin::Catalog& catalog_;
    session::Service& sessions_;
    store::FileStore& files_;
    Intake& intake_;
    session::Submissions& submissions_;
    work::Pool& pool_;
};

}  // namespace baton::core::pages
