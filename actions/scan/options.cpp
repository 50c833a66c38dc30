#include "actions/scan/options.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace baton::scan {
namespace {

namespace json = boost::json;

template <class T>
struct Named {
    std::string_view name;
    T value;
};

// What an option may be, each said here alone (`mode`: in `named_modes`): the schema is made of it, the reader asks it,
// and a test holds the README to the schema. Defaults are those of `Options`.
constexpr std::array document_modes{Named<bool>{"single", false}, Named<bool>{"multi", true}};
constexpr std::array image_types{Named<bool>{"jpeg", false}, Named<bool>{"png", true}};
constexpr std::array long_pages{Named<bool>{"whole", false}, Named<bool>{"cut", true}};
constexpr std::array papers{Named<media::Paper>{"a4", media::Paper::a4},
                            Named<media::Paper>{"letter", media::Paper::letter},
                            Named<media::Paper>{"fit", media::Paper::fit}};
constexpr std::array policies{Named<QualityPolicy>{"off", QualityPolicy::off},
                              Named<QualityPolicy>{"warn", QualityPolicy::warn},
                              Named<QualityPolicy>{"block", QualityPolicy::block}};
constexpr std::string_view no_ocr = "off";

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
        if (std::ranges::find(chosen, language) != chosen.end()) continue;
        auto more = chosen;
        more.push_back(language);
        std::string list;
        for (const auto& each : more) list += (list.empty() ? "" : "+") + each;
        lists.emplace_back(list);
        if (more.size() < longest) add_lists(languages, more, longest, lists);
    }
}

json::array ocr_choices(std::span<const std::string> languages) {
    json::array choices{no_ocr};
    add_lists(languages, {}, languages.size() <= few_languages ? longest_list : 2, choices);
    return choices;
}

json::object choice(json::array values, std::string_view usual, std::string_view description) {
    return {{"type", "string"}, {"enum", std::move(values)}, {"default", usual}, {"description", description}};
}

template <class Choices, class T>
json::object named_choice(const Choices& choices, T usual, std::string_view description) {
    json::array names;
    std::string_view usual_name;
    for (const auto& [name, value] : choices) {
        names.emplace_back(name);
        usual_name = value == usual ? name : usual_name;
    }
    return choice(std::move(names), usual_name, description);
}

json::object flag(bool usual, std::string_view description) {
    return {{"type", "boolean"}, {"default", usual}, {"description", description}};
}

template <class Choices, class T>
bool take(const Choices& choices, std::string_view name, T& into) {
    for (const auto& choice : choices) {
        if (choice.name == name) {
            into = choice.value;
            return true;
        }
    }
    return false;
}

bool read_text(std::string_view key, std::string_view text, Options& options) {
    if (key == "document_mode") return take(document_modes, text, options.multi);
    if (key == "mode") return take(named_modes, text, options.mode);
    if (key == "page") return take(papers, text, options.document.paper);
    if (key == "long_pages") return take(long_pages, text, options.cut_long);
    if (key == "quality") return take(policies, text, options.quality);
    if (key == "image_type") return take(image_types, text, options.png);
    if (key == "ocr") {
        options.ocr = text == no_ocr ? "" : text;
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
    const Options usual;
    return {
        {"type", "object"},
        {"properties",
         {
             {"document_mode", named_choice(document_modes, usual.multi, "One document, or several.")},
             {"detect", flag(usual.detect, "Look for the page also in pictures that come through scan/upload.")},
             {"mode",
              named_choice(named_modes, usual.mode, "How pages are cleaned, unless the person chooses otherwise.")},
             {"page", named_choice(papers, usual.document.paper,
                                   "Page size of a PDF. fit is the size of the sheet, as far as it can be told.")},
             {"long_pages",
              named_choice(long_pages, usual.cut_long,
                           "A page longer than Legal in a PDF under page fit: one long page, or cut between lines into "
                           "pages of A4.")},
             {"quality",
              named_choice(policies, usual.quality,
                           "What happens to a page that can hardly be read: nothing, the person is told, or it "
                           "is refused.")},
             {"ocr",
              choice(ocr_choices(languages), no_ocr, "Languages of an invisible text layer in a PDF, joined by +.")},
             {"pdfa", flag(usual.document.pdfa, "Write PDF/A-2b.")},
             {"image_type",
              named_choice(image_types, usual.png, "Type of the images. Black and white pages are always PNG.")},
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
        if (!read) return misfit(option.key());
    }
    return options;
}

}  // namespace baton::scan
