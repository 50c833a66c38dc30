// What a worker says a plugin registered: the first line is the JSON, the second one options for its schema, the rest
// the bytes of its page.
#include "core/action/descriptor_parser.hpp"
#include "core/action/options_schema.hpp"
#include "core/base/text.hpp"
#include "core/phone/form_reader.hpp"
#include "core/phone/uploads.hpp"
#include "tests/fuzz/harness.hpp"

#include <boost/json/parse.hpp>

using namespace baton;
using namespace baton::core;
using fuzz::expect;

namespace {

boost::json::value json_of(std::string_view text) {
    boost::system::error_code error;
    auto value = boost::json::parse({text.data(), text.size()}, error);
    return error ? boost::json::value{} : value;
}

std::shared_ptr<const file::Blob> blob_of(std::string_view bytes) {
    if (bytes.empty()) return nullptr;
    file::BlobWriter writer;
    expect(writer.append(fuzz::bytes_of(bytes)).has_value(), "memory for the assets");
    return writer.finish().value();
}

void check(const action::ActionDescriptor& action, std::string_view assets) {
    expect(!action.formats.empty() && action.formats.size() <= 32, "formats");
    for (const auto& format : action.formats) {
        expect(is_id(format.id) && is_media_type(format.media_type), "a format fit for a header");
        expect(action.find_format(format.id) == &format, "no format twice");
    }
    std::size_t bytes = 0;
    for (const auto& asset : action.page.assets) {
        expect(is_asset_path(asset.path) && is_media_type(asset.media_type), "a safe asset");
        bytes += asset.identity.size() + asset.gzip.size() + asset.brotli.size();
        expect(assets.find(asset.identity) != std::string_view::npos, "its bytes are among those that came");
    }
    expect(bytes == assets.size() || action.page.assets.empty(), "every byte belongs to an asset");
    expect(action.upload_limit.most >= 1 && action.upload_limit.most <= 200, "a limit");
    for (const auto& form : action.upload_forms) {
        expect(is_id(form.name) && form.max_bytes > 0 && form.indices.size() <= 4, "a form fit for a route");
        const std::vector<std::uint32_t> largest(form.indices.size(), 999999);
        expect(phone::is_upload_key(phone::form_key(form, largest)), "its keys can be named");
    }
    for (const auto& tag : action.page.locales) expect(is_locale_tag(tag), "a locale");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    auto text = fuzz::text_of(data, size);
    const auto registration = json_of(fuzz::take_line(text));
    const auto options = json_of(fuzz::take_line(text));
    if (!registration.is_object()) return 0;
    const auto action = action::parse_descriptor("photo", "1.0", registration.get_object(), blob_of(text));
    if (!action) {
        expect(!action.error().detail.empty() && !has_control_characters(action.error().detail),
               "a reason of one line");
        return 0;
    }
    check(*action, text);
    if (!options.is_object()) return 0;
    const auto once = action::complete_options(action->options_schema, options.get_object());
    if (!once) return expect(!once.error().errors.empty(), "wrong options are named"), 0;
    const auto twice = action::complete_options(action->options_schema, *once);
    expect(twice.has_value() && *twice == *once, "complete options stay as they are");
    return 0;
}
