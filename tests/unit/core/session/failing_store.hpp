#pragma once

#include "core/store/memory/session_store.hpp"

#include <optional>
#include <utility>
#include <vector>

namespace baton::core::session {

/// A store of this process that fails as one on the other side of a network does.
class FailingStore : public store::memory::MemorySessionStore {
public:
    using MemorySessionStore::MemorySessionStore;

    std::optional<errc> writes;  ///< what changes answer with
    bool makes = false;          ///< they are made all the same, and only the answer is lost
    bool once = false;           ///< only the next one
    bool unreachable = false;    ///< nothing can be read either

    task<Snapshot> get(Id id) override {
        if (unreachable) co_return problem(errc::unavailable, "connection refused");
        co_return co_await MemorySessionStore::get(id);
    }
    task<Snapshot> compare_and_set(Id id, std::uint64_t version, Session next, Changes changes) override {
        const auto ending = once ? std::exchange(writes, std::nullopt) : writes;
        if (ending && !makes) co_return problem(*ending, "connection lost");
        auto made = co_await MemorySessionStore::compare_and_set(id, version, std::move(next), std::move(changes));
        if (ending) co_return problem(*ending, "connection lost");
        co_return made;
    }
    task<std::vector<Snapshot>> due(TimePoint now, std::size_t limit) override {
        if (unreachable) co_return problem(errc::unavailable, "connection refused");
        co_return co_await MemorySessionStore::due(now, limit);
    }
};

}  // namespace baton::core::session
