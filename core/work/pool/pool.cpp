#include "core/work/pool/pool.hpp"

#include "core/base/background.hpp"
#include "core/observe/background_log.hpp"
#include "core/observe/log.hpp"
#include "core/work/pool/cpu_budget.hpp"
#include "core/work/pool/cpu_meter.hpp"
#include "core/work/pool/exchange.hpp"
#include "core/work/pool/job_cost.hpp"
#include "core/work/pool/loading.hpp"
#include "core/work/pool/share_queue.hpp"
#include "core/work/pool/worker_process.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <atomic>
#include <exception>
#include <optional>
#include <utility>

namespace baton::core::work {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

constexpr auto grace_time = 500ms;
constexpr auto first_pause = 50ms;
constexpr auto longest_pause = 5000ms;
/// A job is given to another worker this often if the one it was meant for had just died.
constexpr unsigned max_misdeliveries = 3;

/// Awaits without passing the caller's cancellation on: what runs on the strand must come to its own end.
auto uncancelled() {
    return asio::bind_cancellation_slot(asio::cancellation_slot{}, asio::use_awaitable);
}

}  // namespace

/// A place for a worker. Its coroutine keeps a worker in it until the pool stops.
struct Slot {
    explicit Slot(const asio::any_io_executor& executor) : wake(executor) {}

    asio::steady_timer wake;  ///< cancelled to make the slot look around
    std::shared_ptr<WorkerProcess> worker;
    bool ready = false;            ///< its worker has loaded everything
    bool failing = false;          ///< its last worker could not be started
    bool idle = false;             ///< waits for a job
    unsigned failures = 0;         ///< workers in a row that could not be started, or ended before they were of use
    std::uint64_t jobs = 0;        ///< that its worker has done
    std::shared_ptr<Ticket> next;  ///< the job that ended the wait
};

struct Pool::Impl : std::enable_shared_from_this<Impl> {
    Impl(asio::any_io_executor executor, PoolSettings given)
        : settings(std::move(given)),
          strand(asio::make_strand(executor)),
          queue((settings.queue_per_worker + 1) * std::max(1u, settings.workers)),
          budget(settings.session_cpu),
          background(observe::log_background) {
        for (unsigned i = 0; i < std::max(1u, settings.workers); ++i) slots.push_back(std::make_unique<Slot>(strand));
    }

    task<std::vector<action::ActionDescriptor>> start();
    void submit(std::shared_ptr<Ticket> ticket);
    asio::awaitable<void> stop();
    void begin_stop();

    std::shared_ptr<WorkerProcess> new_worker(Slot& slot);
    asio::awaitable<void> live(Slot& slot);
    asio::awaitable<void> reload(Slot& slot);
    asio::awaitable<void> serve(Slot& slot);
    asio::awaitable<void> perform(Slot& slot, std::shared_ptr<Ticket> ticket);
    asio::awaitable<void> renew(Slot& slot);
    asio::awaitable<void> pause(Slot& slot, std::chrono::milliseconds time);
    std::shared_ptr<Ticket> next_job();
    std::optional<Problem> over_budget(const Ticket& ticket) const;
    void hand_out();
    void finish(Ticket& ticket, result<JobReply> reply);
    /// `found_weight`: what a worker said of files that were not known.
    void requeue(std::shared_ptr<Ticket> ticket, std::uint64_t found_weight = 0);
    void refuse_queued(const Problem& why);
    void refuse_waiting();
    bool refuses(const Ticket& ticket) const { return stopping || (closed && !ticket.job().goes_on); }

    const PoolSettings settings;
    asio::thread_pool helper{1};
    const asio::any_io_executor strand;
    ShareQueue queue;
    CpuBudget budget;
    std::vector<std::unique_ptr<Slot>> slots;
    background::Group background;  ///< the slots' coroutines
    const std::shared_ptr<std::atomic<std::size_t>> pending = std::make_shared<std::atomic<std::size_t>>(0);
    std::atomic<bool> stopping{false};
    bool closed = false;  ///< only what was begun goes on; the strand's
};

std::shared_ptr<WorkerProcess> Pool::Impl::new_worker(Slot& slot) {
    slot.jobs = 0;
    slot.worker = std::make_shared<WorkerProcess>(strand, helper.get_executor());
    slot.worker->on_exit([&slot, weak = weak_from_this()] {
        if (const auto self = weak.lock(); self && slot.idle) slot.wake.cancel();
    });
    return slot.worker;
}

task<std::vector<action::ActionDescriptor>> Pool::Impl::start() {
    const auto self = shared_from_this();
    Slot& first = *slots.front();
    // The first worker alone: it has the processors to itself, and what is wrong with a plugin is said once.
    auto actions = co_await load_plugins(new_worker(first), settings, true);
    if (stopping) {
        co_await first.worker->finish(0ms);
        co_return problem(errc::shutting_down);
    }
    if (!actions) {
        stopping = true;
        co_return actions.error();
    }
    first.ready = true;
    for (auto& slot : slots) background.run(strand, "worker slot", live(*slot));
    co_return actions;
}

asio::awaitable<void> Pool::Impl::live(Slot& slot) {
    const auto self = shared_from_this();
    while (!stopping) {
        try {
            if (!slot.ready) co_await reload(slot);
            if (slot.ready) {
                co_await serve(slot);
            } else {
                ++slot.failures;
            }
        } catch (const std::exception& surprise) {
            log::error("a worker's slot begins anew", {{"what", surprise.what()}});
            slot.worker->kill();
            slot.ready = false;
            ++slot.failures;
        }
    }
    if (slot.worker) co_await slot.worker->finish(grace_time);
    slot.worker.reset();
}

asio::awaitable<void> Pool::Impl::reload(Slot& slot) {
    if (slot.failures > 0) {
        const auto time = first_pause * (1u << std::min(slot.failures, 7u));
        co_await pause(slot, std::min<std::chrono::milliseconds>(time, longest_pause));
    }
    if (stopping) co_return;
    auto loaded = co_await load_plugins(new_worker(slot), settings, false);
    slot.ready = loaded.has_value();
    slot.failing = !slot.ready;
    if (loaded || stopping) co_return;
    log::error("a worker cannot be started", {{"reason", loaded.error().detail}});
    const bool none = std::ranges::none_of(slots, [](const auto& one) { return one->ready; });
    if (none) refuse_queued(problem(errc::overloaded, "no worker can be started"));
}

asio::awaitable<void> Pool::Impl::serve(Slot& slot) {
    while (!stopping && !slot.worker->lost()) {
        auto ticket = slot.next ? std::exchange(slot.next, nullptr) : next_job();
        if (ticket) {
            co_await perform(slot, std::move(ticket));
            continue;
        }
        slot.idle = true;
        slot.wake.expires_at(asio::steady_timer::time_point::max());
        co_await slot.wake.async_wait(asio::as_tuple(asio::use_awaitable));
        slot.idle = false;
        if (slot.worker->lost() && !stopping) {
            log::warn("an idle worker ended", {{"reason", slot.worker->ending()}});
            ++slot.failures;
        }
    }
    slot.ready = false;
    if (slot.next) requeue(std::exchange(slot.next, nullptr));
}

asio::awaitable<void> Pool::Impl::perform(Slot& slot, std::shared_ptr<Ticket> ticket) {
    auto exchanged = Exchanged{problem(errc::processing_failed, "processing failed")};
    const Job& job = ticket->job();
    const CpuMeter meter{slot.worker};
    try {
        exchanged = co_await exchange(slot.worker, job,
                                      {time_limit(job.kind, ticket->weight, settings.deadline), settings.output_bytes(),
                                       ticket->weighed ? 0 : weight_limit(job)});
    } catch (const std::exception& surprise) {
        log::error("a job failed unexpectedly", {{"what", surprise.what()}});
        slot.worker->kill();
        if (const Problem why = problem_of(surprise); why.code == errc::overloaded) exchanged.reply = why;
    }
    budget.charge(job.share.session, meter.used(), CpuBudget::Clock::now());
    // One that got as far as a job may be followed by another at once: jobs do not come without end.
    slot.failures = exchanged.misdelivered ? slot.failures + 1 : 0;
    if (exchanged.weight > 0) {
        requeue(std::move(ticket), exchanged.weight);
        co_return;
    }
    if (exchanged.misdelivered && !stopping && ++ticket->misdeliveries < max_misdeliveries) {
        requeue(std::move(ticket));
        co_return;
    }
    if (stopping && slot.worker->lost()) exchanged.reply = problem(errc::shutting_down);
    finish(*ticket, std::move(exchanged.reply));
    co_await renew(slot);
}

asio::awaitable<void> Pool::Impl::renew(Slot& slot) {
    if (settings.jobs_per_worker == 0 || ++slot.jobs < settings.jobs_per_worker || stopping) co_return;
    co_await slot.worker->finish(grace_time);
}

asio::awaitable<void> Pool::Impl::pause(Slot& slot, std::chrono::milliseconds time) {
    slot.wake.expires_after(time);
    co_await slot.wake.async_wait(asio::as_tuple(asio::use_awaitable));
}

std::optional<Problem> Pool::Impl::over_budget(const Ticket& ticket) const {
    const auto wait = budget.wait(ticket.job().share.session, CpuBudget::Clock::now());
    if (wait.count() == 0) return std::nullopt;
    Problem refusal = problem(errc::overloaded, "the session has used its processor time");
    refusal.retry_after = static_cast<std::uint32_t>(wait.count());
    return refusal;
}

std::shared_ptr<Ticket> Pool::Impl::next_job() {
    // One that is being replaced will be back in a moment.
    const auto workers = std::ranges::count_if(slots, [](const auto& slot) { return !slot->failing; });
    while (auto ticket = queue.pop(static_cast<std::size_t>(workers))) {
        auto refusal = over_budget(*ticket);
        if (!refusal) return ticket;
        queue.finish(*ticket);
        ticket->complete(std::move(*refusal));
    }
    return nullptr;
}

void Pool::Impl::hand_out() {
    for (const auto& slot : slots) {
        if (!slot->idle) continue;
        auto ticket = next_job();
        if (!ticket) return;
        slot->idle = false;  // so that the next job goes to another one
        slot->next = std::move(ticket);
        slot->wake.cancel();
    }
}

void Pool::Impl::submit(std::shared_ptr<Ticket> ticket) {
    if (refuses(*ticket)) return ticket->complete(problem(errc::shutting_down));
    if (auto refusal = over_budget(*ticket)) return ticket->complete(std::move(*refusal));
    if (!queue.push(ticket)) return ticket->complete(problem(errc::overloaded, "the queue of jobs is full"));
    hand_out();
}

void Pool::Impl::finish(Ticket& ticket, result<JobReply> reply) {
    queue.finish(ticket);
    ticket.complete(std::move(reply));
    hand_out();
}

void Pool::Impl::requeue(std::shared_ptr<Ticket> ticket, std::uint64_t found_weight) {
    if (refuses(*ticket)) return finish(*ticket, problem(errc::shutting_down));
    queue.finish(*ticket);
    ticket->weighed = ticket->weighed || found_weight > 0;
    ticket->weight += found_weight;
    queue.put_back(std::move(ticket));
    hand_out();
}

void Pool::Impl::refuse_queued(const Problem& why) {
    for (const auto& ticket : queue.take_all()) ticket->complete(why);
}

void Pool::Impl::refuse_waiting() {
    closed = true;
    for (const auto& ticket : queue.take_all()) {
        if (refuses(*ticket)) {
            ticket->complete(problem(errc::shutting_down));
        } else {
            queue.put_back(ticket);
        }
    }
}

void Pool::Impl::begin_stop() {
    stopping = true;
    refuse_queued(problem(errc::shutting_down));
    for (const auto& slot : slots) {
        // Idle ones are asked by their own coroutine; what is loading or working is ended here and now.
        if (slot->worker && !(slot->ready && slot->idle)) slot->worker->kill();
        slot->wake.cancel();
    }
}

asio::awaitable<void> Pool::Impl::stop() {
    const auto self = shared_from_this();
    begin_stop();
    co_await background.join();
}

Pool::Pool(asio::any_io_executor executor, PoolSettings settings)
    : impl_(std::make_shared<Impl>(std::move(executor), std::move(settings))) {}

Pool::~Pool() {
    impl_->stopping = true;
    asio::post(impl_->strand, [impl = impl_] { impl->begin_stop(); });
    // Nothing of the helper's may come back to an executor whose context is being destroyed.
    impl_->helper.join();
}

task<std::vector<action::ActionDescriptor>> Pool::start() {
    co_return co_await asio::co_spawn(impl_->strand, impl_->start(), uncancelled());
}

task<JobReply> Pool::run(Job job) {
    const auto ticket = std::make_shared<Ticket>(std::move(job), impl_->pending);
    Ticket::Waiter waiter{ticket, co_await asio::this_coro::executor};
    asio::post(impl_->strand, [impl = impl_, ticket] { impl->submit(ticket); });
    co_return co_await waiter.wait();
}

void Pool::refuse_waiting() {
    asio::post(impl_->strand, [impl = impl_] { impl->refuse_waiting(); });
}

std::size_t Pool::pending() const {
    return *impl_->pending;
}

asio::awaitable<void> Pool::stop() {
    co_await asio::co_spawn(impl_->strand, impl_->stop(), uncancelled());
}

}  // namespace baton::core::work
