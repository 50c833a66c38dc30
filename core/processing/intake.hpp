#pragma once

#include "core/action/catalog.hpp"
#include "core/base/error.hpp"
#include "core/file/file_store.hpp"
#include "core/session/service.hpp"
#include "core/work/pool/pool.hpp"

#include <string>
#include <string_view>

namespace baton::core::pages {

/// Takes received bytes into a session as one of its uploads, by whichever route they came.
class Intake {
public:
    Intake(const plugin::Catalog& catalog, session::Service& sessions, store::FileStore& files, work::Pool& pool)
        : catalog_(catalog), sessions_(sessions), files_(files), pool_(pool) {}

    /// Whether there is room for an upload of this key; `take` asks again. Errors: those of check_upload_limit.
    result<void> check_limit(const session::Session& session, std::string_view key) const;

    /// Sniffs, inspects and adds what the sink has. `digest`: the SHA-256 it must have, lower-case hex, or empty.
    /// Errors: unsupported_media (not of a type that the action takes), bad_request (another digest), the inspector's,
    /// those of session::Service::put_upload.
    task<session::Snapshot> take(const session::Session& session, std::string key, store::FileSink& sink,
                                 std::string digest, const std::string& log_id, access::Claim claim);

private:
    /// A stored, sniffed file that has no name in the session yet.
    task<session::File> store(const session::Session& session, const plugin::ActionDescriptor& action,
                              store::FileSink& sink, const std::string& digest);
    task<boost::json::object> inspect(const plugin::ActionDescriptor& action, const session::Session& session,
                                      const session::File& file, const std::string& log_id);

    const plugin::Catalog& catalog_;
    session::Service& sessions_;
    store::FileStore& files_;
    work::Pool& pool_;
};

}  // namespace baton::core::pages
