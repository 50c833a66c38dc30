#pragma once

#include "core/access/owners.hpp"
#include "core/db/database.hpp"
#include "core/file/file_store.hpp"
#include "core/file/object_store.hpp"
#include "core/outbox/outbox.hpp"
#include "core/session/session_store.hpp"
#include "core/store/quota/ledger.hpp"

#include <memory>
#include <mutex>
#include <unordered_map>

namespace baton::core::store::sql {

/// Files whose bytes lie in an object store and whose names in the tables of sessions. Before a file is put, the outbox
/// is told to remove it in an hour; the change that gives it to a session takes that back. So whoever dies in between
/// leaves nothing that stays.
// decision 0103
class SqlFileStore final : public file::FileStore {
public:
    SqlFileStore(db::Database& database, outbox::Outbox& outbox, file::ObjectStore& objects,
                 std::uint64_t session_quota, Shares::Limits quotas);

    /// Counts what sessions have: before anything else, and again where other servers change it. Errors: the
    /// database's.
    task<> count(access::Owners& owners);

    std::unique_ptr<file::FileWriter> begin(Payer payer, std::uint64_t replaces = 0) override;
    task<file::FilePtr> adopt(Payer payer, file::FilePtr file, std::uint64_t replaces = 0) override;
    result<std::shared_ptr<const void>> charge(Payer payer, std::uint64_t bytes, std::uint64_t replaces = 0) override;
    task<> put(Id name, file::StoredFile file) override;
    task<file::FilePtr> get(file::Object object) override;
    task<Id> session_of(Id name) override;
    task<> remove(Id name) override;
    std::uint64_t usage() const override { return ledger_->shares().used(); }

    /// A session has been changed so: what it took counts as its own from now on, what it dropped no longer.
    void changed(const Payer& payer, const session::Changes& changes);
    /// Nobody knows whether it has: what it was to take is held no longer. If it did not take it, it goes in its hour.
    void lost_sight(const session::Changes& changes);

private:
    task<Kept::Amounts> bytes_by_owner(access::Owners& owners);
    file::FilePtr in_hand(const Id& name);
    void let_go(const Id& name);
    task<> put_object(Id name, file::FilePtr bytes);
    task<> remove_object(outbox::Job job);

    db::Database& database_;
    outbox::Outbox& outbox_;
    file::ObjectStore& objects_;
    std::shared_ptr<Ledger> ledger_;  ///< outlives the store: files in flight give back to it
    std::mutex mutex_;
    /// Put, and not yet a session's.
    std::unordered_map<Id, file::FilePtr, IdHash> named_;
};

}  // namespace baton::core::store::sql
