#include "core/session/uncollected.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace baton::core::session {

void Uncollected::Sent::add(std::uint64_t first, std::uint64_t end) {
    if (first >= end) return;
    auto next = ranges.upper_bound(first);
    if (next != ranges.begin() && std::prev(next)->second >= first) {
        --next;
        first = next->first;
    }
    while (next != ranges.end() && next->first <= end) {
        end = std::max(end, next->second);
        next = ranges.erase(next);
    }
    ranges.emplace(first, end);
}

void Uncollected::add(const Id& session, const std::vector<File>& items, TimePoint now) {
    Result result{now};
    for (const auto& item : items) {
        if (item.size > 0) result.files[item.id].size = item.size;  // of an empty one nothing ever leaves
    }
    const std::lock_guard lock{mutex_};
    if (!keeps_all_) drop_old(now);
    results_.insert_or_assign(session, std::move(result));
    by_age_.emplace_back(now, session);
}

void Uncollected::forget(const Id& session) {
    const std::lock_guard lock{mutex_};
    results_.erase(session);
}

bool Uncollected::has(const Id& session) const {
    const std::lock_guard lock{mutex_};
    return results_.contains(session);
}

void Uncollected::told(const Id& session) {
    const std::lock_guard lock{mutex_};
    const auto found = results_.find(session);
    if (found == results_.end()) return;
    found->second.told = true;
    drop_if_fetched(session);
}

void Uncollected::sent(const Id& session, const Id& file, std::uint64_t first, std::uint64_t size) {
    const std::lock_guard lock{mutex_};
    const auto found = results_.find(session);
    if (found == results_.end()) return;
    auto& files = found->second.files;
    const auto item = files.find(file);
    if (item == files.end()) return;
    item->second.add(first, first + size);
    if (!item->second.whole()) return;
    files.erase(item);
    drop_if_fetched(session);
}

void Uncollected::keep_all(TimePoint now) {
    const std::lock_guard lock{mutex_};
    drop_old(now);
    keeps_all_ = true;
}

std::size_t Uncollected::size() const {
    const std::lock_guard lock{mutex_};
    return results_.size();
}

void Uncollected::drop_old(TimePoint now) {
    for (; !by_age_.empty() && by_age_.front().first < now - recent; by_age_.pop_front()) {
        const auto found = results_.find(by_age_.front().second);
        if (found != results_.end() && found->second.completed_at < now - recent) results_.erase(found);
    }
}

void Uncollected::drop_if_fetched(const Id& session) {
    const auto found = results_.find(session);
    if (found->second.told && found->second.files.empty()) results_.erase(found);
}

}  // namespace baton::core::session
