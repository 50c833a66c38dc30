#pragma once

#include <baton/media/bytes.hpp>
#include <baton/result.hpp>

#include <boost/json/object.hpp>

#include <cstdint>
#include <string>

namespace baton::scan {

/// What the operator may set for this action, also as SCAN_MAX_PAGES and so on.
struct Settings {
    std::uint64_t max_pages = 50;                          ///< `max_pages`: 1…200, over all documents
    std::uint64_t upload_max_bytes = 20 * 1024 * 1024;     ///< `upload_max_bytes`: 1…1 GiB, of the upload form's file
    std::uint64_t max_pixels = media::default_max_pixels;  ///< `max_pixels`: 1…1 000 000 000, of an original
    /// `tessdata_dir`: where Tesseract's languages are; empty: where Linux distributions put them.
    std::string tessdata_dir = {};
};

/// Errors: `invalid_input`, for an unknown key, a value out of range or a directory that is none, with a pointer to it.
result<Settings> read_settings(const boost::json::object& object);

}  // namespace baton::scan
