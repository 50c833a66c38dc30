#include "actions/signature/processor.hpp"

#include "actions/signature/ink/ink.hpp"
#include "actions/signature/options.hpp"
#include "actions/signature/output/render.hpp"
#include "actions/signature/policy.hpp"
#include "actions/signature/signature.hpp"
#include "actions/signature/strokes/strokes.hpp"
#include "actions/signature/strokes/strokes_file.hpp"
#include "actions/signature/typed_name.hpp"
#include "actions/signature/visible_ink.hpp"

#include <boost/json/value.hpp>

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace baton::signature {
namespace {

// How every file of an outcome is made.
struct Task {
    Format format;
    Options options;
    Settings settings;
};

OutputFile output_file(std::string stem, media::Bytes bytes, Format format) {
    return {std::string{media_type(format)}, std::move(stem) + "." + std::string{extension(format)}, std::move(bytes)};
}

// The submitted name without its extension; without one signature, signature-2, ….
std::string stem_of(std::string_view submitted, std::size_t index) {
    std::string stem{submitted.substr(0, submitted.rfind('.'))};
    if (stem.empty()) stem = index == 0 ? "signature" : "signature-" + std::to_string(index + 1);
    return stem;
}

OutputFile strokes_json(const Strokes& strokes) {
    const std::string text = write_strokes(strokes);
    const auto bytes = std::as_bytes(std::span{text});
    return {"application/json", "strokes.json", {bytes.begin(), bytes.end()}};
}

result<Outcome> from_strokes(const boost::json::object& data, const Task& task) {
    const auto strokes = read_strokes(data);
    if (!strokes) return strokes.error();
    const Drawing drawing = ink(*strokes, visible_ink(task.options));
    if (drawing.shapes.empty()) {
        return Error{errc::invalid_input, "nothing was drawn: a signature needs at least one stroke", "/data/strokes"};
    }
    if (auto enough = enough_ink(pen_way(*strokes), task.options, "/data/strokes"); !enough) return enough.error();
    auto bytes = render(drawing, task.format, task.options);
    if (!bytes) return bytes.error();
    Outcome outcome;
    outcome.files.push_back(output_file("signature", std::move(*bytes), task.format));
    if (task.options.strokes) outcome.files.push_back(strokes_json(*strokes));
    return outcome;
}

result<Outcome> from_text(const boost::json::object& data, const Task& task, const Lettering& lettering) {
    const auto name = read_typed_name(data);
    if (!name) return name.error();
    const auto drawing = lettering.write(name->text, name->face, visible_ink(task.options));
    if (!drawing) return drawing.error();
    auto bytes = render(*drawing, task.format, task.options);
    if (!bytes) return bytes.error();
    Outcome outcome;
    outcome.files.push_back(output_file("signature", std::move(*bytes), task.format));
    return outcome;
}

result<OutputFile> from_picture(const InputFile& file, const Task& task, const std::string& pointer, std::string stem) {
    const auto signature = read_picture(file.bytes, task.options, task.settings);
    if (!signature) return signature.error();
    const double way = way_of(*signature, task.options);
    if (way <= 0) return Error{errc::invalid_input, "there is no ink in this picture", pointer};
    if (auto enough = enough_ink(way, task.options, pointer); !enough) return enough.error();
    auto bytes = render(*signature, task.format, task.options);
    if (!bytes) return bytes.error();
    return output_file(std::move(stem), std::move(*bytes), task.format);
}

result<Outcome> from_upload(const boost::json::object& data, std::span<const InputFile> files, const Task& task) {
    if (data.size() != 1) return Error{errc::invalid_input, "an upload has a method and nothing else", "/data"};
    for (const InputFile& file : files) {
        if (file.key == uploaded_key) {
            auto made = from_picture(file, task, "/data", "signature");
            if (!made) return made.error();
            Outcome outcome;
            outcome.files.push_back(std::move(*made));
            return outcome;
        }
    }
    return Error{errc::invalid_input, "no picture was uploaded under the key 'signature'", "/data/method"};
}

// What another front end sends: a signature per file, each of a kind that the session's methods allow.
result<Outcome> from_files(std::span<const InputFile> files, const Task& task) {
    if (files.empty()) return Error{errc::invalid_input, "there is no signature in the submission", {}};
    Outcome outcome;
    for (std::size_t i = 0; i < files.size(); ++i) {
        if (auto allowed = allow_picture(files[i].bytes, task.options.methods); !allowed) return allowed.error();
        auto made =
            from_picture(files[i], task, "/items/" + std::to_string(i) + "/data", stem_of(files[i].filename, i));
        if (!made) return made.error();
        outcome.files.push_back(std::move(*made));
    }
    return outcome;
}

result<Outcome> from_page(const boost::json::object& data, const Submission& submission, const Task& task,
                          const Lettering& lettering) {
    const auto method = read_method(data);
    if (!method) return method.error();
    if (auto allowed = allow(*method, task.options.methods); !allowed) return allowed.error();
    switch (*method) {
        case Method::draw:
            return from_strokes(data, task);
        case Method::type:
            return from_text(data, task, lettering);
        case Method::upload:
            break;
    }
    return from_upload(data, submission.files, task);
}

}  // namespace

SignatureProcessor::SignatureProcessor(const Settings& settings, std::shared_ptr<const Lettering> lettering)
    : settings_(settings), lettering_(std::move(lettering)) {}

result<Outcome> SignatureProcessor::process(const Submission& submission) {
    const auto format = format_named(submission.format);
    if (!format) return Error{errc::invalid_input, "the signature action has no such output format", "/output_format"};
    const auto options = read_options(submission.options);
    if (!options) return options.error();
    const Task task{*format, *options, settings_};
    if (submission.data.is_null()) return from_files(submission.files, task);
    const boost::json::object* data = submission.data.if_object();
    if (!data) return Error{errc::invalid_input, "data must be an object with the method of signing", "/data"};
    return from_page(*data, submission, task, *lettering_);
}

}  // namespace baton::signature
