#pragma once

#include "core/base/error.hpp"
#include "core/base/payer.hpp"
#include "core/base/shares.hpp"
#include "core/store/quota/kept.hpp"

#include <cstdint>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <utility>

namespace baton::core::store {

/// Who uses how many bytes of files: those in flight by what this process holds, and with them what a store keeps that
/// outlives it. Only counts. Any thread.
class Ledger {
public:
    Ledger(std::uint64_t session_quota, Shares::Limits quotas) : shares_(quotas), session_quota_(session_quota) {}

    /// Takes all of it or nothing. `allowance`: bytes over the session's quota that will be given back.
    /// Errors: session_quota_exceeded, storage_full with the setting's name.
    result<> add(const Payer& payer, std::uint64_t bytes, std::uint64_t allowance);
    void subtract(const Payer& payer, std::uint64_t bytes);

    /// While somebody visits a session, what a store keeps of it counts against its quota too: `Payer::held`, and what
    /// is kept and forgotten meanwhile.
    void enter(const Payer& payer);
    void leave(const Payer& payer);

    /// What a store that outlives the process keeps from now on, or no longer; over the quotas too: it is so already.
    void keep(const Payer& payer, std::uint64_t bytes);
    void forget(const Payer& payer, std::uint64_t bytes);

    /// All that such a store keeps, by key: others may change it.
    Kept& kept() { return kept_; }

    const Shares& shares() const { return shares_; }

private:
    struct Used {
        std::uint64_t in_flight = 0;
        std::uint64_t kept = 0;
        std::uint32_t visitors = 0;
    };
    result<> take(const Payer& payer, const Used& used, std::uint64_t bytes, std::uint64_t allowance);
    void drop_if_unused(const Id& session);

    std::mutex mutex_;
    std::unordered_map<Id, Used, IdHash> by_session_;
    Shares shares_;
    Kept kept_{shares_};
    std::uint64_t session_quota_;
};

/// Bytes in flight that are counted as long as this lives.
class Charge {
public:
    Charge(std::shared_ptr<Ledger> ledger, const Payer& payer, std::uint64_t allowance = 0);
    ~Charge();
    Charge(const Charge&) = delete;
    Charge& operator=(const Charge&) = delete;

    /// As Ledger::add.
    result<> add(std::uint64_t bytes);

private:
    std::shared_ptr<Ledger> ledger_;
    Payer payer_;
    std::uint64_t allowance_;
    std::uint64_t bytes_ = 0;
};

}  // namespace baton::core::store
