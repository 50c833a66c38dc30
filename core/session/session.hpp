#pragma once

#include "core/access/api_keys.hpp"
#include "core/access/device.hpp"
#include "core/base/clocks.hpp"
#include "core/base/id.hpp"
#include "core/base/payer.hpp"
#include "core/file/object_store.hpp"

#include <boost/json/object.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace baton::core::session {

/// All times of sessions; what people are shown is a Calendar's.
// decision 0047
using TimePoint = BootClock::time_point;

/// The public states, in the order a session goes through them.
enum class Status : std::uint8_t { pending, opened, action_started, completed, expired };

std::string_view to_string(Status status);

/// A public transition. Events of a session are numbered from 1; the number is the position in `Session::events`.
struct Event {
    Status status;
    TimePoint at;
};

/// A file of the session in the file store.
struct File {
    Id id;                     ///< its name in the file store; a result's download id
    std::string key;           ///< uploads: chosen by the page; else empty
    std::string content_type;  ///< from the bytes
    std::string filename;
    std::size_t size = 0;
    std::string sha256;        ///< lower-case hex
    boost::json::object info;  ///< uploads: what the inspector learned; kept files: what they were made with

    file::Object object() const { return {id, size, sha256}; }
};

/// What the page sent under a key, and what an operation made of it for later jobs. They are replaced, dropped and
/// counted together, so they are one value: decision 0044.
struct Upload {
    File file;
    std::shared_ptr<const File> kept = nullptr;  ///< null: nothing; no page can name it
};

/// The right to complete a session, held by one submission while it is processed. Not public.
struct Lease {
    Id submission;
    TimePoint until;
};

/// What a backend may ask for and mostly does not: kept apart, so that a session without it is small.
// decision 0038
struct Extras {
    std::string intro_text;
    std::string locale;
    std::string return_url;
    boost::json::object metadata;  ///< string values only
    boost::json::object options;   ///< as given; defaults are filled in for jobs
    bool has_options = false;

    bool operator==(const Extras&) const = default;
};

/// What the backend asked for and never changes.
struct Spec {
    Id id;
    access::Owner owner = 0;
    std::string action;
    std::string format;
    std::chrono::nanoseconds session_ttl{};
    std::chrono::nanoseconds result_ttl{};
    TimePoint created_at;

    const Extras& extras() const;
    void set_extras(Extras extras);

private:
    std::shared_ptr<const Extras> extras_;  ///< null: none was given
};

/// A session at one moment. Stores hand it out as an immutable snapshot; every change makes a new one.
struct Session {
    std::shared_ptr<const Spec> spec;
    Status status = Status::pending;
    access::Device device{};    ///< the phone it belongs to
    std::uint64_t version = 0;  ///< counts every change, also those that are no event
    std::vector<Event> events;
    std::optional<Lease> lease;
    std::optional<TimePoint> completed_at;
    std::optional<TimePoint> ended_at;                  ///< when it became a tombstone
    std::vector<Upload> uploads;                        ///< what the page sent so far
    std::vector<File> items;                            ///< the results
    std::shared_ptr<const boost::json::object> result;  ///< the action's own result object; null: none
    std::uint32_t draft_bytes = 0;                      ///< of the annex `draft`; 0: there is none
    std::uint32_t retained_bytes = 0;                   ///< of the annex `retained`; 0: there is none

    const Id& id() const { return spec->id; }
    Payer payer() const;
    TimePoint expires_at() const { return spec->created_at + spec->session_ttl; }
    TimePoint result_expires_at() const { return *completed_at + spec->result_ttl; }
    /// Nothing is left of it but its name: it expired unfinished, or its result did (then without an `expired` event).
    bool is_tombstone() const { return ended_at.has_value(); }
    std::uint64_t sequence() const { return events.size(); }
};

/// Uploads a session may hold at once, whatever its action allows.
inline constexpr std::size_t max_uploads = 200;

/// All that the session has in the file store.
std::vector<File> all_files(const Session& session);
/// The upload of this key; null if there is none.
const Upload* find_upload(const Session& session, std::string_view key);
/// The upload's file and what is kept beside it.
std::vector<File> files_of(const Upload& upload);
/// What goes with the session's completion: what is kept, and unless the action retains them the uploads.
std::vector<File> leaving_files(const Session& session, bool retain);

using Snapshot = std::shared_ptr<const Session>;

}  // namespace baton::core::session
