#include "actions/photo/processor.hpp"

#include "actions/photo/convert.hpp"
#include "actions/photo/inspector.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace baton::photo {
namespace {

// The submitted name with the extension the result deserves; without one, photo.jpg, photo-2.jpg, ….
std::string result_name(std::string_view submitted, std::size_t index, Format format) {
    std::string stem{submitted.substr(0, submitted.rfind('.'))};
    if (stem.empty()) stem = index == 0 ? "photo" : "photo-" + std::to_string(index + 1);
    return stem + "." + std::string{extension(format)};
}

}  // namespace

PhotoProcessor::PhotoProcessor(const Settings& settings) : settings_(settings) {}

result<Outcome> PhotoProcessor::process(const Submission& submission) {
    const auto format = format_named(submission.format);
    if (!format) return Error{errc::invalid_input, "the photo action has no such output format", "/output_format"};
    const auto options = read_options(submission.options);
    if (!options) return options.error();
    const auto* members = submission.data.if_object();
    if (!submission.data.is_null() && (members == nullptr || !members->empty())) {
        return Error{errc::invalid_input, "a photo's submission has no data", "/data"};
    }
    if (submission.files.empty()) return Error{errc::invalid_input, "there is no photo in the submission", {}};
    const Recipe recipe{*format, *options, settings_};
    Outcome outcome;
    for (const InputFile& file : submission.files) {
        auto bytes = convert(file.bytes, recipe, found_regular(file));
        if (!bytes) return bytes.error();
        outcome.files.push_back({std::string{media_type(*format)},
                                 result_name(file.filename, outcome.files.size(), *format), std::move(*bytes)});
    }
    return outcome;
}

}  // namespace baton::photo
