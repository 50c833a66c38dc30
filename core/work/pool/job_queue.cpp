#include "core/work/pool/job_queue.hpp"

#include <utility>

namespace baton::core::work {

bool JobQueue::push(std::shared_ptr<Ticket> ticket) {
    if (tickets_.size() >= limit_) std::erase_if(tickets_, [](const auto& one) { return one->abandoned(); });
    if (tickets_.size() >= limit_) return false;
    tickets_.push_back(std::move(ticket));
    return true;
}

std::shared_ptr<Ticket> JobQueue::pop() {
    while (!tickets_.empty()) {
        auto ticket = std::move(tickets_.front());
        tickets_.pop_front();
        if (!ticket->abandoned()) return ticket;
    }
    return nullptr;
}

std::vector<std::shared_ptr<Ticket>> JobQueue::take_all() {
    std::vector<std::shared_ptr<Ticket>> all{tickets_.begin(), tickets_.end()};
    tickets_.clear();
    return all;
}

}  // namespace baton::core::work
