#include "services/signal/signal.hpp"

#include "core/db/sqlite/database.hpp"
#include "core/file/blob.hpp"
#include "services/signal/face.hpp"
#include "services/signal/memory_store.hpp"
#include "services/signal/routes.hpp"
#include "services/signal/settings.hpp"
#include "services/signal/sql_store.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

namespace baton::services::signal {

using namespace core;

namespace {

class Signal final : public service::Service {
public:
    Signal(const Settings& settings, std::unique_ptr<Store> store, std::string commit)
        : port_(settings.port),
          sweep_every_(settings.cleanup_interval),
          face_(settings.cors_origins),
          store_(std::move(store)),
          routes_(*store_, settings.offer_rate, std::move(commit)) {
        routes_.add_to(router_);
    }

    task<> start() override { return store_->start(); }
    const http::Router& router() const override { return router_; }
    const http::Face& face() const override { return face_; }
    std::uint16_t port() const override { return port_; }
    void run(background::Group& group, boost::asio::any_io_executor executor) override {
        group.repeat(executor, "signal sweep", sweep_every_, [this] { return store_->sweep(); });
    }
    void close() override { store_->close(); }

private:
    const std::uint16_t port_;
    const std::chrono::milliseconds sweep_every_;
    const Face face_;
    http::Router router_{{.last_slash = http::LastSlash::refused, .parameters = http::PathParameters::as_sent}};
    const std::unique_ptr<Store> store_;
    Routes routes_;
};

Problem told(const std::string& setting, const Problem& why) {
    return problem(errc::internal, setting + ": " + why.detail);
}

/// Holds a file as long as it lives, so that no second server works on the tables beside it.
result<file::Fd> lock_beside(const std::filesystem::path& tables) {
    const std::filesystem::path path = tables.string() + ".lock";
    file::Fd lock{::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR)};
    if (!lock) return problem(errc::internal, path.string() + ": " + std::strerror(errno));
    if (::flock(lock.get(), LOCK_EX | LOCK_NB) != 0) {
        return problem(errc::internal, tables.string() + ": another server works with it");
    }
    return lock;
}

result<std::unique_ptr<Store>> open_sqlite(const Settings& settings) {
    const auto directory = settings.storage_path.has_parent_path() ? settings.storage_path.parent_path() : ".";
    const auto file = directory / settings.storage_path.filename();
    std::error_code failed;
    std::filesystem::create_directories(directory, failed);
    if (failed) return told(settings.path_name, problem(errc::internal, file.string() + ": " + failed.message()));
    auto locked = lock_beside(file);
    if (!locked) return told(settings.path_name, locked.error());
    // Sessions live five minutes: the last second before a power cut is not worth a flush for each.
    auto opened = db::sqlite::SqliteDatabase::open(file, db::sqlite::Durability::process);
    if (!opened) return told(settings.path_name, opened.error());
    const std::shared_ptr<db::sqlite::SqliteDatabase> database = std::move(*opened);
    const auto lock = std::make_shared<file::Fd>(std::move(*locked));
    return std::make_unique<SqlStore>(database, settings.limits, settings.session_timeout,
                                      [database, lock] { database->close(); });
}

result<std::unique_ptr<Store>> open_postgres(const Settings& settings, shared::Resources& resources) {
    auto database = resources.postgres({.url = settings.database_url, .connections = settings.database_connections});
    if (!database) return told(settings.url_name, database.error());
    return std::make_unique<SqlStore>(std::move(*database), settings.limits, settings.session_timeout, [] {});
}

result<std::unique_ptr<Store>> open_store(const Settings& settings, shared::Resources& resources) {
    switch (settings.storage) {
        case Storage::memory:
            return std::make_unique<MemoryStore>(settings.limits, settings.session_timeout);
        case Storage::sqlite:
            return open_sqlite(settings);
        case Storage::postgres:
            break;
    }
    return open_postgres(settings, resources);
}

result<std::unique_ptr<service::Service>> open(const service::Setup& setup) {
    const auto settings = read_settings(setup.variables, setup.only);
    if (!settings) return settings.error();
    auto store = open_store(*settings, setup.resources);
    if (!store) return store.error();
    return std::make_unique<Signal>(*settings, std::move(*store), std::string{setup.commit});
}

}  // namespace

service::Kind kind() {
    return {"signal", "peers of a web page find each other", setting_texts, open};
}

}  // namespace baton::services::signal
