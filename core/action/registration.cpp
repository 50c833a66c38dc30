#include "core/action/registration.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value_from.hpp>

#include <algorithm>
#include <utility>

namespace baton::core::action {

void Registration::add_format(OutputFormat format) {
    formats_.push_back(std::move(format));
}

void Registration::set_options(boost::json::object schema) {
    options_ = std::move(schema);
}

void Registration::set_accepts(std::vector<std::string> media_types) {
    accepts_ = std::move(media_types);
}

void Registration::set_page(std::span<const Asset> assets, std::string entry, std::vector<std::string> styles) {
    page_ = {{assets.begin(), assets.end()}, std::move(entry), std::move(styles)};
}

void Registration::set_processor(std::unique_ptr<Processor> processor) {
    processor_ = std::move(processor);
}

void Registration::set_inspector(std::unique_ptr<Inspector> inspector) {
    inspector_ = std::move(inspector);
}

void Registration::add_operation(std::string name, Audience audience, std::unique_ptr<Operation> operation,
                                 CallFiles files) {
    operations_.push_back({std::move(name), audience, std::move(operation), files});
}

void Registration::set_presentation(baton::Presentation presentation) {
    presentation_ = std::move(presentation);
}

void Registration::set_retention(bool retains) {
    retains_ = retains;
}

void Registration::set_upload_limit(baton::UploadLimit limit) {
    upload_limit_ = std::move(limit);
}

void Registration::add_upload_form(baton::UploadForm form) {
    upload_forms_.push_back(std::move(form));
}

void Registration::add_submit_form(baton::SubmitForm form) {
    submit_forms_.push_back(std::move(form));
}

boost::json::object Registration::describe() const {
    boost::json::array formats;
    for (const auto& format : formats_) {
        formats.push_back({{"id", format.id},
                           {"media_type", format.media_type},
                           {"extension", format.extension},
                           {"default", format.is_default}});
    }
    boost::json::array assets;
    for (const auto& asset : page_.assets) {
        assets.push_back({{"path", asset.path},
                          {"media_type", asset.media_type},
                          {"identity", asset.identity.size()},
                          {"gzip", asset.gzip.size()},
                          {"brotli", asset.brotli.size()}});
    }
    boost::json::array operations;
    for (const auto& operation : operations_) {
        operations.push_back({{"name", operation.name},
                              {"backend", operation.audience == Audience::phone_and_backend},
                              {"all_files", operation.files == CallFiles::all_unless_named}});
    }
    boost::json::object page{
        {"entry", page_.entry}, {"styles", boost::json::value_from(page_.styles)}, {"assets", std::move(assets)}};
    return {{"formats", std::move(formats)},
            {"options", options_},
            {"accepts", boost::json::value_from(accepts_)},
            {"page", std::move(page)},
            {"processor", processor_ != nullptr},
            {"inspector", inspector_ != nullptr},
            {"operations", std::move(operations)},
            {"presentation",
             {{"format_field", presentation_.format_field},
              {"result_field", presentation_.result_field},
              {"options", boost::json::value_from(presentation_.top_level_options)}}},
            {"retains", retains_},
            {"upload_limit", {{"most", upload_limit_.most}, {"error", upload_limit_.error}}},
            {"upload_forms", describe_upload_forms()},
            {"submit_forms", describe_submit_forms()}};
}

boost::json::array Registration::describe_upload_forms() const {
    boost::json::array forms;
    for (const auto& form : upload_forms_) {
        boost::json::array indices;
        for (const auto& index : form.indices) {
            indices.push_back(
                {{"name", index.name}, {"zero_option", index.zero_option}, {"zero_value", index.zero_value}});
        }
        forms.push_back({{"name", form.name},
                         {"file_part", form.file_part},
                         {"indices", std::move(indices)},
                         {"key", form.key},
                         {"status", form.status},
                         {"max_bytes", form.max_bytes},
                         {"operation", form.operation}});
    }
    return forms;
}

boost::json::array Registration::describe_submit_forms() const {
    boost::json::array forms;
    for (const auto& form : submit_forms_) forms.push_back({{"name", form.name}, {"nothing", form.nothing}});
    return forms;
}

std::vector<std::span<const std::byte>> Registration::asset_bytes() const {
    std::vector<std::span<const std::byte>> bytes;
    for (const auto& asset : page_.assets) {
        for (const auto& part : {asset.identity, asset.gzip, asset.brotli}) bytes.push_back(part);
    }
    return bytes;
}

Operation* Registration::find_operation(std::string_view name) const {
    const auto found = std::ranges::find(operations_, name, &NamedOperation::name);
    return found == operations_.end() ? nullptr : found->operation.get();
}

}  // namespace baton::core::action
