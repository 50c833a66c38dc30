#pragma once

#include "actions/signature/drawing.hpp"

#include <baton/result.hpp>

#include <boost/json/object.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace baton::signature {

enum class Format { svg, png, jpg, pdf };

/// The action's output formats by their ids. Nothing for any other id.
std::optional<Format> format_named(std::string_view id);
std::string_view media_type(Format format);
std::string_view extension(Format format);

/// The ways of signing that a session allows.
struct Methods {
    bool draw = false;
    bool type = false;
    bool upload = false;
};

struct NamedMethod {
    std::string_view name;
    bool Methods::* allowed;
};
/// Every method, in the order in which they are listed for people.
inline constexpr std::array named_methods{NamedMethod{"draw", &Methods::draw}, NamedMethod{"type", &Methods::type},
                                          NamedMethod{"upload", &Methods::upload}};

/// What a session may ask for. `signer_name` is the page's business alone.
struct Options {
    Methods methods{true, true, true};
    std::int64_t min_ink = 60;  ///< least way of the pen in CSS px
    Colour ink{0x14, 0x28, 0x5a};
    Colour background{0xff, 0xff, 0xff};  ///< of a `jpg`
    bool strokes = false;                 ///< the raw strokes are a result too
};

/// The schema of the session's `options`, in the subset that the server checks.
boost::json::object options_schema();

/// Reads options that passed the schema. Errors: `invalid_input` with a pointer, should they not have.
result<Options> read_options(const boost::json::object& object);

}  // namespace baton::signature
