#pragma once

#include "core/plugin/directory.hpp"
#include "core/work/pool.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <doctest/doctest.h>

#include <cstdlib>
#include <exception>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
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
    settings.plugins = plugin::scan_directory(plugin_directory(), names, config).value();
    return settings;
}

/// Runs a coroutine to its end on a context of its own and returns what it returns.
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

/// A running pool with the plugin `misbehave`, stopped at the end.
class Running {
public:
    explicit Running(work::PoolSettings settings) : pool(context.get_executor(), std::move(settings)) {
        auto actions = run(context, pool.start());
        REQUIRE_MESSAGE(actions.has_value(), (actions ? std::string{} : actions.error().detail));
    }
    ~Running() { stop(); }

    void stop() {
        run(context, [](work::Pool& all) -> asio::awaitable<bool> {
            co_await all.stop();
            co_return true;
        }(pool));
    }
    result<work::JobReply> perform(work::Job job) { return run(context, pool.run(std::move(job))); }

    asio::io_context context;
    work::Pool pool;
};

/// A submission to `misbehave` without files.
inline work::Job job_that(std::string how) {
    work::Job job;
    job.action = "misbehave";
    job.format = "jpg";
    job.options = {{"how", how}};
    return job;
}

inline std::shared_ptr<const store::Blob> blob_of(std::string_view text) {
    store::BlobWriter writer;
    REQUIRE(writer.append(std::as_bytes(std::span{text})).has_value());
    return writer.finish().value();
}

}  // namespace pool_test
