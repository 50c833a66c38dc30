#include "options.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <string>

namespace baton::photo {
namespace {

// The largest picture a JPEG can hold; larger wishes are no wishes.
constexpr std::int64_t most_px = 65'500;

std::optional<media::Paper> paper_named(std::string_view name) {
    if (name == "fit") {
        return media::Paper::fit;
    }
    if (name == "a4") {
        return media::Paper::a4;
    }
    if (name == "letter") {
        return media::Paper::letter;
    }
    return std::nullopt;
}

Error misfit(std::string_view key) {
    return {errc::invalid_input, "option '" + std::string{key} + "' does not fit its schema",
            "/options/" + std::string{key}};
}

bool read_one(std::string_view key, const boost::json::value& value, Options& options) {
    if (key == "max_px") {
        const std::int64_t* number = value.if_int64();
        if (number && *number >= 1 && *number <= most_px) {
            options.max_px = static_cast<std::uint32_t>(*number);
            return true;
        }
    } else if (key == "quality") {
        const std::int64_t* number = value.if_int64();
        if (number && *number >= 1 && *number <= 100) {
            options.quality = static_cast<int>(*number);
            return true;
        }
    } else if (key == "keep_metadata") {
        if (const bool* keep = value.if_bool()) {
            options.keep_metadata = *keep;
            return true;
        }
    } else if (key == "page") {
        const boost::json::string* name = value.if_string();
        if (const auto paper = name ? paper_named(*name) : std::nullopt) {
            options.page = *paper;
            return true;
        }
    }
    return key == "facing";
}

}  // namespace

std::optional<Format> format_named(std::string_view id) {
    for (Format format : {Format::jpg, Format::png, Format::pdf}) {
        if (extension(format) == id) {
            return format;
        }
    }
    return std::nullopt;
}

std::string_view media_type(Format format) {
    switch (format) {
        case Format::jpg:
            return "image/jpeg";
        case Format::png:
            return "image/png";
        case Format::pdf:
            break;
    }
    return "application/pdf";
}

std::string_view extension(Format format) {
    switch (format) {
        case Format::jpg:
            return "jpg";
        case Format::png:
            return "png";
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
             {"max_px",
              {{"type", "integer"},
               {"minimum", 1},
               {"maximum", most_px},
               {"description", "Longest side of the result in pixels. Larger pictures are scaled down."}}},
             {"quality",
              {{"type", "integer"},
               {"minimum", 1},
               {"maximum", 100},
               {"description",
                "JPEG quality. Without it a JPEG that is upright, or can be turned without loss, keeps its own."}}},
             {"facing",
              {{"type", "string"},
               {"enum", {"environment", "user"}},
               {"default", "environment"},
               {"description", "The camera to offer: the one at the back or the one at the front."}}},
             {"keep_metadata",
              {{"type", "boolean"},
               {"default", false},
               {"description", "Keep EXIF, place and time included. By default nothing but the ICC profile stays."}}},
             {"page",
              {{"type", "string"},
               {"enum", {"a4", "letter", "fit"}},
               {"default", "fit"},
               {"description", "Page size of a PDF. fit gives the page the picture's shape."}}},
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

}  // namespace baton::photo
