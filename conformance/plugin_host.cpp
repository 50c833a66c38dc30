#include "conformance/plugin_host.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>

#include <exception>
#include <optional>
#include <span>
#include <utility>

namespace baton::conformance {

namespace asio = boost::asio;

namespace {

template <class T>
T run_until_done(asio::io_context& context, asio::awaitable<T> work) {
    std::optional<T> outcome;
    asio::co_spawn(context, std::move(work), [&outcome](const std::exception_ptr& thrown, T value) {
        if (thrown) std::rethrow_exception(thrown);
        outcome.emplace(std::move(value));
    });
    context.restart();
    while (!outcome) context.run_one();
    return std::move(*outcome);
}

asio::awaitable<bool> stop(core::work::Pool& pool) {
    co_await pool.stop();
    co_return true;
}

core::work::PoolSettings pool_settings(const Subject& subject) {
    core::work::PoolSettings settings;
    settings.executable = std::filesystem::read_symlink("/proc/self/exe");
    settings.workers = 1;
    settings.start_deadline = subject.load_deadline;
    settings.log_level = "error";
    settings.plugins.push_back(
        {subject.name, "", std::filesystem::absolute(subject.directory / (subject.name + ".so")), subject.settings});
    return settings;
}

}  // namespace

PluginHost::PluginHost(const Subject& subject) : pool_(context_.get_executor(), pool_settings(subject)) {}

PluginHost::~PluginHost() {
    run_until_done(context_, stop(pool_));
}

core::result<core::action::ActionDescriptor> PluginHost::start() {
    auto actions = run_until_done(context_, pool_.start());
    if (!actions) return actions.error();
    return std::move(actions->front());
}

core::result<core::work::JobReply> PluginHost::run(core::work::Job job) {
    return run_until_done(context_, pool_.run(std::move(job)));
}

std::shared_ptr<const core::file::Blob> to_blob(std::string_view bytes) {
    core::file::BlobWriter writer;
    writer.append(std::as_bytes(std::span{bytes})).value();
    return writer.finish().value();
}

}  // namespace baton::conformance
