#include "core/app/store_settings.hpp"

namespace baton::core::app {

namespace {

store::s3::Settings bucket_of(const config::Bucket& from) {
    store::s3::Settings bucket;
    bucket.endpoint = from.endpoint;
    bucket.bucket = from.bucket;
    bucket.region = from.region;
    bucket.access_key_id = from.access_key_id;
    bucket.secret_access_key = from.secret_access_key;
    bucket.prefix = from.prefix;
    bucket.path_style = from.path_style;
    return bucket;
}

}  // namespace

store::StoreSettings store_settings(const config::Settings& settings) {
    store::StoreSettings stores{.keys = settings.api_keys,
                                .data_dir = settings.data_dir,
                                .database_url = settings.database_url,
                                .listen_url = settings.database_listen_url,
                                .hints = settings.database_hints,
                                .database_connections = settings.database_connections,
                                .file_key = settings.file_key,
                                .bucket = {},
                                .session_file_bytes = settings.file_quota_session_bytes,
                                .file_bytes = {settings.file_quota_total_bytes, settings.key_file_quota_bytes},
                                .sessions = {settings.max_sessions, settings.key_max_sessions},
                                .session_memory = {settings.sessions_max_bytes, settings.key_sessions_max_bytes},
                                .sessions_limited = settings.sessions_limited};
    if (settings.s3.is_set()) stores.bucket = bucket_of(settings.s3);
    return stores;
}

}  // namespace baton::core::app
