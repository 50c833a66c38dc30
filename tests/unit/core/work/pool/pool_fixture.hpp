#pragma once

#include "core/file/blob.hpp"
#include "core/plugin/directory.hpp"
#include "core/work/pool/pool.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pool_test {

namespace asio = boost::asio;
using namespace baton::core;
using namespace std::chrono_literals;

inline std::filesystem::path plugin_directory() {
    return std::getenv("BATON_TEST_PLUGINS");
}

inline work::PoolSettings settings_for(const std::vector<std::string>& names, const boost::json::object& config = {}) {
    work::PoolSettings settings;
    settings.executable = std::getenv("BATON_TEST_WORKER");
    settings.workers = 1;
    settings.log_level = "error";
    settings.plugins = plugin::find_plugins({plugin_directory()}, names, config).value();
    return settings;
}

/// Runs a coroutine to its end on `context` and returns what it returns.
template <class T>
T run(asio::io_context& context, asio::awaitable<T> work) {
    std::optional<T> outcome;
    asio::co_spawn(context, std::move(work), [&outcome](const std::exception_ptr& thrown, T value) {
        if (thrown) std::rethrow_exception(thrown);
        outcome.emplace(std::move(value));
    });
    context.restart();
    while (!outcome && context.run_one() > 0) {
    }
    REQUIRE(outcome.has_value());
    return std::move(*outcome);
}

inline void stop(asio::io_context& context, work::Pool& pool) {
    run(context, [](work::Pool& all) -> asio::awaitable<bool> {
        co_await all.stop();
        co_return true;
    }(pool));
}

/// What `start` says of a pool that should not start; empty if it does.
inline std::string complaint_of(const work::PoolSettings& settings) {
    asio::io_context context;
    work::Pool pool{context.get_executor(), settings};
    const auto started = run(context, pool.start());
    stop(context, pool);
    return started ? std::string{} : started.error().detail;
}

/// A pool that runs from construction to destruction.
class Running {
public:
    explicit Running(work::PoolSettings settings) : pool(context.get_executor(), std::move(settings)) {
        auto actions = run(context, pool.start());
        REQUIRE_MESSAGE(actions.has_value(), (actions ? std::string{} : actions.error().detail));
    }
    ~Running() { stop(context, pool); }

    result<work::JobReply> perform(work::Job job) { return run(context, pool.run(std::move(job))); }

    /// Begins a job; `replies` has its outcome once the context has run it.
    void begin(work::Job job) {
        asio::co_spawn(context, pool.run(std::move(job)),
                       [this](const std::exception_ptr& thrown, result<work::JobReply> reply) {
                           if (thrown) std::rethrow_exception(thrown);
                           replies.push_back(std::move(reply));
                       });
    }
    /// Runs the context until `count` jobs that were begun have ended.
    void await_replies(std::size_t count) {
        context.restart();
        while (replies.size() < count && context.run_one() > 0) {
        }
        REQUIRE(replies.size() >= count);
    }

    asio::io_context context;
    work::Pool pool;
    std::vector<result<work::JobReply>> replies;
};

/// A submission to `misbehave` without files.
inline work::Job job_that(std::string_view how) {
    work::Job job;
    job.action = "misbehave";
    job.format = "jpg";
    job.options = {{"how", how}};
    return job;
}

inline std::shared_ptr<const file::Blob> blob_of(std::string_view text) {
    file::BlobWriter writer;
    REQUIRE(writer.append(std::as_bytes(std::span{text})).has_value());
    return writer.finish().value();
}

inline work::JobInput input_of(std::string key, std::string_view bytes) {
    return {std::move(key), "image/jpeg", "a.jpg", blob_of(bytes), {}};
}

inline errc code_of(const result<work::JobReply>& reply) {
    REQUIRE(reply.has_error());
    return reply.error().code;
}

}  // namespace pool_test
