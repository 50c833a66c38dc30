#include "core/action/api_descriptor.hpp"

#include "core/base/text.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace baton::core::action {

namespace {

constexpr std::size_t max_forms = 8;
constexpr std::size_t max_indices = 4;
constexpr std::size_t max_options = 16;
constexpr std::size_t max_sentence = 200;
constexpr std::size_t max_key_pattern = 128;
constexpr std::uint64_t most_uploads = 200;
constexpr std::uint64_t max_form_bytes = 1ull << 40;

/// What requests and sessions have already.
constexpr std::array<std::string_view, 22> taken_bytes{
    "id",
    "action_type",
    "status",
    "intro_text",
    "output_format",
    "session_ttl",
    "result_ttl",
    "url",
    "created_at",
    "completed_at",
    "result",
    "expires_at",
    "result_expires_at",
    "metadata",
    "options",
    "locale",
    "return_url",
    "items",
    "error",
    "type",
    "title",
    "session_id",
};

/// A field of the API: lower case, as all of them.
bool is_field(std::string_view text) {
    return is_id(text) && text.find('-') == std::string_view::npos;
}

void check_new_field(ObjectReader& reader, std::string_view name, std::string_view what) {
    if (!is_field(name)) reader.fail(std::string{what} + " '" + std::string{name} + "' is no field name");
    if (std::ranges::find(taken_bytes, name) != taken_bytes.end()) {
        reader.fail(std::string{what} + " '" + std::string{name} + "' is a field of every session");
    }
}

/// An option's default in a checked schema; null if there is no such option or it has none.
const boost::json::value* default_of(const boost::json::object& schema, std::string_view option) {
    const auto* properties = schema.if_contains("properties");
    const auto* property = properties == nullptr ? nullptr : properties->get_object().if_contains(option);
    return property == nullptr ? nullptr : property->get_object().if_contains("default");
}

void read_presentation(ObjectReader& reader, ActionDescriptor& action) {
    ObjectReader one{reader.object("presentation"), "its presentation"};
    auto& presentation = action.presentation;
    presentation.format_field = one.string("format_field", 64);
    presentation.result_field = one.string("result_field", 64);
    std::vector<std::string_view> names;
    for (const auto& field : {std::string_view{presentation.format_field}, {presentation.result_field}}) {
        if (field.empty()) continue;
        check_new_field(one, field, "the field");
        names.push_back(field);
    }
    for (auto& name : read_strings(one, "options", max_options, 64)) {
        check_new_field(one, name, "the option");
        const auto* fallback = default_of(action.options_schema, name);
        if (fallback == nullptr) one.fail("the option '" + name + "' is not in the schema, or has no default");
        presentation.options.push_back({std::move(name), fallback == nullptr ? nullptr : *fallback});
    }
    for (const auto& option : presentation.options) names.push_back(option.name);
    std::ranges::sort(names);
    if (std::ranges::adjacent_find(names) != names.end()) one.fail("a field is named twice");
    if (auto read = one.finish(); !read) reader.fail(read.error().detail);
}

void read_upload_limit(ObjectReader& reader, ActionDescriptor& action) {
    ObjectReader one{reader.object("upload_limit"), "its upload limit"};
    action.upload_limit.most = one.number("most", most_uploads);
    action.upload_limit.error = one.string("error", max_sentence);
    if (action.upload_limit.most == 0) one.fail("it allows no uploads");
    if (auto read = one.finish(); !read) reader.fail(read.error().detail);
}

/// Whether each index is in the pattern, once, and the rest makes a key: then every number makes a good one.
bool is_key_pattern(std::string_view pattern, const std::vector<FormIndex>& indices) {
    std::string rest{pattern};
    for (const auto& index : indices) {
        const std::string place = "{" + index.name + "}";
        const auto at = rest.find(place);
        if (at == std::string::npos) return false;
        rest.replace(at, place.size(), "0");
    }
    constexpr std::string_view allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
    return !rest.empty() && rest.size() <= 32 && rest.find_first_not_of(allowed) == std::string::npos;
}

FormIndex read_index(ObjectReader& one, const ActionDescriptor& action) {
    FormIndex index{one.string("name", 64), one.string("zero_option", 64), one.string("zero_value", 64)};
    if (!is_field(index.name)) one.fail("'" + index.name + "' is no name of a part");
    if (!index.zero_option.empty() && default_of(action.options_schema, index.zero_option) == nullptr) {
        one.fail("the option '" + index.zero_option + "' is not in the schema, or has no default");
    }
    return index;
}

UploadForm read_upload_form(ObjectReader& one, const ActionDescriptor& action) {
    UploadForm form;
    form.name = one.string("name", 64);
    form.file_part = one.string("file_part", 64);
    for (const auto& element : one.array("indices", max_indices)) {
        if (!element.is_object()) {
            one.fail("an index is no object");
            return form;
        }
        ObjectReader index{element.get_object()};
        form.indices.push_back(read_index(index, action));
        if (auto read = index.finish(); !read) one.fail(read.error().detail);
    }
    form.key = one.string("key", max_key_pattern);
    form.status = one.string("status", max_sentence);
    form.max_bytes = one.number("max_bytes", max_form_bytes);
    form.operation = one.string("operation", 64);
    if (!is_field(form.file_part)) one.fail("'" + form.file_part + "' is no name of a part");
    if (!is_key_pattern(form.key, form.indices)) one.fail("'" + form.key + "' makes no key of its indices");
    std::vector<std::string_view> parts{form.file_part, "status"};
    for (const auto& index : form.indices) parts.push_back(index.name);
    std::ranges::sort(parts);
    if (std::ranges::adjacent_find(parts) != parts.end()) one.fail("a part is named twice");
    if (form.max_bytes == 0) one.fail("it takes no bytes");
    const auto& operations = action.operations;
    if (!form.operation.empty() &&
        std::ranges::find(operations, form.operation, &OperationInfo::name) == operations.end()) {
        one.fail("there is no operation '" + form.operation + "'");
    }
    return form;
}

/// The forms of one kind; `read` takes the members that only this kind has.
template <class Form, class Read>
std::vector<Form> read_forms(ObjectReader& reader, std::string_view key, Read read) {
    std::vector<Form> forms;
    for (const auto& element : reader.array(key, max_forms)) {
        if (!element.is_object()) {
            reader.fail("a form is no object");
            break;
        }
        ObjectReader one{element.get_object()};
        Form form = read(one);
        if (!is_id(form.name)) one.fail("its name must be 1 to 32 of a-z, 0-9, _ and -");
        if (auto finished = one.finish(); !finished) {
            reader.fail("form '" + form.name + "': " + finished.error().detail);
        }
        forms.push_back(std::move(form));
    }
    return forms;
}

}  // namespace

void read_api_additions(ObjectReader& reader, ActionDescriptor& action) {
    read_presentation(reader, action);
    action.retains = reader.boolean("retains");
    read_upload_limit(reader, action);
    action.upload_forms = read_forms<UploadForm>(reader, "upload_forms",
                                                 [&](ObjectReader& one) { return read_upload_form(one, action); });
    action.submit_forms = read_forms<SubmitForm>(reader, "submit_forms", [](ObjectReader& one) {
        return SubmitForm{one.string("name", 64), one.string("nothing", max_sentence)};
    });
    std::vector<std::string_view> names;
    for (const auto& form : action.upload_forms) names.push_back(form.name);
    for (const auto& form : action.submit_forms) names.push_back(form.name);
    std::ranges::sort(names);
    if (std::ranges::adjacent_find(names) != names.end()) reader.fail("two forms have the same name");
}

}  // namespace baton::core::action
