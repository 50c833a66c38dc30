#pragma once

#include "core/db/postgres/link.hpp"
#include "core/db/postgres/pipeline.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <string_view>

namespace baton::core::db::postgres {

/// A link that carries the calls of several callers at once. On its executor only. Neither chooses nor repeats calls.
class Connection : public std::enable_shared_from_this<Connection> {
public:
    /// Told of a NOTIFY: its payload, and whether this connection sent it.
    using Notified = std::function<void(std::string_view payload, bool own)>;

    /// `progress` is told when calls have ended.
    Connection(std::shared_ptr<Link> link, std::function<void()> progress, Notified notified = {})
        : link_(std::move(link)), progress_(std::move(progress)), notified_(std::move(notified)) {}

    /// Begins to carry. Errors: unavailable (libpq has no pipelines here).
    result<> start();

    /// Hears the server until the connection is lost, closed or of no use any more. All its calls have ended then.
    boost::asio::awaitable<void> run();

    /// Whether a call may be sent over it, and how many are on their way.
    bool is_usable() const { return link_->is_open() && !retiring_; }
    std::size_t load() const { return pipeline_.size(); }
    bool carries(const Call& call) const { return pipeline_.carries(call); }

    /// Sends a call that was `check`ed.
    void send(std::shared_ptr<Call> call);

    /// Gives the connection up; its calls end so.
    void close(End end);

private:
    /// Takes what the server has said. False: it is of no use any more.
    bool take_results();
    bool take(PGresult& result);
    bool take_refusal(const PGresult& result);
    void take_notifications();
    void flush();

    const std::shared_ptr<Link> link_;
    const std::function<void()> progress_;
    const Notified notified_;
    Pipeline pipeline_;
    bool retiring_ = false;  ///< it refuses calls: no new ones
    bool flushing_ = false;
};

}  // namespace baton::core::db::postgres
