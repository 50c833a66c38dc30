#include "core/db/sqlite/checkpoints.hpp"

#include <chrono>
#include <utility>

namespace baton::core::db::sqlite {

namespace {

/// Often enough that a second's worth of changes is what a start has to look through.
constexpr std::chrono::seconds pause{1};

}  // namespace

Checkpoints::Checkpoints(std::unique_ptr<Connection> connection)
    : connection_(std::move(connection)), thread_([this] { run(); }) {}

Checkpoints::~Checkpoints() {
    {
        const std::lock_guard lock{mutex_};
        stopping_ = true;
    }
    stop_.notify_one();
    thread_.join();
}

void Checkpoints::run() {
    std::unique_lock lock{mutex_};
    while (!stop_.wait_for(lock, pause, [this] { return stopping_; })) {
        lock.unlock();
        // What fails here loses nothing, and the writer says so if it lasts.
        (void)connection_->checkpoint(false);
        lock.lock();
    }
}

}  // namespace baton::core::db::sqlite
