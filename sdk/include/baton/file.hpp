#pragma once

#include <baton/export.hpp>

#include <boost/json/object.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace baton {

/// A file as a job sees it: one that the phone sent, or one that was made of that before (see `KeptFile`).
struct BATON_SDK_EXPORT InputFile {
    std::string key;                   ///< chosen by the page, `[A-Za-z0-9_-]{1,64}`; a kept file has none
    std::string content_type;          ///< from the bytes' magic, never from what the client declared
    std::string filename;              ///< sanitised; may be empty
    std::span<const std::byte> bytes;  ///< mapped read-only, valid until the job returns
    boost::json::object info;          ///< what `Inspector::inspect` learned of it, or `KeptFile::info`
    std::string made_from = {};        ///< of a kept file: `KeptFile::of`, the key of its upload; else empty

    bool is_kept() const { return !made_from.empty(); }
};

/// A file a job made.
struct BATON_SDK_EXPORT OutputFile {
    std::string content_type;      ///< agrees with the bytes
    std::string filename;          ///< a suggestion with the right extension ("photo.jpg"); the server sanitises it
    std::vector<std::byte> bytes;  ///< moved to the server through a sealed memfd
};

}  // namespace baton
