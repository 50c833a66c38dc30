#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace baton::core::db::postgres {

/// Ids that wait to be told to the other nodes, each once, and how they travel: several in a payload, a line each.
class HintQueue {
public:
    /// Of a payload in bytes; PostgreSQL refuses 8000.
    static constexpr std::size_t longest_payload = 7900;
    /// Ids that wait at most. Hints may be lost: others are dropped.
    static constexpr std::size_t most = 20'000;

    /// Passed over: empty ones, ones with a line break, ones that no payload has room for.
    void add(std::string id);
    bool empty() const { return ids_.empty(); }
    std::size_t size() const { return ids_.size(); }

    /// The next payload; its ids do not wait any more.
    std::string take_payload();
    /// The ids of a payload, which it looks at.
    static std::vector<std::string_view> ids_of(std::string_view payload);

private:
    std::deque<std::string> ids_;  ///< in the order in which they came
    std::unordered_set<std::string> known_;
};

}  // namespace baton::core::db::postgres
