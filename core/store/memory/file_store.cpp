#include "core/store/memory/file_store.hpp"

#include "core/file/blob.hpp"

#include <utility>

namespace baton::core::store::memory {

using file::FilePtr;

/// Who uses how many bytes.
class MemoryFileStore::Ledger {
public:
    Ledger(std::uint64_t session_quota, Shares::Limits quotas) : shares_(quotas), session_quota_(session_quota) {}

    result<void> add(const Payer& payer, std::uint64_t bytes, std::uint64_t allowance) {
        if (bytes == 0) return {};
        const std::lock_guard lock{mutex_};
        // The place first, where memory may run out: what is taken then is given back by `subtract`.
        const auto used = by_session_.try_emplace(payer.session, 0).first;
        auto taken = take(payer, used->second, bytes, allowance);
        if (taken) used->second += bytes;
        if (used->second == 0) by_session_.erase(used);
        return taken;
    }

    void subtract(const Payer& payer, std::uint64_t bytes) {
        if (bytes == 0) return;
        const std::lock_guard lock{mutex_};
        const auto found = by_session_.find(payer.session);
        found->second -= bytes;
        if (found->second == 0) by_session_.erase(found);
        shares_.give_back(payer.key, bytes);
    }

    const Shares& shares() const { return shares_; }

private:
    result<void> take(const Payer& payer, std::uint64_t used, std::uint64_t bytes, std::uint64_t allowance) {
        if (used + bytes > session_quota_ + allowance) return problem(errc::session_quota_exceeded);
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

    std::mutex mutex_;
    std::unordered_map<Id, std::uint64_t, IdHash> by_session_;
    Shares shares_;
    std::uint64_t session_quota_;
};

/// Bytes that are counted as long as this lives.
class MemoryFileStore::Charge {
public:
    Charge(std::shared_ptr<Ledger> ledger, const Payer& payer, std::uint64_t allowance = 0)
        : ledger_(std::move(ledger)), payer_(payer), allowance_(allowance) {}
    ~Charge() { ledger_->subtract(payer_, bytes_); }
    Charge(const Charge&) = delete;
    Charge& operator=(const Charge&) = delete;

    result<void> add(std::uint64_t bytes) {
        auto added = ledger_->add(payer_, bytes, allowance_);
        if (added) bytes_ += bytes;
        return added;
    }

private:
    std::shared_ptr<Ledger> ledger_;
    Payer payer_;
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
    Writer(MemoryFileStore& store, const Payer& payer, std::uint64_t allowance)
        : store_(store), session_(payer.session), charge_(std::make_shared<Charge>(store.ledger_, payer, allowance)) {}

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

MemoryFileStore::MemoryFileStore(std::uint64_t session_quota, Shares::Limits quotas)
    : ledger_(std::make_shared<Ledger>(session_quota, quotas)) {}

MemoryFileStore::~MemoryFileStore() = default;

std::unique_ptr<file::FileWriter> MemoryFileStore::begin(Payer payer, std::uint64_t replaces) {
    return std::make_unique<Writer>(*this, payer, replaces);
}

task<FilePtr> MemoryFileStore::adopt(Payer payer, FilePtr file, std::uint64_t replaces) {
    auto charge = std::make_shared<Charge>(ledger_, payer, replaces);
    if (auto added = charge->add(file->size()); !added) co_return added.error();
    co_return charged(std::move(file), std::move(charge));
}

result<std::shared_ptr<const void>> MemoryFileStore::charge(Payer payer, std::uint64_t bytes, std::uint64_t replaces) {
    auto charge = std::make_shared<Charge>(ledger_, payer, replaces);
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
    return ledger_->shares().used();
}

std::uint64_t MemoryFileStore::usage_of(std::uint32_t key) const {
    return ledger_->shares().used_by(key);
}

}  // namespace baton::core::store::memory
