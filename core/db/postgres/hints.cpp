#include "core/db/postgres/hints.hpp"

#include "core/base/background.hpp"
#include "core/base/id.hpp"
#include "core/base/tuple_token.hpp"
#include "core/db/postgres/connection.hpp"
#include "core/db/postgres/dialer.hpp"
#include "core/db/postgres/hint_queue.hpp"
#include "core/db/postgres/next_step.hpp"
#include "core/observe/background_log.hpp"
#include "core/observe/log.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <atomic>
#include <utility>

namespace baton::core::db::postgres {

namespace asio = boost::asio;
using Clock = asio::steady_timer::clock_type;
using namespace std::chrono_literals;

namespace {

constexpr auto first_rest = 100ms;
constexpr auto longest_rest = 2000ms;
constexpr auto longest_goodbye = 2s;
/// What the name of a hint to itself begins with.
constexpr char own_mark = '=';

}  // namespace

/// What the coroutines share with their owner. On its executor only, but for `works`.
class Hints::State : public std::enable_shared_from_this<State> {
public:
    State(asio::any_io_executor executor, const Libpq& pq, Target target, Settings settings, Hear hear)
        : executor_(executor),
          settings_(std::move(settings)),
          hear_(std::move(hear)),
          dialer_(executor, pq, std::move(target), settings_.connect_timeout),
          checked_(executor),
          wake_(executor),
          pause_(executor),
          group_(observe::log_background) {}

    const asio::any_io_executor& executor() const { return executor_; }
    bool works() const { return works_; }
    void add(std::vector<std::string> ids);
    asio::awaitable<void> begin();
    void stop();
    asio::awaitable<void> close();

private:
    task<> keep();
    asio::awaitable<void> serve(std::shared_ptr<Link> link);
    asio::awaitable<void> converse(std::shared_ptr<Connection> connection);
    asio::awaitable<bool> check(std::shared_ptr<Connection> connection);
    asio::awaitable<bool> ask(std::shared_ptr<Connection> connection, Statement statement);
    asio::awaitable<void> rest(std::chrono::milliseconds pause);
    void heard(std::string_view payload, bool own);
    void tell(bool works);

    const asio::any_io_executor executor_;
    const Settings settings_;
    const Hear hear_;
    Dialer dialer_;
    HintQueue queue_;
    std::shared_ptr<Connection> connection_;
    asio::steady_timer checked_;  ///< ends when it is known whether hints arrive
    asio::steady_timer wake_;     ///< ends when there is something to tell
    asio::steady_timer pause_;
    background::Group group_;
    std::string token_;     ///< of the hint to itself that is on its way
    bool arrived_ = false;  ///< that one
    bool told_ = false;     ///< that hints do not arrive
    bool known_ = false;    ///< whether hints arrived at the first try
    bool deaf_ = false;     ///< the server does what it is asked, but hints do not arrive
    unsigned failures_ = 0;
    bool closed_ = false;
    std::atomic<bool> works_{false};
};

asio::awaitable<void> Hints::State::begin() {
    const auto self = shared_from_this();
    group_.keep(executor_, "hints of PostgreSQL", [self] { return self->keep(); });
    checked_.expires_at(Clock::time_point::max());
    if (!known_) (void)co_await checked_.async_wait(tuple_token);
}

task<> Hints::State::keep() {
    const auto self = shared_from_this();
    while (!closed_) {
        auto link = co_await dialer_.dial();
        if (link) {
            co_await serve(std::move(*link));
        } else {
            tell(false);
            co_await rest(pause_before(++failures_, first_rest, longest_rest, 1));
        }
    }
    co_return result<>{};
}

asio::awaitable<void> Hints::State::serve(std::shared_ptr<Link> link) {
    const auto hear = [weak = weak_from_this()](std::string_view payload, bool own) {
        const auto self = weak.lock();
        if (self) self->heard(payload, own);
    };
    connection_ = std::make_shared<Connection>(std::move(link), [] { /* each call is awaited */ }, hear);
    if (!closed_ && connection_->start()) {
        group_.run(executor_, "hints to others", converse(connection_));
        co_await connection_->run();
    }
    if (works_.exchange(false)) failures_ = 0;
    connection_->close(End::lost);
    connection_.reset();
    wake_.cancel();
    // Behind a pgbouncer in transaction mode hints will not arrive the next time either.
    const auto pause = pause_before(++failures_, first_rest, longest_rest, 1);
    co_await rest(std::exchange(deaf_, false) ? settings_.check_pause : pause);
}

asio::awaitable<void> Hints::State::converse(std::shared_ptr<Connection> connection) {
    const auto self = shared_from_this();
    const auto works = co_await check(connection);
    tell(works);
    bool goes_on = works;
    while (goes_on && connection->is_usable()) {
        wake_.expires_at(Clock::time_point::max());
        if (queue_.empty()) {
            (void)co_await wake_.async_wait(tuple_token);
            continue;
        }
        goes_on = co_await ask(connection, {"SELECT pg_notify('baton', $1)", {queue_.take_payload()}});
    }
    connection->close(End::silent);
}

// Told over a second connection: a pgbouncer in transaction mode passes on what the asking client itself caused, and
// nothing else.
asio::awaitable<bool> Hints::State::check(std::shared_ptr<Connection> connection) {
    token_ = own_mark + to_string(new_id());
    arrived_ = false;
    const auto listens = co_await ask(connection, {"LISTEN baton"});
    if (!listens) co_return false;
    auto other = co_await dialer_.dial();
    if (!other) co_return false;
    const auto sender = std::make_shared<Connection>(std::move(*other), [] { /* its call is awaited */ });
    if (closed_ || !sender->start()) co_return false;
    group_.run(executor_, "check of hints", sender->run());
    const auto sent = co_await ask(sender, {"SELECT pg_notify('baton', $1)", {token_}});
    sender->close(End::closed);
    if (!sent) co_return false;
    const auto until = Clock::now() + settings_.check_timeout;
    while (!arrived_ && connection->is_usable() && Clock::now() < until) {
        wake_.expires_at(until);
        (void)co_await wake_.async_wait(tuple_token);
    }
    deaf_ = !arrived_ && connection->is_usable();
    co_return arrived_;
}

/// Whether the server did it, in time.
asio::awaitable<bool> Hints::State::ask(std::shared_ptr<Connection> connection, Statement statement) {
    asio::steady_timer timer{executor_, settings_.check_timeout};
    const auto call = std::make_shared<Call>();
    call->statements.push_back(std::move(statement));
    call->ended = [&timer] { timer.cancel(); };
    connection->send(call);
    if (!call->outcome) (void)co_await timer.async_wait(tuple_token);
    if (!call->outcome) connection->close(End::silent);
    call->ended = [] { /* the timer is gone */ };
    co_return call->outcome && call->outcome->end == End::answered;
}

asio::awaitable<void> Hints::State::rest(std::chrono::milliseconds pause) {
    if (closed_) co_return;
    pause_.expires_after(pause);
    (void)co_await pause_.async_wait(tuple_token);
}

void Hints::State::heard(std::string_view payload, bool own) {
    if (payload == token_) {
        arrived_ = true;
        wake_.cancel();
        return;
    }
    if (own || payload.starts_with(own_mark)) return;
    for (const auto id : HintQueue::ids_of(payload)) hear_(id);
}

void Hints::State::tell(bool works) {
    works_ = works;
    known_ = true;
    checked_.cancel();
    if (works == !told_ || closed_) return;
    told_ = !works;
    if (works) {
        log::info("hints of other nodes arrive again");
    } else {
        log::warn("hints of other nodes do not arrive; the database is polled instead");
    }
}

void Hints::State::add(std::vector<std::string> ids) {
    // Later they would be no news: whoever they are for polls meanwhile.
    if (!works_) return;
    for (auto& id : ids) queue_.add(std::move(id));
    wake_.cancel();
}

void Hints::State::stop() {
    if (std::exchange(closed_, true)) return;
    works_ = false;
    group_.stop();
    dialer_.close();
    pause_.cancel();
    checked_.cancel();
    const auto connection = connection_;
    if (connection) connection->close(End::closed);
    wake_.cancel();
}

asio::awaitable<void> Hints::State::close() {
    const auto self = shared_from_this();
    stop();
    (void)co_await group_.join(longest_goodbye);
}

task<std::unique_ptr<Hints>> Hints::open(asio::any_io_executor executor, Settings settings, Hear hear) {
    const auto pq = Libpq::load();
    if (!pq) co_return pq.error();
    auto target = parse_target(**pq, settings.url);
    if (!target) co_return target.error();
    const auto state =
        std::make_shared<State>(executor, **pq, std::move(*target), std::move(settings), std::move(hear));
    co_await asio::co_spawn(executor, state->begin(), asio::use_awaitable);
    co_return std::unique_ptr<Hints>{new Hints{state}};
}

Hints::~Hints() {
    asio::post(state_->executor(), [state = state_] { state->stop(); });
}

void Hints::notify(std::vector<std::string> ids) {
    asio::post(state_->executor(), [state = state_, ids = std::move(ids)]() mutable { state->add(std::move(ids)); });
}

bool Hints::works() const {
    return state_->works();
}

asio::awaitable<void> Hints::close() {
    const auto state = state_;
    co_await asio::co_spawn(state->executor(), state->close(), asio::use_awaitable);
}

}  // namespace baton::core::db::postgres
