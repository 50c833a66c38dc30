#include "core/db/postgres/hint_queue.hpp"

#include <utility>

namespace baton::core::db::postgres {

void HintQueue::add(std::string id) {
    if (id.empty() || id.size() > longest_payload || id.find('\n') != std::string::npos) return;
    if (ids_.size() >= most || !known_.insert(id).second) return;
    ids_.push_back(std::move(id));
}

std::string HintQueue::take_payload() {
    std::string payload;
    while (!ids_.empty()) {
        const auto& id = ids_.front();
        if (!payload.empty() && payload.size() + 1 + id.size() > longest_payload) break;
        if (!payload.empty()) payload += '\n';
        payload += id;
        known_.erase(id);
        ids_.pop_front();
    }
    return payload;
}

std::vector<std::string_view> HintQueue::ids_of(std::string_view payload) {
    std::vector<std::string_view> ids;
    while (!payload.empty()) {
        const auto end = payload.find('\n');
        if (end != 0) ids.push_back(payload.substr(0, end));
        payload.remove_prefix(end == std::string_view::npos ? payload.size() : end + 1);
    }
    return ids;
}

}  // namespace baton::core::db::postgres
