#pragma once

#include <boost/uuid/uuid.hpp>
#include <boost/uuid/uuid_io.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace baton::core {

/// Sessions and files are named by random UUIDs (version 4); a session's is the phone's capability.
/// Boost's `to_string` gives the canonical lower-case form.
using Id = boost::uuids::uuid;

/// A new id from the operating system's random source.
Id new_id();

/// Parses the canonical 36-character form; nothing for anything else.
std::optional<Id> parse_id(std::string_view text);

/// The start of an id: enough to find it in a log, not enough to use it.
std::string log_name(const Id& id);

/// Ids are random already; their bytes serve as the hash.
struct IdHash {
    std::size_t operator()(const Id& id) const noexcept;
};

}  // namespace baton::core
