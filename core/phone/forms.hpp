#pragma once

#include "core/action/catalog.hpp"
#include "core/config/settings.hpp"
#include "core/file/file_store.hpp"
#include "core/http/router.hpp"
#include "core/phone/guard.hpp"
#include "core/processing/intake.hpp"
#include "core/processing/job_ground.hpp"
#include "core/processing/operation_calls.hpp"
#include "core/processing/submission.hpp"
#include "core/session/service.hpp"

#include <string>

namespace baton::core::phone {

/// The form routes that actions declare, `POST /s/:id/<action>/<name>`: for front ends other than the action's page,
/// which know no devices.
class Forms {
public:
    Forms(const config::Settings& settings, const action::Catalog& catalog, session::Service& sessions,
          file::FileStore& files, processing::Intake& intake, processing::Submissions& submissions,
          processing::OperationCalls& calls, const Guard& guard)
        : settings_(settings),
          catalog_(catalog),
          sessions_(sessions),
          files_(files),
          intake_(intake),
          submissions_(submissions),
          calls_(calls),
          guard_(guard) {}

    void add_routes(http::Router& router);

private:
    task<http::Response> upload(Visit& visit, const action::UploadForm& form);
    /// Calls the form's operation for an upload and keeps what that keeps.
    task<> prepare(const session::Session& session, processing::JobGround ground, const action::UploadForm& form,
                   const std::string& key, const std::string& log_id);
    task<http::Response> submit(Visit& visit, const action::SubmitForm& form);

    const config::Settings& settings_;
    const action::Catalog& catalog_;
    session::Service& sessions_;
    file::FileStore& files_;
    processing::Intake& intake_;
    processing::Submissions& submissions_;
    processing::OperationCalls& calls_;
    const Guard& guard_;
};

}  // namespace baton::core::phone
