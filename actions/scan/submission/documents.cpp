#include "actions/scan/submission/documents.hpp"

#include "actions/scan/submission/parameters.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace baton::scan {
namespace {

namespace json = boost::json;

Error invalid(const std::string& pointer, std::string what) {
    return {errc::invalid_input, std::move(what), pointer};
}

struct FormIndices {
    std::uint32_t document = 0;
    std::uint32_t page = 0;
};

std::optional<std::uint32_t> number_after(std::string_view& text, std::string_view prefix) {
    std::uint32_t number = 0;
    if (!text.starts_with(prefix)) return std::nullopt;
    const char* end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data() + prefix.size(), end, number);
    text = {rest, static_cast<std::size_t>(end - rest)};
    return error == std::errc{} ? std::optional{number} : std::nullopt;
}

std::optional<FormIndices> form_indices(std::string_view key) {
    const auto document = number_after(key, "d");
    const auto page = document ? number_after(key, "-p") : std::nullopt;
    return page && key.empty() ? std::optional{FormIndices{*document, *page}} : std::nullopt;
}

std::vector<WantedDocument> by_keys(std::span<const InputFile> files, const Options& options) {
    std::map<std::uint32_t, std::multimap<std::uint32_t, const InputFile*>> ordered;
    for (const InputFile& file : files) {
        if (file.is_kept()) continue;
        constexpr FormIndices last_of_first{0, std::numeric_limits<std::uint32_t>::max()};
        auto place = form_indices(file.key).value_or(last_of_first);
        if (!options.multi) place.document = 0;
        ordered[place.document].emplace(place.page, &file);
    }
    std::vector<WantedDocument> documents;
    for (const auto& [document, pages] : ordered) {
        auto& wanted = documents.emplace_back();
        for (const auto& [page, file] : pages) {
            wanted.push_back({file, usual_parameters(*file, options), "/files/" + file->key});
        }
    }
    return documents;
}

/// Reads a submission's data.
class Reader {
public:
    Reader(std::span<const InputFile> files, const Options& options) : files_(files), options_(options) {}

    result<std::vector<WantedDocument>> read(const json::value& data) {
        const auto list = array_in(data, "/data", "documents");
        if (!list) return list.error();
        std::vector<WantedDocument> documents;
        for (const json::value& element : **list) {
            const std::string pointer = "/data/documents/" + std::to_string(documents.size());
            if (!documents.empty() && !options_.multi) return invalid(pointer, "this session takes one document");
            auto document = read_document(element, pointer);
            if (!document) return document.error();
            documents.push_back(std::move(*document));
        }
        return documents;
    }

private:
    /// The array that is the object's only member. Errors: `invalid_input`.
    static result<const json::array*> array_in(const json::value& value, const std::string& pointer,
                                               std::string_view name) {
        const auto* object = value.if_object();
        if (!object) return invalid(pointer, "must be an object");
        if (const auto unknown = unknown_member(*object, pointer, {name})) return *unknown;
        const json::value* found = object->if_contains(name);
        const auto* array = found ? found->if_array() : nullptr;
        if (!array || array->empty()) {
            return invalid(pointer + "/" + std::string{name}, "must be an array with at least one element");
        }
        return array;
    }

    static std::optional<Error> unknown_member(const json::object& object, const std::string& pointer,
                                               std::initializer_list<std::string_view> known) {
        for (const auto& member : object) {
            const std::string name{member.key()};
            if (std::ranges::find(known, std::string_view{name}) == known.end()) {
                return invalid(pointer, "unknown member '" + name + "'");
            }
        }
        return std::nullopt;
    }

    result<WantedDocument> read_document(const json::value& value, const std::string& pointer) {
        const auto pages = array_in(value, pointer, "pages");
        if (!pages) return pages.error();
        WantedDocument document;
        for (const json::value& element : **pages) {
            auto page = read_page(element, pointer + "/pages/" + std::to_string(document.size()));
            if (!page) return page.error();
            document.push_back(std::move(*page));
        }
        return document;
    }

    result<WantedPage> read_page(const json::value& value, const std::string& pointer) {
        const auto* object = value.if_object();
        if (!object) return invalid(pointer, "a page must be an object");
        if (const auto unknown = unknown_member(*object, pointer, {"key", "quad", "mode", "rotation"})) return *unknown;
        const json::value* key = object->if_contains("key");
        const auto* name = key ? key->if_string() : nullptr;
        const InputFile* original = name ? find_original(files_, *name) : nullptr;
        if (!original) return invalid(pointer + "/key", "no file has this key");
        if (!used_.insert(original).second) return invalid(pointer + "/key", "this file is a page already");
        auto parameters = read_parameters(*object, pointer, usual_parameters(*original, options_));
        if (!parameters) return parameters.error();
        return WantedPage{original, *parameters, pointer};
    }

    std::span<const InputFile> files_;
    const Options& options_;
    std::set<const InputFile*> used_;
};

}  // namespace

bool is_form_key(std::string_view key) {
    return form_indices(key).has_value();
}

PageParameters usual_parameters(const InputFile& original, const Options& options) {
    PageParameters parameters;
    parameters.mode = options.mode;
    if (options.detect || !is_form_key(original.key)) {
        parameters.quad = detected_quad(original);
        parameters.rotation = detected_rotation(original);
    }
    return parameters;
}

const InputFile* find_original(std::span<const InputFile> files, std::string_view key) {
    const auto found =
        std::ranges::find_if(files, [key](const InputFile& file) { return !file.is_kept() && file.key == key; });
    return found == files.end() ? nullptr : &*found;
}

result<std::vector<WantedDocument>> wanted_documents(const json::value& data, std::span<const InputFile> files,
                                                     const Options& options) {
    auto documents = data.is_null() ? result<std::vector<WantedDocument>>{by_keys(files, options)}
                                    : Reader{files, options}.read(data);
    if (documents && documents->empty()) return invalid("/files", "no pages uploaded");
    return documents;
}

}  // namespace baton::scan
