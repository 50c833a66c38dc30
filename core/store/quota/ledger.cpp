#include "core/store/quota/ledger.hpp"

#include <algorithm>

namespace baton::core::store {

result<> Ledger::add(const Payer& payer, std::uint64_t bytes, std::uint64_t allowance) {
    if (bytes == 0) return {};
    const std::lock_guard lock{mutex_};
    // The place first, where memory may run out: what is taken then is given back by `subtract`.
    Used& used = by_session_[payer.session];
    auto taken = take(payer, used, bytes, allowance);
    if (taken) used.in_flight += bytes;
    drop_if_unused(payer.session);
    return taken;
}

void Ledger::subtract(const Payer& payer, std::uint64_t bytes) {
    if (bytes == 0) return;
    const std::lock_guard lock{mutex_};
    by_session_.at(payer.session).in_flight -= bytes;
    drop_if_unused(payer.session);
    shares_.give_back(payer.key, bytes);
}

void Ledger::enter(const Payer& payer) {
    const std::lock_guard lock{mutex_};
    Used& used = by_session_[payer.session];
    ++used.visitors;
    // The newest record says most; one that is older than what was kept since says less.
    used.kept = std::max(used.kept, payer.held);
}

void Ledger::leave(const Payer& payer) {
    const std::lock_guard lock{mutex_};
    --by_session_.at(payer.session).visitors;
    drop_if_unused(payer.session);
}

void Ledger::keep(const Payer& payer, std::uint64_t bytes) {
    if (bytes == 0) return;
    const std::lock_guard lock{mutex_};
    kept_.add(payer.key, bytes);
    const auto found = by_session_.find(payer.session);
    if (found != by_session_.end()) found->second.kept += bytes;
}

void Ledger::forget(const Payer& payer, std::uint64_t bytes) {
    if (bytes == 0) return;
    const std::lock_guard lock{mutex_};
    kept_.drop(payer.key, bytes);
    const auto found = by_session_.find(payer.session);
    if (found != by_session_.end()) found->second.kept -= std::min(found->second.kept, bytes);
}

result<> Ledger::take(const Payer& payer, const Used& used, std::uint64_t bytes, std::uint64_t allowance) {
    if (used.in_flight + used.kept + bytes > session_quota_ + allowance) return problem(errc::session_quota_exceeded);
    switch (shares_.take(payer.key, bytes)) {
        case Shares::Room::key_is_full:
            return problem(errc::storage_full, "KEY_FILE_QUOTA_BYTES reached");
        case Shares::Room::all_is_full:
            return problem(errc::storage_full, "FILE_QUOTA_TOTAL_BYTES reached");
        case Shares::Room::enough:
            return {};
    }
    return problem(errc::internal);
}

void Ledger::drop_if_unused(const Id& session) {
    const auto found = by_session_.find(session);
    if (found->second.in_flight == 0 && found->second.visitors == 0) by_session_.erase(found);
}

Charge::Charge(std::shared_ptr<Ledger> ledger, const Payer& payer, std::uint64_t allowance)
    : ledger_(std::move(ledger)), payer_(payer), allowance_(allowance) {
    ledger_->enter(payer_);
}

Charge::~Charge() {
    ledger_->subtract(payer_, bytes_);
    ledger_->leave(payer_);
}

result<> Charge::add(std::uint64_t bytes) {
    auto added = ledger_->add(payer_, bytes, allowance_);
    if (added) bytes_ += bytes;
    return added;
}

}  // namespace baton::core::store
