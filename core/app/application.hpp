#pragma once

#include "core/access/api_keys.hpp"
#include "core/action/catalog.hpp"
#include "core/app/routes.hpp"
#include "core/app/stop.hpp"
#include "core/base/background.hpp"
#include "core/config/settings.hpp"
#include "core/event/hub.hpp"
#include "core/http/problem_face.hpp"
#include "core/http/router.hpp"
#include "core/net/server.hpp"
#include "core/page/shell.hpp"
#include "core/plugin/plugin_file.hpp"
#include "core/processing/submission.hpp"
#include "core/service/group.hpp"
#include "core/session/service.hpp"
#include "core/shared/resources.hpp"
#include "core/store/stores.hpp"
#include "core/work/pool/pool.hpp"

#include <boost/asio/awaitable.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace baton::core::app {

/// Everything that lives as long as the server, in the order in which it depends on each other.
class Application {
public:
    /// What it stands on, and ends.
    struct Ground {
        shared::Resources& resources;
        store::Stores& stores;
        service::Group& others;  ///< the services beside sessions, on the same event loops
    };

    Application(const config::Settings& settings, const Ground& ground, const std::filesystem::path& executable,
                std::vector<plugin::PluginFile> plugins);

    /// Runs until the stop is over. `demo_key`: see `serve`. Errors: whatever stops the start, as one line.
    result<void> run(bool demo, const std::string& demo_key);

private:
    boost::asio::awaitable<void> live(bool demo, std::string demo_key);
    task<> start();
    boost::asio::awaitable<void> show_demo(std::string demo_key);

    const config::Settings& settings_;
    http::Router router_;
    http::ProblemFace face_;
    event::Hub hub_;
    shared::Resources& resources_;
    store::Stores& stores_;
    service::Group& others_;
    session::Service sessions_;
    /// Destroys the requests that were cut off at the end, and with them their places in the sessions' queues.
    net::Server server_;
    work::Pool pool_;
    processing::Submissions submissions_;
    access::ApiKeys keys_;
    background::Group background_;
    Stop stop_;
    std::optional<action::Catalog> catalog_;
    std::optional<page::Shell> shell_;
    std::optional<Routes> routes_;
    std::optional<Problem> failure_;
};

}  // namespace baton::core::app
