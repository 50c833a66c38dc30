#pragma once

#include "core/access/owners.hpp"
#include "core/base/clocks.hpp"
#include "core/db/migrations.hpp"
#include "core/outbox/outbox.hpp"
#include "core/store/ground.hpp"
#include "core/store/sql/file_store.hpp"
#include "core/store/sql/session_store.hpp"
#include "core/store/stores.hpp"

#include <array>
#include <memory>

namespace baton::core::store {

/// The tables that stores have.
std::array<db::Schema, 2> store_schemas();

/// Sessions and jobs in tables, files in an object store, on a ground that outlives this process.
class SqlStores final : public Stores {
public:
    SqlStores(const StoreSettings& settings, std::unique_ptr<Ground> ground);

    session::SessionStore& sessions() override { return sessions_; }
    file::FileStore& files() override { return files_; }
    Time time() override;
    bool survive() const override { return true; }
    task<> start(event::Hub& hub) override;
    void run(background::Group& group, boost::asio::any_io_executor executor) override;
    task<> ready() override;
    void close() override { ground_->close(); }

private:
    task<> open_tables();
    Problem named(const Problem& why) const;
    task<> look_for_orphans();
    /// Counts anew what other servers may have changed. Seldom enough for the database not to notice.
    task<> count();

    std::unique_ptr<Ground> ground_;
    access::Owners owners_;
    outbox::Outbox outbox_;
    sql::SqlFileStore files_;
    sql::SqlSessionStore sessions_;
    BootClock::time_point next_count_{};
};

}  // namespace baton::core::store
