#pragma once

#include "core/base/error.hpp"
#include "core/http/response.hpp"
#include "core/page/locale.hpp"

#include <baton/registry.hpp>

#include <boost/json/object.hpp>

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace baton::core::page {

/// The phone shell that webui/ builds: its files, its strings and its HTML templates (webui/README.md says what is in
/// them). Immutable once made.
class Shell {
public:
    /// Values for a template's placeholders.
    using Values = std::map<std::string, std::string, std::less<>>;

    /// Errors: internal (a template or locale file is missing or broken: a fault of the build).
    static result<Shell> make(std::span<const Asset> assets, std::string base_path);

    const std::string& hash() const { return hash_; }
    /// "/prefix/_/shell/<hash>/"
    std::string address() const { return base_path_ + "/_/shell/" + hash_ + "/"; }
    const std::string& base_path() const { return base_path_; }
    std::span<const std::string> locales() const { return locales_; }
    std::span<const Asset> assets() const { return assets_; }

    /// A string in that language, else in English, else the key itself.
    std::string text(const std::string& tag, std::string_view key) const;
    const boost::json::object& strings(const std::string& tag) const;

    /// Fills a template. Values are escaped, except `intro`, `intro_lang`, `action_styles` and `link`, which are HTML.
    // decision 0036
    std::string fill(std::string_view name, const Language& language, Values values) const;

    /// An HTML answer with the security headers that every page carries.
    static http::Response html(unsigned status, std::string body);

private:
    std::string base_path_;
    std::string hash_;
    std::span<const Asset> assets_;
    std::vector<std::string> locales_;
    std::map<std::string, boost::json::object, std::less<>> strings_;
    std::map<std::string, std::string, std::less<>> templates_;
};

}  // namespace baton::core::page
