#include "actions/signature/options.hpp"

#include "actions/signature/colour.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <string>
#include <utility>

namespace baton::signature {
namespace {

namespace json = boost::json;
using json::value;

// What an option may be, each said here alone (`methods`: in `named_methods`): the schema is made of it, the reader
// asks it, and a test holds the README to the schema. Defaults are those of `Options`.
constexpr std::int64_t least_ink = 0;
constexpr std::int64_t most_ink = 2000;

constexpr Format formats[] = {Format::svg, Format::png, Format::jpg, Format::pdf};

Error misfit(std::string_view key) {
    return {errc::invalid_input, "option '" + std::string{key} + "' does not fit its schema",
            "/options/" + std::string{key}};
}

bool read_methods(const value& named, Methods& methods) {
    const json::array* names = named.if_array();
    if (!names || names->empty()) return false;
    methods = {};
    for (const value& name : *names) {
        const json::string* text = name.if_string();
        const auto known =
            text ? std::ranges::find(named_methods, std::string_view{*text}, &NamedMethod::name) : named_methods.end();
        if (known == named_methods.end()) return false;
        methods.*known->allowed = true;
    }
    return true;
}

bool read_colour(const value& written, Colour& colour) {
    const json::string* text = written.if_string();
    const auto read = text ? hex_colour(*text) : std::nullopt;
    colour = read.value_or(colour);
    return read.has_value();
}

bool read_one(std::string_view key, const value& value, Options& options) {
    if (key == "methods") return read_methods(value, options.methods);
    if (key == "min_ink") {
        const std::int64_t* number = value.if_int64();
        if (!number || *number < least_ink || *number > most_ink) return false;
        options.min_ink = *number;
        return true;
    }
    if (key == "ink") return read_colour(value, options.ink);
    if (key == "background") return read_colour(value, options.background);
    if (key == "strokes") {
        const bool* wanted = value.if_bool();
        options.strokes = wanted && *wanted;
        return wanted != nullptr;
    }
    return key == "signer_name";
}

json::object methods_schema(const Methods& usual, std::string_view description) {
    json::array names;
    json::array usual_names;
    for (const auto& [name, allowed] : named_methods) {
        names.emplace_back(name);
        if (usual.*allowed) usual_names.emplace_back(name);
    }
    return {{"type", "array"},
            {"minItems", 1},
            {"maxItems", named_methods.size()},
            {"items", {{"type", "string"}, {"enum", std::move(names)}}},
            {"default", std::move(usual_names)},
            {"description", description}};
}

json::object colour_schema(Colour usual, std::string_view description) {
    return {{"type", "string"}, {"format", "color"}, {"default", hex_text(usual)}, {"description", description}};
}

}  // namespace

std::optional<Format> format_named(std::string_view id) {
    for (const Format format : formats) {
        if (extension(format) == id) return format;
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

json::object options_schema() {
    const Options usual;
    return {
        {"type", "object"},
        {"properties",
         {
             {"methods",
              methods_schema(usual.methods,
                             "How the person may sign: draw, type the name, or upload a picture of a signature.")},
             {"min_ink",
              {{"type", "integer"},
               {"minimum", least_ink},
               {"maximum", most_ink},
               {"default", usual.min_ink},
               {"description", "Least way of the pen in CSS px; less is no signature. 0 takes a dot."}}},
             {"signer_name",
              {{"type", "string"},
               {"maxLength", 100},
               {"description", "Who signs: shown at the baseline, and proposed for typing."}}},
             {"ink", colour_schema(usual.ink, "Colour of the ink, #rrggbb.")},
             {"background", colour_schema(usual.background, "What a jpg is painted on, #rrggbb.")},
             {"strokes",
              {{"type", "boolean"},
               {"default", usual.strokes},
               {"description", "Adds strokes.json, the raw strokes of a drawn signature, as a second item."}}},
         }},
    };
}

result<Options> read_options(const json::object& object) {
    Options options;
    for (const auto& option : object) {
        if (!read_one(option.key(), option.value(), options)) return misfit(option.key());
    }
    return options;
}

}  // namespace baton::signature
