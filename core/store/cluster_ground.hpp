#pragma once

#include "core/db/postgres/hints.hpp"
#include "core/db/postgres/postgres_database.hpp"
#include "core/shared/resources.hpp"
#include "core/store/disk/data_dir.hpp"
#include "core/store/disk/object_store.hpp"
#include "core/store/ground.hpp"
#include "core/store/s3/object_store.hpp"
#include "core/store/sql/watch.hpp"

#include <boost/asio/thread_pool.hpp>

#include <memory>
#include <optional>
#include <string>

namespace baton::core::store {

/// What many nodes share: tables in PostgreSQL, files in a bucket or in a directory that all of them see. A node keeps
/// nothing of its own.
// decision 0110
class ClusterGround final : public Ground {
public:
    /// Connects. Errors: internal with one line for the operator.
    static result<std::unique_ptr<Ground>> open(const StoreSettings& settings, shared::Resources& resources);
    ~ClusterGround() override;

    db::Database& database() override { return *database_; }
    file::ObjectStore& objects() override;
    bool is_shared() const override { return true; }
    std::string name() const override { return "DATABASE_URL"; }
    std::string name_of_files() const override { return bucket_ ? "S3_BUCKET" : "DATA_DIR"; }
    task<> check() override;
    task<> connect(event::Hub& hub) override;
    void take_jobs(outbox::Outbox& jobs) override;
    task<> tidy_up() override;
    void run(background::Group& group, boost::asio::any_io_executor executor) override;
    void close() override;

private:
    ClusterGround(const StoreSettings& settings, shared::Resources& resources);
    result<> open_database(const StoreSettings& settings);
    result<> open_objects(const StoreSettings& settings);
    /// An upload that could be neither finished nor given up is given up by the outbox.
    task<> leave_to_outbox(std::string key, std::string upload_id);

    const std::string listen_url_;  ///< empty: no hints
    shared::Resources& resources_;
    std::shared_ptr<db::postgres::PostgresDatabase> database_;
    std::unique_ptr<db::postgres::Hints> hints_;
    std::optional<sql::Watch> watch_;
    std::optional<disk::DataDir> place_;
    std::unique_ptr<disk::DiskObjectStore> directory_;
    boost::asio::thread_pool helper_{1};  ///< for hashing
    std::shared_ptr<s3::S3ObjectStore> bucket_;
    background::Group leavings_;
    bool closed_ = false;
};

}  // namespace baton::core::store
