#include "services/signal/memory_store.hpp"

#include "core/base/id.hpp"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

namespace baton::services::signal {

using namespace core;

namespace {

/// What a session takes beside its texts.
constexpr std::uint64_t of_session = 512;
constexpr std::uint64_t of_candidate = 64;

Problem no_memory() {
    return problem(errc::overloaded, "as much as may be in memory");
}

Listed shown(const Session& session) {
    const auto& candidates = session.candidates_of(Side::offerer);
    const auto count = static_cast<std::ptrdiff_t>(std::min(candidates.size(), Store::at_once));
    return {session.code,       session.of.info,   session.of.offer, {candidates.begin(), candidates.begin() + count},
            session.created_at, session.expires_at};
}

}  // namespace

MemoryStore::Now MemoryStore::since_start() {
    return [calendar = Clocks{}.calendar()] {
        const auto date = calendar.date_of(BootClock::now()).time_since_epoch();
        return std::chrono::duration_cast<std::chrono::milliseconds>(date).count();
    };
}

MemoryStore::MemoryStore(Limits limits, Millis timeout, Now now)
    : limits_(limits), timeout_(timeout), now_(std::move(now)) {}

task<> MemoryStore::start() {
    co_return result<>{};
}

task<std::string> MemoryStore::create(Offer offer) {
    co_return put(std::move(offer));
}

result<std::string> MemoryStore::put(Offer offer) {
    const std::lock_guard lock{mutex_};
    forget_expired();
    // An origin is a key of its own, too.
    const std::uint64_t bytes =
        of_session + 2 * offer.origin.size() + offer.topic.size() + offer.info.size() + offer.offer.size();
    if (sessions_.size() >= limits_.sessions || bytes_ + bytes > limits_.memory) {
        return problem(errc::overloaded, "as many sessions as may be");
    }
    auto& of_origin = origins_[offer.origin];
    if (of_origin.sessions >= limits_.of_origin) {
        return problem(errc::too_many_requests, "Too many sessions of this origin");
    }
    Session session{.code = to_string(new_id()), .of = std::move(offer), .created_at = now_()};
    session.expires_at = session.created_at + timeout_;
    std::string code = session.code;
    const auto& entry = sessions_.emplace(code, Entry{std::move(session), next_number_++, bytes}).first->second;
    of_origin.topics[entry.session.of.topic].emplace(entry.number, &entry.session);
    ++of_origin.sessions;
    by_age_.push_back(code);
    bytes_ += bytes;
    return code;
}

task<TopicPage> MemoryStore::topics(std::string origin, std::int64_t offset, std::int64_t limit) {
    const std::lock_guard lock{mutex_};
    forget_expired();
    TopicPage page;
    const auto known = origins_.find(origin);
    if (known == origins_.end()) co_return page;
    const auto& topics = known->second.topics;
    page.total = static_cast<std::int64_t>(topics.size());
    if (offset >= page.total) co_return page;
    auto topic = std::next(topics.begin(), offset);
    for (; topic != topics.end() && std::ssize(page.topics) < limit; ++topic) {
        page.topics.push_back({topic->first, std::ssize(topic->second)});
    }
    co_return page;
}

task<std::vector<std::string>> MemoryStore::open_sessions(std::string origin, std::string topic) {
    const std::lock_guard lock{mutex_};
    forget_expired();
    std::vector<std::string> codes;
    const auto known = origins_.find(origin);
    if (known == origins_.end()) co_return codes;
    const auto open = known->second.topics.find(topic);
    if (open == known->second.topics.end()) co_return codes;
    for (auto each = open->second.rbegin(); each != open->second.rend() && codes.size() < longest_list; ++each) {
        codes.push_back(each->second->code);
    }
    co_return codes;
}

task<std::vector<Listed>> MemoryStore::listed(std::vector<std::string> codes) {
    const std::lock_guard lock{mutex_};
    const auto now = now_();
    std::vector<Listed> list;
    for (const auto& code : codes) {
        const auto found = sessions_.find(code);
        if (found == sessions_.end()) continue;
        const Session& session = found->second.session;
        if (!session.answer && rules::is_live(session, now)) list.push_back(shown(session));
    }
    co_return list;
}

task<> MemoryStore::answer(Key key, Literal text) {
    const std::lock_guard lock{mutex_};
    Entry* entry = find(key);
    if (entry == nullptr) co_return no_session();
    const auto bytes = text.size();
    const bool first = !entry->session.answer;
    if (first && bytes_ + bytes > limits_.memory) co_return no_memory();
    if (auto taken = rules::answer(entry->session, std::move(text)); !taken) co_return taken;
    if (first) {
        conceal(*entry);
        entry->bytes += bytes;
        bytes_ += bytes;
    }
    co_return result<>{};
}

task<> MemoryStore::add_candidate(Key key, Side side, Literal text) {
    const std::lock_guard lock{mutex_};
    Entry* entry = find(key);
    if (entry == nullptr) co_return no_session();
    const auto bytes = of_candidate + text.size();
    if (bytes_ + bytes > limits_.memory) co_return no_memory();
    auto added = rules::add_candidate(entry->session, side, std::move(text), limits_.candidates);
    if (!added) co_return added;
    entry->bytes += bytes;
    bytes_ += bytes;
    co_return result<>{};
}

task<Seen> MemoryStore::poll(Key key, Side side) {
    const std::lock_guard lock{mutex_};
    const Entry* entry = find(key);
    if (entry == nullptr) co_return no_session();
    co_return rules::seen_by(entry->session, side);
}

task<> MemoryStore::sweep() {
    const std::lock_guard lock{mutex_};
    forget_expired();
    co_return result<>{};
}

MemoryStore::Entry* MemoryStore::find(const Key& key) {
    const auto found = sessions_.find(key.code);
    if (found == sessions_.end()) return nullptr;
    Entry& entry = found->second;
    return entry.session.of.origin == key.origin && rules::is_live(entry.session, now_()) ? &entry : nullptr;
}

void MemoryStore::conceal(const Entry& entry) {
    auto& topics = origins_.at(entry.session.of.origin).topics;
    const auto topic = topics.find(entry.session.of.topic);
    if (topic == topics.end()) return;
    topic->second.erase(entry.number);
    if (topic->second.empty()) topics.erase(topic);
}

void MemoryStore::forget_expired() {
    const auto now = now_();
    while (!by_age_.empty()) {
        const auto found = sessions_.find(by_age_.front());
        const Entry& entry = found->second;
        if (rules::is_live(entry.session, now)) return;
        conceal(entry);
        const auto origin = origins_.find(entry.session.of.origin);
        if (--origin->second.sessions == 0) origins_.erase(origin);
        bytes_ -= entry.bytes;
        sessions_.erase(found);
        by_age_.pop_front();
    }
}

}  // namespace baton::services::signal
