#include "core/api/create_request.hpp"

#include "core/action/options_schema.hpp"
#include "core/base/field_errors.hpp"
#include "core/base/json_pointer.hpp"
#include "core/base/json_reader.hpp"
#include "core/config/go_duration.hpp"

#include <boost/url/parse.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace baton::core::api {

namespace json = boost::json;

namespace {

constexpr std::size_t metadata_pairs = 50;
constexpr std::size_t metadata_key = 128;
constexpr std::size_t metadata_value = 2048;
constexpr std::size_t intro_bytes = 16 * 1024;
constexpr std::size_t url_bytes = 2048;

constexpr std::array<std::string_view, 9> known_fields{"action_type", "output_format", "intro_text",
                                                       "session_ttl", "result_ttl",    "options",
                                                       "metadata",    "locale",        "return_url"};

/// Collects the wrong fields, so that a developer mends them in one go.
class Reader {
public:
    Reader(const json::object& body, const action::Catalog& catalog, const config::Settings& settings)
        : body_(body), catalog_(catalog), settings_(settings) {}

    result<session::Spec> read() {
        if (const json::value* name = find("action_type"); name != nullptr && name->is_string()) {
            action_ = catalog_.find(name->get_string());
        }
        read_unknown();
        read_action();
        extras_.intro_text = text("intro_text", intro_bytes);
        spec_.session_ttl = ttl("session_ttl", settings_.session_ttl);
        spec_.result_ttl = ttl("result_ttl", settings_.result_ttl);
        read_metadata();
        read_locale();
        read_return_url();
        if (!errors_.empty()) return errors_.take();
        spec_.set_extras(std::move(extras_));
        return std::move(spec_);
    }

private:
    void refuse(std::string pointer, std::string code, std::string detail) {
        errors_.add({std::move(pointer), std::move(code), std::move(detail)});
    }

    /// Absent and null are the same: "not given".
    const json::value* find(std::string_view name) const {
        const json::value* value = body_.if_contains(name);
        return value != nullptr && value->is_null() ? nullptr : value;
    }

    std::string text(std::string_view name, std::size_t longest) {
        const json::value* value = find(name);
        if (value == nullptr) return {};
        const std::string pointer = "/" + std::string{name};
        if (!value->is_string()) {
            refuse(pointer, "type", std::string{name} + " must be a string");
            return {};
        }
        const auto& string = value->get_string();
        if (string.size() > longest) {
            refuse(pointer, "too_long", std::string{name} + " must have at most " + std::to_string(longest) + " bytes");
        }
        return {string.data(), string.size()};
    }

    void read_unknown() {
        for (const auto& [name, value] : body_) {
            if (std::find(known_fields.begin(), known_fields.end(), std::string_view{name}) != known_fields.end()) {
                continue;
            }
            if (is_option(name)) continue;
            errors_.add(unknown_field(pointer_step(name), name));
        }
    }

    void read_action() {
        spec_.action = text("action_type", 64);
        if (action_ == nullptr) {
            std::string allowed;
            for (const auto& each : catalog_.list()) allowed += (allowed.empty() ? "" : ", ") + each.id;
            const bool missing = find("action_type") == nullptr;
            refuse(
                "/action_type", missing ? "required" : "enum",
                (missing ? "action_type is required: it must be one of " : "unknown action_type: it must be one of ") +
                    allowed);
            return;
        }
        read_format(*action_);
        read_options(*action_);
    }

    void read_format(const action::ActionDescriptor& action) {
        spec_.format = text("output_format", 64);
        if (spec_.format.empty() && action.default_format) spec_.format = action.formats[*action.default_format].id;
        if (action.find_format(spec_.format) != nullptr) return;
        std::string allowed;
        for (const auto& format : action.formats) allowed += (allowed.empty() ? "" : ", ") + format.id;
        const bool missing = spec_.format.empty();
        refuse(
            "/output_format", missing ? "required" : "enum",
            (missing ? "output_format is required: it must be one of " : "unknown output_format: it must be one of ") +
                allowed);
    }

    /// Whether it is one of the options that the action has as request fields.
    bool is_option(std::string_view name) const {
        if (action_ == nullptr) return false;
        const auto& options = action_->presentation.options;
        return std::ranges::find(options, name, &action::TopLevelOption::name) != options.end();
    }

    /// Puts the options that stand at the top of the request among the others.
    void merge_top_level_options(json::object& options) {
        for (const auto& option : action_->presentation.options) {
            const json::value* value = find(option.name);
            if (value == nullptr) continue;
            const json::value* other = options.if_contains(option.name);
            if (other != nullptr && *other != *value) {
                refuse("/" + option.name, "repeated", option.name + " is given twice, and differently");
            }
            options[option.name] = *value;
        }
    }

    void read_options(const action::ActionDescriptor& action) {
        const json::value* value = find("options");
        if (value != nullptr && !value->is_object()) return refuse("/options", "type", "options must be an object");
        json::object options = value == nullptr ? json::object{} : value->get_object();
        merge_top_level_options(options);
        if (value == nullptr && options.empty()) return;
        auto completed = action::complete_options(action.options_schema, options);
        if (!completed) {
            for (auto& error : completed.error().errors) refuse_option(std::move(error));
            errors_.count(completed.error().more_errors);
            return;
        }
        extras_.has_options = value != nullptr;
        extras_.options = std::move(options);
    }

    /// Points to where the option stood in the request.
    void refuse_option(FieldError error) {
        constexpr std::string_view prefix = "/options/";
        const std::string name = error.pointer.starts_with(prefix) ? error.pointer.substr(prefix.size()) : "";
        if (is_option(name) && find(name) != nullptr) error.pointer = "/" + name;
        errors_.add(std::move(error));
    }

    std::chrono::nanoseconds ttl(std::string_view name, std::chrono::nanoseconds fallback) {
        const std::string given = text(name, 64);
        if (given.empty()) return fallback;
        const auto value = config::parse_go_duration(given);
        if (!value) {
            refuse("/" + std::string{name}, "format",
                   std::string{name} + " must be a duration like \"90s\" or \"1h30m\"");
        } else if (*value < std::chrono::seconds{1} || *value > settings_.max_ttl) {
            refuse("/" + std::string{name}, "out_of_range",
                   std::string{name} + " must be at least 1s and at most the configured maximum");
        }
        return value.value_or(fallback);
    }

    void read_metadata() {
        const json::value* value = find("metadata");
        if (value == nullptr) return;
        if (!value->is_object()) return refuse("/metadata", "type", "metadata must be an object of strings");
        const auto& pairs = value->get_object();
        if (pairs.size() > metadata_pairs) {
            return refuse("/metadata", "too_many", "metadata must have at most 50 pairs");
        }
        for (const auto& [name, content] : pairs) {
            if (!content.is_string()) return refuse("/metadata", "type", "metadata values must be strings");
            if (name.size() > metadata_key || content.get_string().size() > metadata_value) {
                return refuse("/metadata", "too_long", "a metadata key has at most 128 bytes, a value 2048");
            }
        }
        extras_.metadata = pairs;
    }

    void read_locale() {
        extras_.locale = text("locale", 35);
        const auto is_tag_character = [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
        };
        const auto& tag = extras_.locale;
        if (tag.empty()) return;
        const bool shaped = std::all_of(tag.begin(), tag.end(), is_tag_character) && tag.size() >= 2 &&
                            tag.front() != '-' && tag.back() != '-';
        if (!shaped) refuse("/locale", "format", "locale must be a language tag like \"de\" or \"fr-CH\"");
    }

    void read_return_url() {
        extras_.return_url = text("return_url", url_bytes);
        if (extras_.return_url.empty()) return;
        const auto url = boost::urls::parse_uri(extras_.return_url);
        const bool web =
            url && (url->scheme_id() == boost::urls::scheme::http || url->scheme_id() == boost::urls::scheme::https);
        if (!web || url->host().empty()) {
            refuse("/return_url", "format", "return_url must be an absolute http or https URL");
        }
    }

    const json::object& body_;
    const action::Catalog& catalog_;
    const config::Settings& settings_;
    const action::ActionDescriptor* action_ = nullptr;  ///< null: unknown
    session::Spec spec_;
    session::Extras extras_;
    FieldErrors errors_;
};

}  // namespace

result<session::Spec> parse_create_request(std::string_view body, const action::Catalog& catalog,
                                           const config::Settings& settings) {
    const auto value = read_json(body, "the body is not valid JSON");
    if (!value) return value.error();
    if (!value->is_object()) return field_problem("", "type", "the body must be a JSON object");
    return Reader{value->get_object(), catalog, settings}.read();
}

}  // namespace baton::core::api
