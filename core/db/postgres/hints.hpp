#pragma once

#include "core/base/error.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace baton::core::db::postgres {

/// Tells the other nodes that something changed, by LISTEN and NOTIFY over a connection of its own. A hint may be lost
/// or come late: nothing may depend on one, and whoever wants to know asks the database now and then. NOTIFY never
/// belongs into a transaction that changes something: it would hold a lock of the whole server over the commit.
// decision 0104
class Hints {
public:
    struct Settings {
        std::string url;  ///< a server, or a pgbouncer in session mode; a secret
        std::chrono::milliseconds connect_timeout{3000};
        /// How long a hint to itself may take.
        std::chrono::milliseconds check_timeout{2000};
        /// Before it is tried again whether hints arrive, after they did not.
        std::chrono::milliseconds check_pause{60'000};
    };
    /// Told of each id that another node named, on the executor. Must not throw.
    using Hear = std::function<void(std::string_view id)>;

    /// Connects and finds out whether hints arrive; goes on trying if not. Reconnects by itself. `executor` must run
    /// one thing at a time. Errors: internal (the URL is wrong, or there is no libpq).
    static task<std::unique_ptr<Hints>> open(boost::asio::any_io_executor executor, Settings settings, Hear hear);

    ~Hints();
    Hints(const Hints&) = delete;
    Hints& operator=(const Hints&) = delete;

    /// After a commit: what changed. Ids without line breaks. Any thread; returns at once.
    void notify(std::vector<std::string> ids);

    /// Whether hints arrive at present. Any thread.
    bool works() const;

    /// Returns when nothing runs any more.
    boost::asio::awaitable<void> close();

private:
    class State;
    explicit Hints(std::shared_ptr<State> state) : state_(std::move(state)) {}

    const std::shared_ptr<State> state_;
};

}  // namespace baton::core::db::postgres
