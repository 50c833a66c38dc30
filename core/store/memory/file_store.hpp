#pragma once

#include "core/base/shares.hpp"
#include "core/file/file_store.hpp"
#include "core/store/quota/ledger.hpp"

#include <cstdint>
#include <memory>
#include <mutex>
#include <unordered_map>

namespace baton::core::store::memory {

/// Files as sealed memfds of this process.
class MemoryFileStore : public file::FileStore {
public:
    MemoryFileStore(std::uint64_t session_quota, std::uint64_t total_quota)
        : MemoryFileStore(session_quota, Shares::Limits{total_quota, total_quota}) {}
    MemoryFileStore(std::uint64_t session_quota, Shares::Limits quotas);

    std::unique_ptr<file::FileWriter> begin(Payer payer, std::uint64_t replaces = 0) override;
    task<file::FilePtr> adopt(Payer payer, file::FilePtr file, std::uint64_t replaces = 0) override;
    result<std::shared_ptr<const void>> charge(Payer payer, std::uint64_t bytes, std::uint64_t replaces = 0) override;
    task<> put(Id name, file::StoredFile file) override;
    task<file::FilePtr> get(file::Object object) override;
    task<Id> session_of(Id name) override;
    task<> remove(Id name) override;
    std::uint64_t usage() const override;
    /// Of these, those of one key's sessions.
    std::uint64_t usage_of(std::uint32_t key) const;

private:
    /// Without what its record says: what is stored is counted by who holds it.
    static Payer by_what_is_held(const Payer& payer) { return {payer.key, payer.session}; }

    std::shared_ptr<Ledger> ledger_;  ///< outlives the store: files in flight give back to it
    std::mutex mutex_;
    std::unordered_map<Id, file::StoredFile, IdHash> files_;
};

}  // namespace baton::core::store::memory
