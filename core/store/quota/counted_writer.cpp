#include "core/store/quota/counted_writer.hpp"

namespace baton::core::store {

using file::FilePtr;

task<> CountedWriter::write(std::span<const std::byte> bytes) {
    if (!charge_) co_return problem(errc::internal, "the file is written to its end");
    if (auto added = charge_->add(bytes.size()); !added) co_return added;
    auto written = writer_.append(bytes);
    broken_ |= !written;
    co_return written;
}

task<FilePtr> CountedWriter::seal() {
    if (file_) co_return file_;
    if (!charge_) co_return problem(errc::internal, "the writer is spent");
    if (broken_) co_return problem(errc::storage_full, "a part of the file could not be written");
    auto blob = writer_.finish();
    if (!blob) co_return blob.error();
    file_ = charged(std::move(*blob), std::move(charge_));
    co_return file_;
}

task<> CountedWriter::commit(Id name) {
    auto sealed = co_await seal();
    if (!sealed) co_return sealed.error();
    auto named = co_await store_.put(name, {payer_.session, std::move(*sealed)});
    if (named) file_.reset();
    co_return named;
}

task<> CountedWriter::abort() {
    file_.reset();
    charge_.reset();
    writer_ = {};
    co_return result<>{};
}

result<FilePtr> adopt(std::shared_ptr<Ledger> ledger, const Payer& payer, FilePtr file, std::uint64_t allowance) {
    auto charge = std::make_shared<Charge>(std::move(ledger), payer, allowance);
    if (auto added = charge->add(file->size()); !added) return added.error();
    return charged(std::move(file), std::move(charge));
}

result<std::shared_ptr<const void>> charge(std::shared_ptr<Ledger> ledger, const Payer& payer, std::uint64_t bytes,
                                           std::uint64_t allowance) {
    auto charge = std::make_shared<Charge>(std::move(ledger), payer, allowance);
    if (auto added = charge->add(bytes); !added) return added.error();
    return std::shared_ptr<const void>{std::move(charge)};
}

}  // namespace baton::core::store
