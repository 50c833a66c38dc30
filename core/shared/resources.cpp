#include "core/shared/resources.hpp"

#include "core/observe/background_log.hpp"

#include <utility>

namespace baton::core::shared {

Resources::Resources() = default;

Resources::~Resources() {
    close();
}

result<std::shared_ptr<db::postgres::PostgresDatabase>> Resources::postgres(const db::postgres::Settings& settings) {
    auto& loop = database_loop();
    const std::lock_guard lock{mutex_};
    if (closed_) return problem(errc::unavailable, "the server ends");
    if (const auto known = databases_.find(settings.url); known != databases_.end()) return known->second;
    auto opened = loop.wait(db::postgres::PostgresDatabase::open(loop.executor(), settings));
    if (!opened) return opened.error();
    return databases_.emplace(settings.url, std::move(*opened)).first->second;
}

LoopThread& Resources::database_loop() {
    const std::lock_guard lock{mutex_};
    if (!loop_) loop_ = std::make_unique<LoopThread>();
    return *loop_;
}

http::client::Client& Resources::client() {
    const std::lock_guard lock{mutex_};
    if (!client_) {
        client_ = std::make_unique<http::client::Client>(http::client::ClientSettings{}, observe::log_background);
    }
    return *client_;
}

void Resources::close() {
    {
        const std::lock_guard lock{mutex_};
        if (std::exchange(closed_, true)) return;
    }
    // First: what it finishes is told to coroutines that may ask a database, which refuses them.
    if (client_) client_->stop();
    for (auto& [url, database] : databases_) loop_->wait(database->close());
    if (loop_) loop_->end();
}

}  // namespace baton::core::shared
