#include "core/store/sql/file_store.hpp"

#include "core/observe/log.hpp"
#include "core/store/quota/counted_writer.hpp"
#include "core/store/sql/recount.hpp"
#include "core/store/sql/schema.hpp"

#include <array>
#include <chrono>
#include <utility>

namespace baton::core::store::sql {

using namespace std::chrono_literals;

namespace {

/// Longer than any submission waits between its result's bytes and its session's completion.
constexpr std::chrono::seconds until_given_up = 1h;

constexpr auto find_session = "SELECT session FROM session_file WHERE id = $1";
constexpr auto sum_files = "SELECT owner, CAST(sum(bytes) AS bigint) FROM session_file GROUP BY owner";
constexpr auto sum_annexes = "SELECT owner, CAST(sum(bytes) AS bigint) FROM session_annex GROUP BY owner";

}  // namespace

SqlFileStore::SqlFileStore(db::Database& database, outbox::Outbox& outbox, file::ObjectStore& objects,
                           std::uint64_t session_quota, Shares::Limits quotas)
    : database_(database),
      outbox_(outbox),
      objects_(objects),
      ledger_(std::make_shared<Ledger>(session_quota, quotas)) {
    outbox_.handle(remove_file_job, [this](outbox::Job job) { return remove_object(std::move(job)); });
}

task<> SqlFileStore::remove_object(outbox::Job job) {
    const auto name = parse_id(job.id);
    if (!name) co_return problem(errc::internal, "a file to remove that has no file's name");
    co_return co_await objects_.remove(*name);
}

task<> SqlFileStore::count(access::Owners& owners) {
    co_return co_await recount(ledger_->kept(), [this, &owners] { return bytes_by_owner(owners); });
}

task<Kept::Amounts> SqlFileStore::bytes_by_owner(access::Owners& owners) {
    Kept::Amounts kept;
    for (const auto* sum : {sum_files, sum_annexes}) {
        auto sums = co_await database_.query({sum});
        if (!sums) co_return sums.error();
        for (const auto& row : sums->rows) {
            const auto owner = db::text_of(row.at(0));
            const auto bytes = db::number_of(row.at(1));
            if (!owner) co_return owner.error();
            if (!bytes) co_return bytes.error();
            kept[owners.of(*owner)] += static_cast<std::uint64_t>(*bytes);
        }
    }
    co_return kept;
}

std::unique_ptr<file::FileWriter> SqlFileStore::begin(Payer payer, std::uint64_t replaces) {
    return std::make_unique<CountedWriter>(*this, ledger_, payer, replaces);
}

task<file::FilePtr> SqlFileStore::adopt(Payer payer, file::FilePtr file, std::uint64_t replaces) {
    co_return store::adopt(ledger_, payer, std::move(file), replaces);
}

result<std::shared_ptr<const void>> SqlFileStore::charge(Payer payer, std::uint64_t bytes, std::uint64_t replaces) {
    return store::charge(ledger_, payer, bytes, replaces);
}

task<> SqlFileStore::put(Id name, file::StoredFile file) {
    {
        const std::lock_guard lock{mutex_};
        if (!named_.emplace(name, file.reader).second) co_return problem(errc::conflict, "file name exists");
    }
    result<> stored = problem(errc::internal);
    try {
        stored = co_await put_object(name, std::move(file.reader));
    } catch (...) {
        let_go(name);
        throw;
    }
    if (!stored) let_go(name);
    co_return stored;
}

task<> SqlFileStore::put_object(Id name, file::FilePtr bytes) {
    std::vector<db::Statement> intent{outbox::Outbox::record(remove_file_job, to_string(name), "", until_given_up)};
    if (auto recorded = co_await database_.commit(std::move(intent)); !recorded) co_return recorded.error();
    auto stored = co_await objects_.put(name, std::move(bytes));
    if (stored || stored.error().code != errc::conflict) co_return stored;
    // A name of our own making that is taken: nothing that whoever sends a file could have done better.
    co_return problem(errc::internal, stored.error().detail);
}

void SqlFileStore::let_go(const Id& name) {
    file::FilePtr dropped;  // destroyed after the lock: giving back takes the ledger's
    const std::lock_guard lock{mutex_};
    const auto found = named_.find(name);
    if (found == named_.end()) return;
    dropped = std::move(found->second);
    named_.erase(found);
}

file::FilePtr SqlFileStore::in_hand(const Id& name) {
    const std::lock_guard lock{mutex_};
    const auto found = named_.find(name);
    return found == named_.end() ? nullptr : found->second;
}

task<file::FilePtr> SqlFileStore::get(file::Object object) {
    if (auto file = in_hand(object.name)) co_return file;
    const Id name = object.name;
    auto found = co_await objects_.get(std::move(object));
    if (found) co_return found;
    log::warn("a stored file cannot be had", {{"file", to_string(name)}, {"detail", found.error().detail}});
    // Where files lie is nothing for whoever asked.
    co_return problem(found.error().code);
}

task<Id> SqlFileStore::session_of(Id name) {
    auto found = co_await database_.query({find_session, {to_string(name)}});
    if (!found) co_return found.error();
    if (found->rows.empty()) co_return problem(errc::not_found);
    const auto session = db::text_of(found->rows[0].at(0));
    if (!session) co_return session.error();
    const auto id = parse_id(*session);
    if (!id) co_return problem(errc::internal, "a file's session has no session's name");
    co_return *id;
}

task<> SqlFileStore::remove(Id name) {
    let_go(name);
    // What was written before the file was put removes it; now rather than in an hour.
    std::vector<db::Statement> now{outbox::Outbox::hasten(remove_file_job, to_string(name))};
    auto hastened = co_await database_.commit(std::move(now));
    if (!hastened) co_return hastened.error();
    co_return result<>{};
}

void SqlFileStore::changed(const Payer& payer, const session::Changes& changes) {
    for (const auto& file : changes.takes) ledger_->keep(payer, file.size);
    for (const auto& file : changes.drops) ledger_->forget(payer, file.size);
    for (const auto& annex : changes.annexes) {
        ledger_->forget(payer, annex.before);
        ledger_->keep(payer, annex.text ? annex.text->size() : 0);
    }
    lost_sight(changes);
}

void SqlFileStore::lost_sight(const session::Changes& changes) {
    for (const auto& file : changes.takes) let_go(file.id);
}

}  // namespace baton::core::store::sql
