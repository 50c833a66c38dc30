#pragma once

#include "core/base/clocks.hpp"
#include "services/signal/store.hpp"

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <unordered_map>

namespace baton::services::signal {

/// Sessions in the memory of the process: nothing survives it.
class MemoryStore final : public Store {
public:
    using Now = std::function<Millis()>;

    /// `timeout`: milliseconds that a session lives. `now` may never go back.
    MemoryStore(Limits limits, Millis timeout, Now now = since_start());

    core::task<> start() override;
    core::task<std::string> create(Offer offer) override;
    core::task<TopicPage> topics(std::string origin, std::int64_t offset, std::int64_t limit) override;
    core::task<std::vector<std::string>> open_sessions(std::string origin, std::string topic) override;
    core::task<std::vector<Listed>> listed(std::vector<std::string> codes) override;
    core::task<> answer(Key key, Literal text) override;
    core::task<> add_candidate(Key key, Side side, Literal text) override;
    core::task<Seen> poll(Key key, Side side) override;
    core::task<> sweep() override;
    void close() override {}

    /// The wall clock as it stood at first, and what has passed since.
    static Now since_start();

private:
    /// Those without an answer, by when they came.
    using Open = std::map<std::uint64_t, const Session*>;
    struct OfOrigin {
        std::size_t sessions = 0;
        std::map<std::string, Open, std::less<>> topics;
    };
    struct Entry {
        Session session;
        std::uint64_t number;
        std::uint64_t bytes;  ///< of its texts
    };

    core::result<std::string> put(Offer offer);
    /// The live session that both belong to; null: there is none.
    Entry* find(const Key& key);
    /// Out of the lists.
    void conceal(const Entry& entry);
    void forget_expired();

    const Limits limits_;
    const Millis timeout_;
    const Now now_;
    std::mutex mutex_;
    std::unordered_map<std::string, Entry> sessions_;  ///< by code
    std::unordered_map<std::string, OfOrigin> origins_;
    std::deque<std::string> by_age_;  ///< codes: all live equally long, so the oldest ends first
    std::uint64_t next_number_ = 0;
    std::uint64_t bytes_ = 0;
};

}  // namespace baton::services::signal
