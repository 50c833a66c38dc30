#pragma once

#include "core/db/sqlite/connection.hpp"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

namespace baton::core::db::sqlite {

/// The thread that copies what was committed from the log into the database, now and then, beside who reads and writes.
class Checkpoints {
public:
    explicit Checkpoints(std::unique_ptr<Connection> connection);
    ~Checkpoints();
    Checkpoints(const Checkpoints&) = delete;
    Checkpoints& operator=(const Checkpoints&) = delete;

private:
    void run();

    std::unique_ptr<Connection> connection_;
    std::mutex mutex_;
    std::condition_variable stop_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace baton::core::db::sqlite
