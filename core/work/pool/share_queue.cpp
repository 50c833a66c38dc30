#include "core/work/pool/share_queue.hpp"

#include "core/work/pool/job_cost.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace baton::core::work {

namespace {

/// How many times what is still free a key may hold: see the class.
constexpr std::size_t greed = 7;
/// Looking for abandoned jobs looks at all: every so many pushes per job at most, so that a push stays cheap.
constexpr std::size_t pushes_per_job = 8;

}  // namespace

/// A session with jobs, waiting or running.
struct ShareQueue::Session {
    JobShare share;
    Key* key = nullptr;
    std::array<std::deque<std::shared_ptr<Ticket>>, costs> waiting;
    std::array<Turns<Session>::Seat, costs> seats;  ///< among those of its key
    std::size_t running = 0;

    std::size_t jobs() const { return waiting[cheap].size() + waiting[dear].size() + running; }
    std::size_t places() const { return std::min(jobs(), jobs_at_once); }
    bool may_run(std::size_t cost) const { return running < jobs_at_once && !waiting[cost].empty(); }
};

/// An API key with such sessions.
struct ShareQueue::Key {
    std::size_t sessions = 0;
    std::size_t places = 0;
    std::array<Turns<Session>, costs> turns;  ///< sessions with a job of that cost that may run
    std::array<Turns<Key>::Seat, costs> seats;
};

ShareQueue::ShareQueue(std::size_t places) : limit_(places) {}

ShareQueue::~ShareQueue() = default;

bool ShareQueue::push(std::shared_ptr<Ticket> ticket) {
    ++pushes_;
    const JobShare& share = ticket->job().share;
    if (!has_room(share) && !(drop_abandoned() && has_room(share))) return false;
    ticket->arrival = ++clock_;
    Session& session = session_of(share);
    change(session, [&] { session.waiting[is_dear(ticket->weight) ? dear : cheap].push_back(std::move(ticket)); });
    return true;
}

void ShareQueue::put_back(std::shared_ptr<Ticket> ticket) {
    Session& session = session_of(ticket->job().share);
    change(session, [&] {
        auto& line = session.waiting[is_dear(ticket->weight) ? dear : cheap];
        const auto arrival = [](const std::shared_ptr<Ticket>& one) { return one->arrival; };
        line.insert(std::ranges::upper_bound(line, ticket->arrival, {}, arrival), std::move(ticket));
    });
}

std::shared_ptr<Ticket> ShareQueue::pop(std::size_t workers) {
    while (const auto cost = next_cost(workers)) {
        Key& key = turns_[*cost].front();
        Session& session = key.turns[*cost].front();
        auto ticket = std::move(session.waiting[*cost].front());
        const bool wanted = !ticket->abandoned();
        if (wanted) {
            ++clock_;
            for (const std::size_t each : {cheap, dear}) {
                // Who had no choice has not had the other turn: dear jobs would wait for ever behind those of others.
                if (each != *cost && each == dear && !dear_fits(workers)) continue;
                key.turns[each].to_back(session.seats[each], clock_);
                turns_[each].to_back(key.seats[each], clock_);
            }
            if (*cost == dear) ++dear_running_;
        }
        change(session, [&] {
            session.waiting[*cost].pop_front();
            if (wanted) ++session.running;
        });
        if (wanted) return ticket;
    }
    return nullptr;
}

void ShareQueue::finish(const Ticket& ticket) {
    if (is_dear(ticket.weight)) --dear_running_;
    Session& session = sessions_.at(ticket.job().share.session);
    change(session, [&] { --session.running; });
}

std::vector<std::shared_ptr<Ticket>> ShareQueue::take_all() {
    std::vector<std::shared_ptr<Ticket>> all;
    for (auto next = sessions_.begin(); next != sessions_.end();) {
        Session& session = (next++)->second;  // which may end here
        change(session, [&] {
            for (auto& line : session.waiting) {
                std::ranges::move(line, std::back_inserter(all));
                line.clear();
            }
        });
    }
    return all;
}

bool ShareQueue::has_room(const JobShare& share) const {
    if (const auto session = sessions_.find(share.session); session != sessions_.end()) {
        if (session->second.jobs() >= longest_line) return false;
        if (session->second.places() == jobs_at_once) return true;
    }
    const auto key = keys_.find(share.owner);
    const std::size_t held = key == keys_.end() ? 0 : key->second.places;
    return held < greed * (limit_ - std::min(limit_, places_));
}

bool ShareQueue::drop_abandoned() {
    if (pushes_ * pushes_per_job < jobs_) return false;
    pushes_ = 0;
    for (auto next = sessions_.begin(); next != sessions_.end();) {
        Session& session = (next++)->second;  // which may end here
        change(session, [&] {
            for (auto& line : session.waiting) std::erase_if(line, [](const auto& one) { return one->abandoned(); });
        });
    }
    return true;
}

ShareQueue::Session& ShareQueue::session_of(const JobShare& share) {
    const auto [found, is_new] = sessions_.try_emplace(share.session);
    Session& session = found->second;
    if (is_new) {
        session.share = share;
        session.key = &keys_[share.owner];
        ++session.key->sessions;
    }
    return session;
}

std::optional<std::size_t> ShareQueue::next_cost(std::size_t workers) const {
    const bool some_cheap = !turns_[cheap].empty();
    const bool some_dear = dear_fits(workers) && !turns_[dear].empty();
    if (some_cheap && some_dear) return cheap_is_earlier() ? cheap : dear;
    if (some_cheap) return cheap;
    return some_dear ? std::optional{dear} : std::nullopt;
}

bool ShareQueue::dear_fits(std::size_t workers) const {
    return workers > 1 ? dear_running_ + 1 < workers : turns_[cheap].empty();
}

bool ShareQueue::cheap_is_earlier() const {
    Key& of_cheap = turns_[cheap].front();
    Key& of_dear = turns_[dear].front();
    if (&of_cheap != &of_dear) return turns_[cheap].since() < turns_[dear].since();
    Session& with_cheap = of_cheap.turns[cheap].front();
    Session& with_dear = of_dear.turns[dear].front();
    if (&with_cheap != &with_dear) return of_cheap.turns[cheap].since() < of_dear.turns[dear].since();
    return with_cheap.waiting[cheap].front()->arrival < with_dear.waiting[dear].front()->arrival;
}

/// Changes the session's jobs and everything that follows from them. It may end the session.
template <class Change>
void ShareQueue::change(Session& session, Change make) {
    const std::size_t jobs = session.jobs();
    const std::size_t places = session.places();
    make();
    jobs_ = jobs_ - jobs + session.jobs();
    places_ = places_ - places + session.places();
    session.key->places = session.key->places - places + session.places();
    update_turns(session);
    if (session.jobs() > 0) return;
    const JobShare ended = session.share;
    if (--session.key->sessions == 0) keys_.erase(ended.owner);
    sessions_.erase(ended.session);
}

void ShareQueue::update_turns(Session& session) {
    Key& key = *session.key;
    ++clock_;
    for (const std::size_t cost : {cheap, dear}) {
        key.turns[cost].seat(session, session.seats[cost], session.may_run(cost), clock_);
        turns_[cost].seat(key, key.seats[cost], !key.turns[cost].empty(), clock_);
    }
}

}  // namespace baton::core::work
