#pragma once

#include "core/db/sqlite/database.hpp"
#include "core/store/disk/data_dir.hpp"
#include "core/store/disk/object_store.hpp"
#include "core/store/ground.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace baton::core::store {

/// Where in a data directory what lies.
std::filesystem::path tables_in(const std::filesystem::path& data_dir);
std::filesystem::path files_in(const std::filesystem::path& data_dir);

/// What one node survives on: sessions and jobs in SQLite, files in a directory.
///
///     DATA_DIR/lock           held while the server runs
///     DATA_DIR/baton.sqlite   the tables
///     DATA_DIR/files/         see DiskObjectStore
// decision 0101
class NodeGround final : public Ground {
public:
    /// A command finds only what is there. Errors: internal with one line for the operator.
    static result<std::unique_ptr<Ground>> open(const std::filesystem::path& data_dir, Visitor visitor);

    db::Database& database() override { return *database_; }
    file::ObjectStore& objects() override { return *objects_; }
    bool is_shared() const override { return false; }
    std::string name() const override { return "DATA_DIR"; }
    std::string name_of_files() const override { return "DATA_DIR"; }
    task<> check() override { co_return result<>{}; }
    task<> connect(event::Hub&) override { co_return result<>{}; }
    void take_jobs(outbox::Outbox&) override {}
    task<> tidy_up() override { co_return result<>{}; }
    void run(background::Group&, boost::asio::any_io_executor) override {}
    void close() override;

private:
    NodeGround(std::optional<disk::DataDir> place, std::unique_ptr<db::sqlite::SqliteDatabase> database,
               std::unique_ptr<disk::DiskObjectStore> objects);

    std::optional<disk::DataDir> place_;
    std::unique_ptr<db::sqlite::SqliteDatabase> database_;
    std::unique_ptr<disk::DiskObjectStore> objects_;
};

}  // namespace baton::core::store
