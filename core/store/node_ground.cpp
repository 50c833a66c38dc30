#include "core/store/node_ground.hpp"

#include "core/store/disk/directory.hpp"

#include <system_error>
#include <utility>

namespace baton::core::store {

namespace {

Problem told(const std::string& what) {
    return problem(errc::internal, "DATA_DIR: " + what);
}

}  // namespace

std::filesystem::path tables_in(const std::filesystem::path& data_dir) {
    return data_dir / "baton.sqlite";
}

std::filesystem::path files_in(const std::filesystem::path& data_dir) {
    return data_dir / "files";
}

result<std::unique_ptr<Ground>> NodeGround::open(const std::filesystem::path& data_dir, Visitor visitor) {
    std::optional<disk::DataDir> place;
    if (visitor == Visitor::server) {
        auto claimed = disk::DataDir::claim(data_dir);
        if (!claimed) return claimed.error();
        place.emplace(std::move(*claimed));
    }
    const auto tables = tables_in(data_dir);
    std::error_code unknown;
    if (visitor == Visitor::command && !std::filesystem::exists(tables, unknown)) {
        return told(tables.string() + " is not there: no server has been started on it");
    }
    auto database = db::sqlite::SqliteDatabase::open(tables);
    if (!database) return told(database.error().detail);
    auto objects = disk::DiskObjectStore::open(files_in(data_dir));
    if (!objects) return told("files: " + objects.error().detail);
    // The names of both, which a loss of power must not take.
    const auto directory = disk::Directory::open(data_dir);
    if (!directory) return told(directory.error().detail);
    if (auto kept = directory->sync(); !kept) return told(kept.error().detail);
    return std::unique_ptr<Ground>{new NodeGround{std::move(place), std::move(*database), std::move(*objects)}};
}

NodeGround::NodeGround(std::optional<disk::DataDir> place, std::unique_ptr<db::sqlite::SqliteDatabase> database,
                       std::unique_ptr<disk::DiskObjectStore> objects)
    : place_(std::move(place)), database_(std::move(database)), objects_(std::move(objects)) {}

void NodeGround::close() {
    // The files first: what they finish is told to coroutines that may ask the database, which refuses them.
    objects_->close();
    database_->close();
}

}  // namespace baton::core::store
