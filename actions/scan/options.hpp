#pragma once

#include "actions/scan/assemble/document.hpp"
#include "actions/scan/pages/page.hpp"

#include <baton/result.hpp>

#include <boost/json/object.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace baton::scan {

/// What is done about a page that can hardly be used.
enum class QualityPolicy : std::uint8_t { off, warn, block };

/// What a session may ask for. `QualityPolicy::warn` is the page's business alone.
struct Options {
    bool multi = false;           ///< `document_mode`: several documents
    bool detect = false;          ///< pages that came through the upload form are looked for in their pictures too
    Mode mode = Mode::automatic;  ///< of pages that name none
    QualityPolicy quality = QualityPolicy::warn;
    std::string ocr = {};   ///< languages, "eng+deu"; empty: off
    bool cut_long = false;  ///< `long_pages`: in a PDF under `page: fit`, cut into sheets of A4
    bool png = false;       ///< `image_type`: every page, not only black and white ones
    DocumentOptions document;
};

/// The schema of the session's `options`, in the subset that the server checks. `languages`: what OCR has installed.
boost::json::object options_schema(std::span<const std::string> languages);

/// Reads options that passed the schema. Errors: `invalid_input` with a pointer, should they not have.
result<Options> read_options(const boost::json::object& object);

}  // namespace baton::scan
