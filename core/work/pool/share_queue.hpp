#pragma once

#include "core/base/id.hpp"
#include "core/work/pool/ticket.hpp"
#include "core/work/pool/turns.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace baton::core::work {

/// The jobs that wait for a worker, and who is next: API keys take turns, of a key its sessions, of a session its jobs
/// in the order they came. Not thread-safe.
///
/// Of a session at most `jobs_at_once` jobs have a place, running ones among them: the others wait in their requests
/// until one has ended. Places are bounded; a key may take up to seven eighths of those that are free, so that one key
/// alone has nearly all of them and another one still finds some.
///
/// Dear jobs never run on all workers at once: with one worker, only while nothing cheap could run.
// decision 0012
class ShareQueue {
public:
    static constexpr std::size_t jobs_at_once = 2;    ///< of one session
    static constexpr std::size_t longest_line = 256;  ///< of one session: more than the uploads that it may hold

    /// `places`: for jobs that wait and that run, of all sessions.
    explicit ShareQueue(std::size_t places);
    ~ShareQueue();
    ShareQueue(const ShareQueue&) = delete;
    ShareQueue& operator=(const ShareQueue&) = delete;

    /// False if there is no place. Jobs whose callers left do not count.
    bool push(std::shared_ptr<Ticket> ticket);

    /// By its arrival among those of its session, and without asking for a place: for a job that was taken out and not
    /// begun. Its weight may be another than before.
    void put_back(std::shared_ptr<Ticket> ticket);

    /// The next job that may run and that somebody waits for, or null. `workers`: how many there are, busy ones too. It
    /// counts as running until `finish`.
    std::shared_ptr<Ticket> pop(std::size_t workers);

    /// A job of `pop` has ended, or is about to be put back. Its weight must be what it was.
    void finish(const Ticket& ticket);

    /// Takes out all that wait.
    std::vector<std::shared_ptr<Ticket>> take_all();

    /// Jobs waiting or running, and how many of them have a place.
    std::size_t size() const { return jobs_; }
    std::size_t places() const { return places_; }

private:
    static constexpr std::size_t cheap = 0;
    static constexpr std::size_t dear = 1;
    static constexpr std::size_t costs = 2;
    struct Session;
    struct Key;

    bool has_room(const JobShare& share) const;
    bool drop_abandoned();
    Session& session_of(const JobShare& share);
    std::optional<std::size_t> next_cost(std::size_t workers) const;
    bool dear_fits(std::size_t workers) const;
    bool cheap_is_earlier() const;
    template <class Change>
    void change(Session& session, Change make);
    void update_turns(Session& session);

    const std::size_t limit_;
    std::unordered_map<Id, Session, IdHash> sessions_;  ///< those with a job
    std::unordered_map<std::uint32_t, Key> keys_;       ///< those with a session
    std::array<Turns<Key>, costs> turns_;               ///< keys with a job of that cost that may run
    std::uint64_t clock_ = 0;                           ///< counts what happens
    std::size_t jobs_ = 0;
    std::size_t places_ = 0;
    std::size_t dear_running_ = 0;
    std::size_t pushes_ = 0;  ///< since abandoned jobs were looked for
};

}  // namespace baton::core::work
