#include "core/store/memory/file_store.hpp"

#include "core/store/quota/counted_writer.hpp"

#include <utility>

namespace baton::core::store::memory {

MemoryFileStore::MemoryFileStore(std::uint64_t session_quota, Shares::Limits quotas)
    : ledger_(std::make_shared<Ledger>(session_quota, quotas)) {}

std::unique_ptr<file::FileWriter> MemoryFileStore::begin(Payer payer, std::uint64_t replaces) {
    return std::make_unique<CountedWriter>(*this, ledger_, by_what_is_held(payer), replaces);
}

task<file::FilePtr> MemoryFileStore::adopt(Payer payer, file::FilePtr file, std::uint64_t replaces) {
    co_return store::adopt(ledger_, by_what_is_held(payer), std::move(file), replaces);
}

result<std::shared_ptr<const void>> MemoryFileStore::charge(Payer payer, std::uint64_t bytes, std::uint64_t replaces) {
    return store::charge(ledger_, by_what_is_held(payer), bytes, replaces);
}

task<> MemoryFileStore::put(Id name, file::StoredFile file) {
    const std::lock_guard lock{mutex_};
    if (!files_.emplace(name, std::move(file)).second) co_return problem(errc::conflict, "file name exists");
    co_return result<>{};
}

task<file::FilePtr> MemoryFileStore::get(file::Object object) {
    const std::lock_guard lock{mutex_};
    const auto found = files_.find(object.name);
    if (found == files_.end()) co_return problem(errc::not_found);
    co_return found->second.reader;
}

task<Id> MemoryFileStore::session_of(Id name) {
    const std::lock_guard lock{mutex_};
    const auto found = files_.find(name);
    if (found == files_.end()) co_return problem(errc::not_found);
    co_return found->second.session;
}

task<> MemoryFileStore::remove(Id name) {
    file::StoredFile dropped;  // destroyed after the lock: giving back takes the ledger's
    const std::lock_guard lock{mutex_};
    const auto found = files_.find(name);
    if (found == files_.end()) co_return result<>{};
    dropped = std::move(found->second);
    files_.erase(found);
    co_return result<>{};
}

std::uint64_t MemoryFileStore::usage() const {
    return ledger_->shares().used();
}

std::uint64_t MemoryFileStore::usage_of(std::uint32_t key) const {
    return ledger_->shares().used_by(key);
}

}  // namespace baton::core::store::memory
