#pragma once

#include "core/access/api_keys.hpp"
#include "core/base/background.hpp"
#include "core/base/clocks.hpp"
#include "core/base/shares.hpp"
#include "core/event/hub.hpp"
#include "core/file/file_store.hpp"
#include "core/session/session_store.hpp"
#include "core/shared/resources.hpp"
#include "core/store/s3/settings.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace baton::core::store {

/// What an operator decides about stores.
struct StoreSettings {
    std::vector<access::ApiKey> keys;
    /// Where one node keeps all it has; with a database the files of all nodes, unless there is a bucket. Without it
    /// and a database all is kept in memory, and nothing survives.
    std::filesystem::path data_dir;
    std::string database_url;  ///< PostgreSQL, shared by many nodes; a secret
    std::string listen_url;    ///< for hints; empty: `database_url`
    bool hints = true;
    std::size_t database_connections = 8;
    std::filesystem::path file_key;      ///< a file of keys, see seal::KeyRing; empty: files are not encrypted
    std::optional<s3::Settings> bucket;  ///< with a database: where files are
    std::uint64_t session_file_bytes;
    Shares::Limits file_bytes;
    Shares::Limits sessions;
    Shares::Limits session_memory;  ///< of sessions in memory, beside their files
    bool sessions_limited = false;  ///< `sessions` was set, and counts wherever sessions lie
};

/// Where a server keeps what it knows, in one of the ways that settings choose.
class Stores {
public:
    virtual ~Stores() = default;

    virtual session::SessionStore& sessions() = 0;
    virtual file::FileStore& files() = 0;

    /// What sessions tell the time by. Where servers share them, it is a clock that all of them see, so that a date is
    /// the same at each.
    struct Time {
        Clocks::Boot now = BootClock::now;
        Clocks::Wall date = WallClock::now;
    };
    virtual Time time() { return {}; }

    /// Whether what is acknowledged outlives this process.
    virtual bool survive() const = 0;

    /// Makes them ready. Before anything else. `hub`: whose listeners want to know what other servers change.
    /// Errors: one line for the operator.
    virtual task<> start(event::Hub& hub) = 0;

    /// What goes on beside requests, as coroutines of `group`.
    virtual void run(background::Group& group, boost::asio::any_io_executor executor) = 0;

    /// Whether they answer. Errors: unavailable.
    virtual task<> ready() = 0;

    /// Ends what is under way; nothing may be asked after. The loops of those who wait must still be there.
    virtual void close() = 0;
};

/// Opens them; they end before `resources` do. Errors: internal with one line for the operator.
result<std::unique_ptr<Stores>> open_stores(const StoreSettings& settings, shared::Resources& resources);

}  // namespace baton::core::store
