#pragma once

#include <baton/export.hpp>

#include <boost/json/object.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace baton {

/// A file the phone sent, as a job sees it.
struct BATON_SDK_EXPORT InputFile {
    std::string key;                   ///< chosen by the page, `[A-Za-z0-9_-]{1,64}`; "." + that for a `KeptFile`
    std::string content_type;          ///< from the bytes' magic, never from what the client declared
    std::string filename;              ///< sanitised; may be empty
    std::span<const std::byte> bytes;  ///< mapped read-only, valid until the job returns
    boost::json::object info;          ///< what `Inspector::inspect` learned of it; empty if there is none
};

/// A file a job made.
struct BATON_SDK_EXPORT OutputFile {
    std::string content_type;      ///< agrees with the bytes
    std::string filename;          ///< a suggestion with the right extension ("photo.jpg"); the server sanitises it
    std::vector<std::byte> bytes;  ///< moved to the server through a sealed memfd
};

}  // namespace baton
