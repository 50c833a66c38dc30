#pragma once

#include <baton/media/bytes.hpp>

#include <string>

namespace baton::signature {

/// One of the files that a face consists of: each has the letters of some scripts.
struct FontFile {
    std::string id;          ///< of the face, the same for all its files: what the page submits
    std::string name;        ///< of the face, for people
    media::BytesView bytes;  ///< WOFF2, or whatever else FreeType reads; must outlive what is loaded from it
};

}  // namespace baton::signature
