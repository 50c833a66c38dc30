#include "core/store/cluster_ground.hpp"

#include "core/observe/background_log.hpp"
#include "core/observe/log.hpp"
#include "core/store/node_ground.hpp"
#include "core/store/s3/bucket_check.hpp"

#include <chrono>
#include <utility>
#include <vector>

namespace baton::core::store {

using namespace std::chrono_literals;

namespace {

constexpr auto look_every = 500ms;
/// By then whoever began an upload in parts is gone.
constexpr std::int64_t day_in_seconds = 24 * 60 * 60;
constexpr std::string_view abort_job = "s3.abort";

Problem told(const std::string& name, const Problem& why) {
    return problem(errc::internal, name + ": " + why.detail);
}

}  // namespace

ClusterGround::ClusterGround(const StoreSettings& settings, shared::Resources& resources)
    : listen_url_(!settings.hints               ? ""
                  : settings.listen_url.empty() ? settings.database_url
                                                : settings.listen_url),
      resources_(resources),
      leavings_(observe::log_background) {}

ClusterGround::~ClusterGround() {
    close();
}

result<std::unique_ptr<Ground>> ClusterGround::open(const StoreSettings& settings, shared::Resources& resources) {
    std::unique_ptr<ClusterGround> ground{new ClusterGround{settings, resources}};
    if (auto opened = ground->open_objects(settings); !opened) return opened.error();
    if (auto opened = ground->open_database(settings); !opened) return opened.error();
    return std::unique_ptr<Ground>{std::move(ground)};
}

result<> ClusterGround::open_database(const StoreSettings& settings) {
    auto opened = resources_.postgres({.url = settings.database_url, .connections = settings.database_connections});
    if (!opened) return told("DATABASE_URL", opened.error());
    database_ = std::move(*opened);
    return {};
}

result<> ClusterGround::open_objects(const StoreSettings& settings) {
    if (!settings.bucket) {
        auto place = disk::DataDir::share(settings.data_dir);
        if (!place) return place.error();
        place_.emplace(std::move(*place));
        auto directory = disk::DiskObjectStore::open(files_in(settings.data_dir));
        if (!directory) return told("DATA_DIR: files", directory.error());
        directory_ = std::move(*directory);
        return {};
    }
    auto left_behind = [this](const std::string& key, const std::string& upload_id) {
        auto whole = [](task<> work) -> boost::asio::awaitable<void> {
            if (auto done = co_await std::move(work); !done) {
                log::warn("an upload was left behind", {{"detail", done.error().detail}});
            }
        };
        leavings_.run(resources_.database_loop().executor(), "upload left behind",
                      whole(leave_to_outbox(key, upload_id)));
    };
    auto bucket =
        s3::S3ObjectStore::make(resources_.client(), *settings.bucket, helper_.get_executor(), std::move(left_behind));
    if (!bucket) return bucket.error();
    bucket_ = std::move(*bucket);
    return {};
}

file::ObjectStore& ClusterGround::objects() {
    if (bucket_) return *bucket_;
    return *directory_;
}

task<> ClusterGround::check() {
    if (bucket_) co_return co_await s3::check_bucket(*bucket_->requests());
    co_return result<>{};
}

task<> ClusterGround::connect(event::Hub& hub) {
    watch_.emplace(*database_, hub);
    if (listen_url_.empty()) co_return result<>{};
    auto hear = [&hub](std::string_view text) {
        if (const auto id = parse_id(text)) hub.wake(*id);
    };
    auto opened = co_await db::postgres::Hints::open(resources_.database_loop().executor(), {.url = listen_url_},
                                                     std::move(hear));
    if (!opened) co_return told("DATABASE_LISTEN_URL", opened.error());
    hints_ = std::move(*opened);
    hub.relay([hints = hints_.get()](const Id& id) { hints->notify({to_string(id)}); });
    co_return result<>{};
}

void ClusterGround::take_jobs(outbox::Outbox& jobs) {
    if (!bucket_) return;
    jobs.handle(abort_job, [this](outbox::Job job) { return bucket_->abort(std::move(job.body), std::move(job.id)); });
}

task<> ClusterGround::leave_to_outbox(std::string key, std::string upload_id) {
    std::vector<db::Statement> later{
        outbox::Outbox::record(abort_job, std::move(upload_id), std::move(key), std::chrono::seconds{0})};
    auto recorded = co_await database_->commit(std::move(later));
    if (!recorded) co_return recorded.error();
    co_return result<>{};
}

task<> ClusterGround::tidy_up() {
    if (!bucket_) co_return result<>{};
    const auto uploads = co_await bucket_->unfinished();
    if (!uploads) co_return uploads.error();
    for (const auto& upload : *uploads) {
        if (upload.age_seconds < day_in_seconds) continue;
        auto left = co_await leave_to_outbox(bucket_->key(upload.name), upload.upload_id);
        if (!left) co_return left;
    }
    co_return result<>{};
}

void ClusterGround::run(background::Group& group, boost::asio::any_io_executor executor) {
    group.repeat(executor, "sessions that are listened to", look_every, [this] { return watch_->look(); });
}

void ClusterGround::close() {
    if (std::exchange(closed_, true)) return;
    // The files first: what they finish is told to coroutines that may ask the database, which refuses them.
    if (bucket_) resources_.client().stop();
    if (directory_) directory_->close();
    helper_.join();
    if (hints_) resources_.database_loop().wait(hints_->close());
}

}  // namespace baton::core::store
