#pragma once

#include "core/base/background.hpp"
#include "core/config/environment.hpp"
#include "core/config/table.hpp"
#include "core/http/face.hpp"
#include "core/http/router.hpp"
#include "core/shared/resources.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace baton::core::service {

/// A system of its own in this process: routes on a listener of its own, with its own look and its own tables. It knows
/// neither sessions nor other services; what a process has once it gets from `Setup::resources`. Lives as long as the
/// server's last connection. Its requests come on all event loops at once.
// decision 0120
class Service {
public:
    virtual ~Service() = default;

    /// Makes its tables ready, before anybody can ask it. Errors: one line for the operator.
    virtual task<> start() = 0;

    /// What it answers, and how it looks. The same objects at every call.
    virtual const http::Router& router() const = 0;
    virtual const http::Face& face() const = 0;
    virtual std::uint16_t port() const = 0;

    /// What goes on beside requests, as coroutines of `group`.
    virtual void run(background::Group& group, boost::asio::any_io_executor executor) {
        (void)group;
        (void)executor;
    }

    /// The server stops: whoever listens without end is told so.
    virtual void hang_up() {}

    /// Ends what is under way in its stores; nothing is asked after. The loops of those who wait are still there.
    virtual void close() {}
};

/// What a service is opened with.
struct Setup {
    const config::Variables& variables;
    bool only;  ///< no other service is enabled: the names of settings without prefix count, too
    shared::Resources& resources;
    std::string_view commit;  ///< of the build, short
};

/// What the program knows of a service before it is enabled.
struct Kind {
    std::string_view name;     ///< "signal"; its settings begin with SIGNAL_
    std::string_view meaning;  ///< a few words for `--help`
    std::vector<config::SettingText> (*settings)();
    /// Reads its settings and opens its stores; may block. Errors: one line for the operator.
    result<std::unique_ptr<Service>> (*open)(const Setup& setup);
};

}  // namespace baton::core::service
