#pragma once

#include "core/base/background.hpp"
#include "core/session/service.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <chrono>
#include <memory>

namespace baton::core::processing {

/// Renews a submission's lease while the submission goes on, however long that is: so the lease can be short, and a
/// server that dies keeps a session from others for no longer. One executor.
// decision 0032
class LeaseKeeper {
public:
    LeaseKeeper(const boost::asio::any_io_executor& executor, session::Service& sessions, Id id, Id submission,
                std::chrono::milliseconds lease);

    /// Returns once nothing is renewed any more. Call it before the lease is given up.
    boost::asio::awaitable<void> stop();

private:
    struct State;
    static boost::asio::awaitable<void> keep(std::shared_ptr<State> state, session::Service& sessions, Id id,
                                             Id submission, std::chrono::milliseconds lease);

    std::shared_ptr<State> state_;
    background::Group group_;
};

}  // namespace baton::core::processing
