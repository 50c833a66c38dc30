#include "core/work/pool/ticket.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <utility>

namespace baton::core::work {

namespace asio = boost::asio;

Ticket::Ticket(Job job, std::shared_ptr<std::atomic<std::size_t>> count)
    : weight(job.share.weight), job_(std::move(job)), count_(std::move(count)) {
    ++*count_;
}

Ticket::~Ticket() {
    --*count_;
}

void Ticket::complete(result<JobReply> reply) {
    const std::scoped_lock lock{mutex_};
    if (waiter_ == nullptr || reply_) return;
    reply_ = std::move(reply);
    // The caller's timer may be touched on the caller's executor only. By then the caller may be gone.
    asio::post(waiter_->completed_.get_executor(), [self = shared_from_this()] {
        const std::scoped_lock again{self->mutex_};
        if (self->waiter_ != nullptr) self->waiter_->completed_.expires_at(asio::steady_timer::time_point::min());
    });
}

bool Ticket::abandoned() const {
    const std::scoped_lock lock{mutex_};
    return waiter_ == nullptr;
}

Ticket::Waiter::Waiter(std::shared_ptr<Ticket> ticket, asio::any_io_executor executor)
    : ticket_(std::move(ticket)), completed_(executor, asio::steady_timer::time_point::max()) {
    const std::scoped_lock lock{ticket_->mutex_};
    ticket_->waiter_ = this;
}

Ticket::Waiter::~Waiter() {
    const std::scoped_lock lock{ticket_->mutex_};
    ticket_->waiter_ = nullptr;
}

task<JobReply> Ticket::Waiter::wait() {
    co_await completed_.async_wait(asio::as_tuple(asio::use_awaitable));
    const std::scoped_lock lock{ticket_->mutex_};
    if (!ticket_->reply_) co_return problem(errc::shutting_down, "the caller gave the job up");
    co_return std::move(*ticket_->reply_);
}

}  // namespace baton::core::work
