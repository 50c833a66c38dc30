#include "conformance/checks.hpp"
#include "core/action/options_schema.hpp"
#include "core/plugin/manifest.hpp"

#include <boost/json/parse.hpp>

#include <set>
#include <string>

namespace baton::conformance {

namespace {

namespace json = boost::json;
using core::action::PageAsset;

/// A plugin that lets an unknown setting pass lets the operator's typing errors pass.
std::string accepts_unknown_setting(Subject subject) {
    subject.settings["conformance-unknown-setting"] = true;
    PluginHost host{subject};
    const auto action = host.start();
    if (action) return "an unknown setting was accepted";
    const bool refused_settings = !action.error().errors.empty();
    return refused_settings ? "" : action.error().detail;
}

/// The keys of a `locales/<tag>.json`; a finding in `why` if it is no object of strings.
std::set<std::string> keys_of(const PageAsset& asset, std::string& why) {
    std::set<std::string> keys;
    boost::system::error_code error;
    const auto strings = json::parse(json::string_view{asset.identity.data(), asset.identity.size()}, error);
    if (error || !strings.is_object()) {
        why = asset.path + " is not a JSON object";
        return keys;
    }
    for (const auto& member : strings.get_object()) {
        if (!member.value().is_string()) why = asset.path + ": '" + std::string{member.key()} + "' is not a string";
        keys.emplace(member.key());
    }
    return keys;
}

std::string compare_locales(const core::action::WebPage& page) {
    std::string why;
    const PageAsset* first = nullptr;
    std::set<std::string> expected;
    for (const auto& asset : page.assets) {
        if (!asset.path.starts_with("locales/")) continue;
        const auto keys = keys_of(asset, why);
        if (!why.empty()) return why;
        if (first == nullptr) {
            first = &asset;
            expected = keys;
        } else if (keys != expected) {
            return asset.path + " has other keys than " + first->path;
        }
    }
    return why;
}

bool has_locale(const core::action::WebPage& page, std::string_view tag) {
    for (const auto& locale : page.locales) {
        if (locale == tag) return true;
    }
    return false;
}

}  // namespace

std::optional<core::action::ActionDescriptor> check_loading(const Subject& subject, Report& report) {
    const auto manifest = core::plugin::read_manifest(subject.directory / (subject.name + ".json"));
    report.judge("manifest", manifest ? "" : manifest.error().detail);
    if (!manifest) return std::nullopt;
    const auto mismatch = core::plugin::abi_mismatch(*manifest);
    report.judge("ABI", mismatch.value_or(""));
    if (mismatch) return std::nullopt;

    auto action = [&subject] {
        PluginHost host{subject};
        return host.start();
    }();
    report.judge("loads, provisions and registers", action ? "" : action.error().detail);
    if (!action) return std::nullopt;
    report.judge("refuses an unknown setting", accepts_unknown_setting(subject));
    report.ok("registers " + std::to_string(action->formats.size()) + " format(s) and a processor");
    return std::move(*action);
}

void check_page(const core::action::ActionDescriptor& action, Report& report) {
    const auto& page = action.page;
    if (page.assets.empty()) return report.skip("page", "the action has none");
    report.ok("page: " + std::to_string(page.assets.size()) + " files, entry " + page.entry);
    if (page.locales.empty()) return report.skip("locales", "the page has none");
    report.judge("locales are objects of strings with the same keys", compare_locales(page));
    report.judge("locales include en, the language of last resort",
                 has_locale(page, "en") ? "" : "locales/en.json is missing");
}

}  // namespace baton::conformance
