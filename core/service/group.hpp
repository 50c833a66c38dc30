#pragma once

#include "core/net/listener.hpp"
#include "core/net/server.hpp"
#include "core/service/enabled.hpp"
#include "core/service/service.hpp"

#include <deque>
#include <memory>
#include <string>

namespace baton::core::service {

/// The services of a process beside sessions, on one server. None of them notices the others.
class Group {
public:
    /// Opens them. `listen`: where those listen that have no NAME_LISTEN. May block. Errors: one line for the operator.
    static result<std::unique_ptr<Group>> open(const Enabled& enabled, const Setup& setup, const std::string& listen);
    /// `close`.
    ~Group();

    /// Starts each; nobody can ask them yet. Errors: one line for the operator.
    task<> start();

    /// Lets each listen. Errors: one line for the operator.
    result<> listen(net::Server& server);

    /// What goes on beside their requests.
    void run(background::Group& group, boost::asio::any_io_executor executor);

    /// The server stops: whoever listens without end is told so.
    void hang_up();

    /// Ends their stores, and says in the log what each has answered. The server's loops must still be there.
    void close();

private:
    struct Member {
        const Kind* kind;
        std::unique_ptr<Service> service;
        std::string listen;
        std::string prefix;  ///< of the names by which its settings were given
        net::Traffic traffic = {};
    };

    std::deque<Member> members_;
};

}  // namespace baton::core::service
