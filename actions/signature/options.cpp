#include "options.hpp"

#include "colour.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <string>

namespace baton::signature {
namespace {

using boost::json::value;

constexpr std::int64_t most_ink = 2000;

constexpr Format formats[] = {Format::svg, Format::png, Format::jpg, Format::pdf};

Error misfit(std::string_view key) {
    return {errc::invalid_input, "option '" + std::string{key} + "' does not fit its schema",
            "/options/" + std::string{key}};
}

bool read_methods(const value& named, Methods& methods) {
    const boost::json::array* names = named.if_array();
    if (!names || names->empty()) {
        return false;
    }
    methods = {};
    for (const value& name : *names) {
        if (name == "draw") {
            methods.draw = true;
        } else if (name == "type") {
            methods.type = true;
        } else if (name == "upload") {
            methods.upload = true;
        } else {
            return false;
        }
    }
    return true;
}

bool read_colour(const value& written, Colour& colour) {
    const boost::json::string* text = written.if_string();
    const auto read = text ? hex_colour(*text) : std::nullopt;
    colour = read.value_or(colour);
    return read.has_value();
}

bool read_one(std::string_view key, const value& value, Options& options) {
    if (key == "methods") {
        return read_methods(value, options.methods);
    }
    if (key == "min_ink") {
        const std::int64_t* number = value.if_int64();
        if (!number || *number < 0 || *number > most_ink) {
            return false;
        }
        options.min_ink = static_cast<double>(*number);
        return true;
    }
    if (key == "ink") {
        return read_colour(value, options.ink);
    }
    if (key == "background") {
        return read_colour(value, options.background);
    }
    if (key == "strokes") {
        const bool* wanted = value.if_bool();
        options.strokes = wanted && *wanted;
        return wanted != nullptr;
    }
    return key == "signer_name";
}

boost::json::object colour_schema(std::string_view fallback, std::string_view description) {
    return {{"type", "string"}, {"format", "color"}, {"default", fallback}, {"description", description}};
}

}  // namespace

std::optional<Format> format_named(std::string_view id) {
    for (const Format format : formats) {
        if (extension(format) == id) {
            return format;
        }
    }
    return std::nullopt;
}

std::string_view media_type(Format format) {
    switch (format) {
        case Format::svg:
            return "image/svg+xml";
        case Format::png:
            return "image/png";
        case Format::jpg:
            return "image/jpeg";
        case Format::pdf:
            break;
    }
    return "application/pdf";
}

std::string_view extension(Format format) {
    switch (format) {
        case Format::svg:
            return "svg";
        case Format::png:
            return "png";
        case Format::jpg:
            return "jpg";
        case Format::pdf:
            break;
    }
    return "pdf";
}

boost::json::object options_schema() {
    return {
        {"type", "object"},
        {"properties",
         {
             {"methods",
              {{"type", "array"},
               {"minItems", 1},
               {"maxItems", 3},
               {"items", {{"type", "string"}, {"enum", {"draw", "type", "upload"}}}},
               {"default", {"draw", "type", "upload"}},
               {"description", "How the person may sign: draw, type the name, or upload a picture of a signature."}}},
             {"min_ink",
              {{"type", "integer"},
               {"minimum", 0},
               {"maximum", most_ink},
               {"default", 60},
               {"description", "Least way of the pen in CSS px; less is no signature. 0 takes a dot."}}},
             {"signer_name",
              {{"type", "string"},
               {"maxLength", 100},
               {"description", "Who signs: shown at the baseline, and proposed for typing."}}},
             {"ink", colour_schema("#14285a", "Colour of the ink, #rrggbb.")},
             {"background", colour_schema("#ffffff", "What a jpg is painted on, #rrggbb.")},
             {"strokes",
              {{"type", "boolean"},
               {"default", false},
               {"description", "Adds strokes.json, the raw strokes of a drawn signature, as a second item."}}},
         }},
    };
}

result<Options> read_options(const boost::json::object& object) {
    Options options;
    for (const auto& option : object) {
        if (!read_one(option.key(), option.value(), options)) {
            return misfit(option.key());
        }
    }
    return options;
}

}  // namespace baton::signature
