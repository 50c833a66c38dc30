#pragma once

#include "core/config/settings.hpp"
#include "core/file/file_store.hpp"
#include "core/http/router.hpp"
#include "core/phone/guard.hpp"
#include "core/processing/intake.hpp"
#include "core/session/service.hpp"

#include <memory>
#include <string_view>

namespace baton::core::phone {

/// Whether a page may give an upload this name: 1 to 64 of `A-Z a-z 0-9 _ -`.
bool is_upload_key(std::string_view key);

/// `PUT`, `GET` and `DELETE /s/:id/files/:key`: the originals, streamed into the file store and inspected by the
/// action.
class Uploads {
public:
    Uploads(const config::Settings& settings, session::Service& sessions, file::FileStore& files,
            processing::Intake& intake, const Guard& guard)
        : settings_(settings), sessions_(sessions), files_(files), intake_(intake), guard_(guard) {}

    void add_routes(http::Router& router);

private:
    task<http::Response> put(Visit& visit);
    task<http::Response> get(Visit& visit);
    task<http::Response> remove(Visit& visit);

    /// The whole body. Errors: session_expired (while it came), session_quota_exceeded, storage_full.
    task<std::unique_ptr<file::FileWriter>> receive(Visit& visit);

    const config::Settings& settings_;
    session::Service& sessions_;
    file::FileStore& files_;
    processing::Intake& intake_;
    const Guard& guard_;
};

}  // namespace baton::core::phone
