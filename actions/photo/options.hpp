#pragma once

#include <baton/media/pdf.hpp>
#include <baton/result.hpp>

#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

namespace baton::photo {

enum class Format { jpg, png, pdf };

/// The action's output formats by their ids. Nothing for any other id.
std::optional<Format> format_named(std::string_view id);
std::string_view media_type(Format format);
std::string_view extension(Format format);

/// What a session may ask for. `facing` is the page's business alone.
struct Options {
    std::uint32_t max_px = 0;    ///< longest side of the result; 0 for as large as it came
    std::optional<int> quality;  ///< without it a JPEG is not encoded again if that can be avoided
    bool keep_metadata = false;
    media::Paper page = media::Paper::fit;
};

/// The schema of the session's `options`, in the subset that the server checks.
boost::json::object options_schema();

/// Reads options that passed the schema. Errors: `invalid_input` with a pointer, should they not have.
result<Options> read_options(const boost::json::object& object);

}  // namespace baton::photo
