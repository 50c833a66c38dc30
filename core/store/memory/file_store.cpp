#include "core/store/memory/file_store.hpp"

#include "core/file/blob.hpp"

#include <utility>

namespace baton::core::store::memory {

using file::FilePtr;

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

/// The file, holding on to what counts it until the last user lets go.
template <class Charge>
FilePtr charged(FilePtr file, std::shared_ptr<Charge> charge) {
    const file::FileReader* plain = file.get();
    return {plain, [file = std::move(file), charge = std::move(charge)](const file::FileReader*) {}};
}

}  // namespace

/// Writes into a memfd that `seal` makes the file.
class MemoryFileStore::Writer : public file::FileWriter {
public:
    Writer(MemoryFileStore& store, const Id& session, std::uint64_t allowance)
        : store_(store), session_(session), charge_(std::make_shared<Charge>(store.ledger_, session, allowance)) {}

    task<> write(std::span<const std::byte> bytes) override {
        if (!charge_) co_return problem(errc::internal, "the file is written to its end");
        if (auto added = charge_->add(bytes.size()); !added) co_return added;
        auto written = writer_.append(bytes);
        broken_ |= !written;
        co_return written;
    }

    std::span<const std::byte> head() const override { return writer_.head(); }

    task<FilePtr> seal() override {
        if (file_) co_return file_;
        if (!charge_) co_return problem(errc::internal, "the writer is spent");
        if (broken_) co_return problem(errc::storage_full, "a part of the file could not be written");
        auto blob = writer_.finish();
        if (!blob) co_return blob.error();
        file_ = charged<Charge>(std::move(*blob), std::move(charge_));
        co_return file_;
    }

    task<> commit(Id name) override {
        auto sealed = co_await seal();
        if (!sealed) co_return sealed.error();
        auto named = co_await store_.put(name, {session_, std::move(*sealed)});
        if (named) file_.reset();
        co_return named;
    }

    task<> abort() override {
        file_.reset();
        charge_.reset();
        writer_ = {};
        co_return result<>{};
    }

private:
    MemoryFileStore& store_;
    Id session_;
    std::shared_ptr<Charge> charge_;  ///< null: sealed or spent
    file::BlobWriter writer_;
    FilePtr file_;  ///< once it is sealed
    bool broken_ = false;
};

MemoryFileStore::MemoryFileStore(std::uint64_t session_quota, std::uint64_t total_quota)
    : ledger_(std::make_shared<Ledger>(session_quota, total_quota)) {}

MemoryFileStore::~MemoryFileStore() = default;

std::unique_ptr<file::FileWriter> MemoryFileStore::begin(Id session, std::uint64_t replaces) {
    return std::make_unique<Writer>(*this, session, replaces);
}

task<FilePtr> MemoryFileStore::adopt(Id session, FilePtr file, std::uint64_t replaces) {
    auto charge = std::make_shared<Charge>(ledger_, session, replaces);
    if (auto added = charge->add(file->size()); !added) co_return added.error();
    co_return charged(std::move(file), std::move(charge));
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
