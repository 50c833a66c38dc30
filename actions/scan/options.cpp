#include "options.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <optional>
#include <vector>

namespace baton::scan {
namespace {

namespace json = boost::json;

/// With more languages installed only single ones and pairs can be asked for: a list of all orders would not end.
constexpr std::size_t few_languages = 5;
constexpr std::size_t longest_list = 3;

Error misfit(std::string_view key) {
    return {errc::invalid_input, "option '" + std::string{key} + "' does not fit its schema",
            "/options/" + std::string{key}};
}

/// Every list of different languages, in every order: the first one is what OCR tries first.
void add_lists(std::span<const std::string> languages, const std::vector<std::string>& chosen, std::size_t longest,
               json::array& lists) {
    for (const auto& language : languages) {
        if (std::ranges::find(chosen, language) != chosen.end()) {
            continue;
        }
        auto more = chosen;
        more.push_back(language);
        std::string list;
        for (const auto& each : more) {
            list += (list.empty() ? "" : "+") + each;
        }
        lists.emplace_back(list);
        if (more.size() < longest) {
            add_lists(languages, more, longest, lists);
        }
    }
}

json::array ocr_choices(std::span<const std::string> languages) {
    json::array choices{"off"};
    add_lists(languages, {}, languages.size() <= few_languages ? longest_list : 2, choices);
    return choices;
}

json::object choice(json::array values, std::string_view fallback, std::string_view description) {
    return {{"type", "string"}, {"enum", std::move(values)}, {"default", fallback}, {"description", description}};
}

json::object flag(std::string_view description) {
    return {{"type", "boolean"}, {"default", false}, {"description", description}};
}

std::optional<media::Paper> paper_named(std::string_view name) {
    if (name == "fit") {
        return media::Paper::fit;
    }
    if (name == "a4") {
        return media::Paper::a4;
    }
    return name == "letter" ? std::optional{media::Paper::letter} : std::nullopt;
}

std::optional<QualityPolicy> policy_named(std::string_view name) {
    if (name == "off") {
        return QualityPolicy::off;
    }
    if (name == "warn") {
        return QualityPolicy::warn;
    }
    return name == "block" ? std::optional{QualityPolicy::block} : std::nullopt;
}

template <class T>
bool take(std::optional<T> read, T& into) {
    into = read.value_or(into);
    return read.has_value();
}

bool read_text(std::string_view key, std::string_view text, Options& options) {
    if (key == "document_mode") {
        options.multi = text == "multi";
        return options.multi || text == "single";
    }
    if (key == "mode") {
        return take(mode_named(text), options.mode);
    }
    if (key == "page") {
        return take(paper_named(text), options.document.paper);
    }
    if (key == "quality") {
        return take(policy_named(text), options.quality);
    }
    if (key == "image_type") {
        options.png = text == "png";
        return options.png || text == "jpeg";
    }
    if (key == "ocr") {
        options.ocr = text == "off" ? "" : text;
        return true;
    }
    return false;
}

bool read_flag(std::string_view key, bool value, Options& options) {
    if (key == "detect") {
        options.detect = value;
    } else if (key == "pdfa") {
        options.document.pdfa = value;
    } else {
        return false;
    }
    return true;
}

}  // namespace

json::object options_schema(std::span<const std::string> languages) {
    return {
        {"type", "object"},
        {"properties",
         {
             {"document_mode", choice({"single", "multi"}, "single", "One document, or several.")},
             {"detect", flag("Look for the page also in pictures that come through scan/upload.")},
             {"mode", choice({"auto", "color", "gray", "bw", "photo"}, "auto",
                             "How pages are cleaned, unless the person chooses otherwise.")},
             {"page", choice({"a4", "letter", "fit"}, "fit",
                             "Page size of a PDF. fit is the size of the sheet, as far as it can be told.")},
             {"quality", choice({"off", "warn", "block"}, "warn",
                                "What happens to a page that can hardly be read: nothing, the person is told, or it "
                                "is refused.")},
             {"ocr",
              choice(ocr_choices(languages), "off", "Languages of an invisible text layer in a PDF, joined by +.")},
             {"pdfa", flag("Write PDF/A-2b.")},
             {"image_type",
              choice({"jpeg", "png"}, "jpeg", "Type of the images. Black and white pages are always PNG.")},
         }},
    };
}

result<Options> read_options(const json::object& object) {
    Options options;
    for (const auto& option : object) {
        const auto* text = option.value().if_string();
        const bool* value = option.value().if_bool();
        const bool read = text ? read_text(option.key(), *text, options)
                               : value != nullptr && read_flag(option.key(), *value, options);
        if (!read) {
            return misfit(option.key());
        }
    }
    return options;
}

}  // namespace baton::scan
