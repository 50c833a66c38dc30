#pragma once

#include "core/db/postgres/link.hpp"
#include "core/db/postgres/target.hpp"

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace baton::core::db::postgres {

/// Makes connections to whichever server of a target takes writes: asks one address after the other, the server that
/// was found last first. On its executor only; must outlive what it dials.
class Dialer {
public:
    Dialer(boost::asio::any_io_executor executor, const Libpq& pq, Target target, std::chrono::milliseconds limit)
        : executor_(std::move(executor)), pq_(pq), target_(std::move(target)), limit_(limit) {}

    /// A link that is connected and does not block. `limit` holds for each address.
    /// Errors: unavailable (none of them can be reached or takes writes), internal (one of them refused the user, the
    /// password or the database). The detail is one line without secrets.
    task<std::shared_ptr<Link>> dial();

    /// Ends what is being dialled, with `unavailable`; no other begins.
    void close();

    const Target& target() const { return target_; }

private:
    task<std::shared_ptr<Link>> dial_server(const Server& server);
    task<std::shared_ptr<Link>> dial_address(const Server& server);
    task<std::vector<std::string>> addresses_of(const Server& server);
    std::shared_ptr<Link> begin(const Server& server);

    const boost::asio::any_io_executor executor_;
    const Libpq& pq_;
    const Target target_;
    const std::chrono::milliseconds limit_;
    std::size_t preferred_ = 0;  ///< the server that was found last
    std::vector<std::weak_ptr<Link>> dialled_;
    bool closed_ = false;
};

}  // namespace baton::core::db::postgres
