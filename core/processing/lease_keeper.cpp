#include "core/processing/lease_keeper.hpp"

#include "core/base/tuple_token.hpp"
#include "core/observe/background_log.hpp"

#include <boost/asio/steady_timer.hpp>

namespace baton::core::processing {

namespace asio = boost::asio;

namespace {

/// Several may fail before the lease is over.
constexpr int renewals_in_a_lease = 4;

}  // namespace

struct LeaseKeeper::State {
    explicit State(const asio::any_io_executor& executor) : timer(executor) {}

    asio::steady_timer timer;
    bool stopping = false;
};

LeaseKeeper::LeaseKeeper(const asio::any_io_executor& executor, session::Service& sessions, Id id, Id submission,
                         std::chrono::milliseconds lease)
    : state_(std::make_shared<State>(executor)), group_(observe::log_background) {
    group_.run(executor, "submission lease", keep(state_, sessions, id, submission, lease));
}

asio::awaitable<void> LeaseKeeper::stop() {
    state_->stopping = true;
    state_->timer.cancel();
    co_await group_.join();
}

asio::awaitable<void> LeaseKeeper::keep(std::shared_ptr<State> state, session::Service& sessions, Id id, Id submission,
                                        std::chrono::milliseconds lease) {
    for (;;) {
        state->timer.expires_after(lease / renewals_in_a_lease);
        (void)co_await state->timer.async_wait(tuple_token);
        if (state->stopping) co_return;
        const auto renewed = co_await sessions.renew(id, submission, lease);
        // Somebody else has it: the submission will find out when it wants to complete the session.
        if (!renewed && renewed.error().code == errc::conflict) co_return;
        if (state->stopping) co_return;
    }
}

}  // namespace baton::core::processing
