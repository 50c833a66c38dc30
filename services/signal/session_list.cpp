#include "services/signal/session_list.hpp"

#include "services/signal/answers.hpp"

#include <algorithm>
#include <utility>

namespace baton::services::signal {

using namespace core;

task<std::span<const std::byte>> SessionList::next() {
    piece_.clear();
    if (!std::exchange(begun_, true)) piece_ = answers::sessions_begin;
    // An empty piece would be the end.
    while (!ended_ && piece_.size() <= answers::sessions_begin.size()) {
        const auto count = std::min(Store::at_once, codes_.size() - asked_);
        const auto first = codes_.begin() + static_cast<std::ptrdiff_t>(asked_);
        result<std::vector<Listed>> found;
        if (count > 0) found = co_await store_.listed({first, first + static_cast<std::ptrdiff_t>(count)});
        if (!found) co_return found.error();
        for (auto& session : *found) {
            const auto text = co_await text_of(std::move(session));
            if (!text) co_return text.error();
            if (std::exchange(any_, true)) piece_ += ',';
            piece_ += *text;
        }
        asked_ += count;
        ended_ = asked_ == codes_.size();
        if (ended_) piece_ += answers::sessions_end;
    }
    charged_ = std::max(charged_, piece_.size());
    if (auto room = charge_.grow(charged_); !room) co_return room.error();
    co_return std::as_bytes(std::span{piece_});
}

task<std::string> SessionList::text_of(Listed session) {
    if (session.candidates.size() == Store::at_once) {
        auto all = co_await store_.poll({session.code, origin_}, Side::answerer);
        if (all) session.candidates = std::move(all->candidates);
        if (!all && all.error().code != errc::not_found) co_return all.error();
    }
    co_return answers::session(session);
}

}  // namespace baton::services::signal
