#pragma once

#include "core/action/catalog.hpp"
#include "core/base/error.hpp"
#include "core/file/file_store.hpp"
#include "core/session/service.hpp"
#include "core/work/wire/jobs.hpp"

#include <string>
#include <string_view>

namespace baton::core::processing {

/// Takes received bytes into a session as one of its uploads, by whichever route they came.
class Intake {
public:
    Intake(const action::Catalog& catalog, session::Service& sessions, file::FileStore& files, work::Jobs& jobs)
        : catalog_(catalog), sessions_(sessions), files_(files), jobs_(jobs) {}

    /// Whether there is room for an upload of this key; `take` asks again. Errors: those of check_upload_limit.
    result<void> check_limit(const session::Session& session, std::string_view key) const;

    /// Sniffs and inspects what the writer took in, then names it and adds it. `digest`: the SHA-256 it must have,
    /// lower-case hex, or empty. Errors: unsupported_media (not of a type that the action takes), bad_request (another
    /// digest), the inspector's, those of session::Service::put_upload.
    task<session::Snapshot> take(const session::Session& session, std::string key, file::FileWriter& writer,
                                 std::string digest, const std::string& log_id, access::Claim claim);

private:
    /// What the action's inspector has to say of the bytes in hand.
    task<boost::json::object> inspect(const action::ActionDescriptor& action, const session::Session& session,
                                      const session::File& file, file::FilePtr bytes, const std::string& log_id);

    /// Whether the session has the file, as far as can be found out.
    boost::asio::awaitable<bool> holds(Id id, const session::File& file) const;

    const action::Catalog& catalog_;
    session::Service& sessions_;
    file::FileStore& files_;
    work::Jobs& jobs_;
};

}  // namespace baton::core::processing
