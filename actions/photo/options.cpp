#include "actions/photo/options.hpp"

#include <baton/media/jpeg.hpp>

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace baton::photo {
namespace {

namespace json = boost::json;

struct Range {
    std::int64_t least;
    std::int64_t most;
};

struct NamedPaper {
    std::string_view name;
    media::Paper value;
};

// What an option may be, each said here alone: the schema is made of it, the reader asks it, and a test holds the
// README to the schema. Defaults are those of `Options`.
constexpr Range max_px_range{1, media::longest_jpeg_side};  // larger wishes are no wishes
constexpr Range quality_range{1, 100};
constexpr std::array papers{NamedPaper{"a4", media::Paper::a4}, NamedPaper{"letter", media::Paper::letter},
                            NamedPaper{"fit", media::Paper::fit}};

std::optional<std::int64_t> number_in(const Range& range, const json::value& value) {
    const std::int64_t* number = value.if_int64();
    return number && *number >= range.least && *number <= range.most ? std::optional{*number} : std::nullopt;
}

std::optional<media::Paper> paper_in(const json::value& value) {
    const json::string* name = value.if_string();
    const auto known = name ? std::ranges::find(papers, std::string_view{*name}, &NamedPaper::name) : papers.end();
    return known != papers.end() ? std::optional{known->value} : std::nullopt;
}

Error misfit(std::string_view key) {
    return {errc::invalid_input, "option '" + std::string{key} + "' does not fit its schema",
            "/options/" + std::string{key}};
}

bool read_one(std::string_view key, const json::value& value, Options& options) {
    if (key == "max_px") {
        if (const auto number = number_in(max_px_range, value)) {
            options.max_px = static_cast<std::uint32_t>(*number);
            return true;
        }
    } else if (key == "quality") {
        if (const auto number = number_in(quality_range, value)) {
            options.quality = static_cast<int>(*number);
            return true;
        }
    } else if (key == "keep_metadata") {
        if (const bool* keep = value.if_bool()) {
            options.keep_metadata = *keep;
            return true;
        }
    } else if (key == "page") {
        if (const auto paper = paper_in(value)) {
            options.page = *paper;
            return true;
        }
    }
    return key == "facing";
}

json::object whole_number(const Range& range, std::string_view description) {
    return {{"type", "integer"}, {"minimum", range.least}, {"maximum", range.most}, {"description", description}};
}

json::object paper_choice(media::Paper usual, std::string_view description) {
    json::array names;
    for (const NamedPaper& paper : papers) names.emplace_back(paper.name);
    return {{"type", "string"},
            {"enum", std::move(names)},
            {"default", std::ranges::find(papers, usual, &NamedPaper::value)->name},
            {"description", description}};
}

}  // namespace

std::optional<Format> format_named(std::string_view id) {
    for (Format format : {Format::jpg, Format::png, Format::pdf}) {
        if (extension(format) == id) return format;
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

json::object options_schema() {
    const Options usual;
    return {
        {"type", "object"},
        {"properties",
         {
             {"max_px",
              whole_number(max_px_range, "Longest side of the result in pixels. Larger pictures are scaled down.")},
             {"quality",
              whole_number(
                  quality_range,
                  "JPEG quality. Without it a JPEG that is upright, or can be turned without loss, keeps its own.")},
             {"facing",
              {{"type", "string"},
               {"enum", {"environment", "user"}},
               {"default", "environment"},
               {"description", "The camera to offer: the one at the back or the one at the front."}}},
             {"keep_metadata",
              {{"type", "boolean"},
               {"default", usual.keep_metadata},
               {"description", "Keep EXIF, place and time included. By default nothing but the ICC profile stays."}}},
             {"page", paper_choice(usual.page, "Page size of a PDF. fit gives the page the picture's shape.")},
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

}  // namespace baton::photo
