#pragma once

#include "core/file/blob.hpp"
#include "core/file/file_store.hpp"
#include "core/store/quota/ledger.hpp"

#include <memory>
#include <utility>

namespace baton::core::store {

/// The file, holding on to what counts it until the last user lets go.
inline file::FilePtr charged(file::FilePtr file, std::shared_ptr<Charge> charge) {
    const file::FileReader* plain = file.get();
    return {plain, [file = std::move(file), charge = std::move(charge)](const file::FileReader*) {}};
}

/// Takes a file in into a memfd, and hands it to the store with its name.
class CountedWriter final : public file::FileWriter {
public:
    CountedWriter(file::FileStore& store, std::shared_ptr<Ledger> ledger, const Payer& payer, std::uint64_t allowance)
        : store_(store), payer_(payer), charge_(std::make_shared<Charge>(std::move(ledger), payer, allowance)) {}

    task<> write(std::span<const std::byte> bytes) override;
    std::span<const std::byte> head() const override { return writer_.head(); }
    task<file::FilePtr> seal() override;
    task<> commit(Id name) override;
    task<> abort() override;

private:
    file::FileStore& store_;
    Payer payer_;
    std::shared_ptr<Charge> charge_;  ///< null: sealed or spent
    file::BlobWriter writer_;
    file::FilePtr file_;  ///< once it is sealed
    bool broken_ = false;
};

/// Counts a file from elsewhere while it is held. As FileStore::adopt.
result<file::FilePtr> adopt(std::shared_ptr<Ledger> ledger, const Payer& payer, file::FilePtr file,
                            std::uint64_t allowance);
/// Counts bytes that lie elsewhere. As FileStore::charge.
result<std::shared_ptr<const void>> charge(std::shared_ptr<Ledger> ledger, const Payer& payer, std::uint64_t bytes,
                                           std::uint64_t allowance);

}  // namespace baton::core::store
