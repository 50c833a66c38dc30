#include "core/store/stores.hpp"

#include "core/store/ground.hpp"
#include "core/store/memory/file_store.hpp"
#include "core/store/memory/session_store.hpp"
#include "core/store/sql_stores.hpp"

#include <utility>

namespace baton::core::store {

namespace {

class MemoryStores final : public Stores {
public:
    explicit MemoryStores(const StoreSettings& settings)
        : files_(settings.session_file_bytes, settings.file_bytes),
          sessions_(files_, {settings.sessions, settings.session_memory}) {}

    session::SessionStore& sessions() override { return sessions_; }
    file::FileStore& files() override { return files_; }
    bool survive() const override { return false; }
    task<> start(event::Hub&) override { co_return result<>{}; }
    void run(background::Group&, boost::asio::any_io_executor) override {}
    task<> ready() override { co_return result<>{}; }
    void close() override {}

private:
    memory::MemoryFileStore files_;
    memory::MemorySessionStore sessions_;
};

}  // namespace

result<std::unique_ptr<Stores>> open_stores(const StoreSettings& settings, shared::Resources& resources) {
    if (settings.data_dir.empty() && settings.database_url.empty()) {
        return std::unique_ptr<Stores>{std::make_unique<MemoryStores>(settings)};
    }
    auto ground = open_ground(settings, Visitor::server, resources);
    if (!ground) return ground.error();
    return std::unique_ptr<Stores>{std::make_unique<SqlStores>(settings, std::move(*ground))};
}

}  // namespace baton::core::store
