#pragma once

#include "core/base/background.hpp"
#include "core/base/error.hpp"
#include "core/db/database.hpp"
#include "core/event/hub.hpp"
#include "core/file/object_store.hpp"
#include "core/outbox/outbox.hpp"
#include "core/shared/resources.hpp"
#include "core/store/seal/key_mark.hpp"
#include "core/store/stores.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <memory>
#include <string>

namespace baton::core::store {

/// Where tables and files of a server lie, and what that place needs to be kept in order.
// decision 0110
class Ground {
public:
    virtual ~Ground() = default;

    virtual db::Database& database() = 0;
    virtual file::ObjectStore& objects() = 0;

    /// Whether other servers work on the same tables.
    virtual bool is_shared() const = 0;

    /// What a line about it begins with: the setting that chose it.
    virtual std::string name() const = 0;
    virtual std::string name_of_files() const = 0;

    /// Whether it can be used, for the start. Errors: one line for the operator.
    virtual task<> check() = 0;

    /// Whether FILE_KEY fits the files. After `check`, before anything is read or written.
    /// Errors: one line for the operator.
    virtual task<> check_keys() { return seal::check_keys(objects(), nullptr); }

    /// Tells and hears of changes: those of other servers wake `hub`'s listeners. Once, after `check`.
    /// Errors: one line for the operator.
    virtual task<> connect(event::Hub& hub) = 0;

    /// Jobs of its own. Before the outbox works.
    virtual void take_jobs(outbox::Outbox& jobs) = 0;

    /// Looks for what those who died left behind, beside files. Errors: its stores'.
    virtual task<> tidy_up() = 0;

    /// What goes on beside requests, as coroutines of `group`.
    virtual void run(background::Group& group, boost::asio::any_io_executor executor) = 0;

    /// Ends what is under way. The loops of those who wait must still be there.
    virtual void close() = 0;
};

/// Who opens it: a server, or a command beside servers that may be running.
enum class Visitor : std::uint8_t { server, command };

/// The ground that the settings choose; ends before `resources` do. Errors: internal with one line for
/// the operator.
result<std::unique_ptr<Ground>> open_ground(const StoreSettings& settings, Visitor visitor,
                                            shared::Resources& resources);

}  // namespace baton::core::store
