#include "core/store/memory/file_store.hpp"

#include <utility>

namespace baton::core::store::memory {

using BlobPtr = std::shared_ptr<const file::Blob>;

/// Who uses how many bytes.
class MemoryFileStore::Ledger {
public:
    Ledger(std::uint64_t session_quota, std::uint64_t total_quota)
        : session_quota_(session_quota), total_quota_(total_quota) {}

    result<void> add(const Id& session, std::uint64_t bytes, std::uint64_t allowance) {
        if (bytes == 0) return {};
        const std::lock_guard lock{mutex_};
        std::uint64_t& used = by_session_[session];
        if (used + bytes > session_quota_ + allowance) {
            if (used == 0) by_session_.erase(session);
            return problem(errc::session_quota_exceeded);
        }
        if (total_ + bytes > total_quota_) {
            if (used == 0) by_session_.erase(session);
            return problem(errc::storage_full, "FILE_QUOTA_TOTAL_BYTES reached");
        }
        used += bytes;
        total_ += bytes;
        return {};
    }

    void subtract(const Id& session, std::uint64_t bytes) {
        if (bytes == 0) return;
        const std::lock_guard lock{mutex_};
        const auto found = by_session_.find(session);
        found->second -= bytes;
        if (found->second == 0) by_session_.erase(found);
        total_ -= bytes;
    }

    std::uint64_t total() const {
        const std::lock_guard lock{mutex_};
        return total_;
    }

private:
    mutable std::mutex mutex_;
    std::unordered_map<Id, std::uint64_t, IdHash> by_session_;
    std::uint64_t total_ = 0;
    std::uint64_t session_quota_;
    std::uint64_t total_quota_;
};

/// Bytes that are counted as long as this lives.
class MemoryFileStore::Charge {
public:
    Charge(std::shared_ptr<Ledger> ledger, const Id& session, std::uint64_t allowance = 0)
        : ledger_(std::move(ledger)), session_(session), allowance_(allowance) {}
    ~Charge() { ledger_->subtract(session_, bytes_); }
    Charge(const Charge&) = delete;
    Charge& operator=(const Charge&) = delete;

    result<void> add(std::uint64_t bytes) {
        auto added = ledger_->add(session_, bytes, allowance_);
        if (added) bytes_ += bytes;
        return added;
    }

private:
    std::shared_ptr<Ledger> ledger_;
    Id session_;
    std::uint64_t allowance_;  ///< bytes over the quota that will be given back
    std::uint64_t bytes_ = 0;
};

namespace {

/// The blob, holding on to what counts it until the last user lets go.
template <class Charge>
BlobPtr charged(BlobPtr blob, std::shared_ptr<Charge> charge) {
    const file::Blob* plain = blob.get();
    return {plain, [blob = std::move(blob), charge = std::move(charge)](const file::Blob*) {}};
}

}  // namespace

class MemoryFileStore::Sink : public file::FileSink {
public:
    explicit Sink(std::shared_ptr<Charge> charge) : charge_(std::move(charge)) {}

    task<> append(std::span<const std::byte> bytes) override {
        if (auto added = charge_->add(bytes.size()); !added) co_return added;
        co_return writer_.append(bytes);
    }
    std::span<const std::byte> head() const override { return writer_.head(); }
    task<BlobPtr> finish() override {
        auto blob = writer_.finish();
        if (!blob) co_return blob.error();
        co_return charged(std::move(*blob), std::move(charge_));
    }

private:
    std::shared_ptr<Charge> charge_;
    file::BlobWriter writer_;
};

MemoryFileStore::MemoryFileStore(std::uint64_t session_quota, std::uint64_t total_quota)
    : ledger_(std::make_shared<Ledger>(session_quota, total_quota)) {}

MemoryFileStore::~MemoryFileStore() = default;

std::unique_ptr<file::FileSink> MemoryFileStore::begin(Id session, std::uint64_t replaces) {
    return std::make_unique<Sink>(std::make_shared<Charge>(ledger_, session, replaces));
}

task<BlobPtr> MemoryFileStore::adopt(Id session, BlobPtr blob, std::uint64_t replaces) {
    auto charge = std::make_shared<Charge>(ledger_, session, replaces);
    if (auto added = charge->add(blob->size()); !added) co_return added.error();
    co_return charged(std::move(blob), std::move(charge));
}

result<std::shared_ptr<const void>> MemoryFileStore::charge(Id session, std::uint64_t bytes, std::uint64_t replaces) {
    auto charge = std::make_shared<Charge>(ledger_, session, replaces);
    if (auto added = charge->add(bytes); !added) return added.error();
    return std::shared_ptr<const void>{std::move(charge)};
}

task<> MemoryFileStore::put(Id name, file::StoredFile file) {
    const std::lock_guard lock{mutex_};
    if (!files_.emplace(name, std::move(file)).second) co_return problem(errc::conflict, "file name exists");
    co_return result<>{};
}

task<file::StoredFile> MemoryFileStore::get(Id name) {
    const std::lock_guard lock{mutex_};
    const auto found = files_.find(name);
    if (found == files_.end()) co_return problem(errc::not_found);
    co_return found->second;
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
    return ledger_->total();
}

}  // namespace baton::core::store::memory
