#include "core/page/shell.hpp"

#include "core/base/hex.hpp"
#include "core/base/sha256.hpp"
#include "core/page/markdown.hpp"

#include <boost/json/parse.hpp>

#include <cstddef>

namespace baton::core::page {

namespace json = boost::json;

namespace {

constexpr std::string_view content_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; "
    "connect-src 'self'; font-src 'self'; worker-src 'self' blob:; form-action 'self'; base-uri 'none'; object-src "
    "'none'; "
    "frame-ancestors 'none'";

// The camera for our own pages, and off what no page of ours needs. Names that browsers do not know are an error in
// their console, so the list is of those they do.
constexpr std::string_view permission_policy =
    "camera=(self), accelerometer=(), browsing-topics=(), clipboard-read=(), compute-pressure=(), display-capture=(), "
    "encrypted-media=(), gamepad=(), geolocation=(), gyroscope=(), hid=(), identity-credentials-get=(), "
    "idle-detection=(), keyboard-map=(), local-fonts=(), magnetometer=(), microphone=(), midi=(), otp-credentials=(), "
    "payment=(), picture-in-picture=(), publickey-credentials-create=(), publickey-credentials-get=(), serial=(), "
    "storage-access=(), usb=(), window-management=(), xr-spatial-tracking=()";

constexpr std::size_t hash_bytes = 8;  // of the digest, in the shell's address

std::string_view as_text(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

bool is_html_value(std::string_view name) {
    return name == "intro" || name == "intro_lang" || name == "action_styles" || name == "link";
}

std::string hash_of(std::span<const Asset> assets) {
    Sha256 hash;
    for (const auto& asset : assets) {
        hash.update(asset.path);
        hash.update(asset.identity);
    }
    const auto digest = hash.finish();
    return to_hex(std::span{digest}.first(hash_bytes));
}

/// "de" of "locales/de.json"; empty for other paths.
std::string_view name_within(std::string_view path, std::string_view folder, std::string_view suffix) {
    if (!path.starts_with(folder) || !path.ends_with(suffix)) return {};
    path.remove_prefix(folder.size());
    path.remove_suffix(suffix.size());
    return path;
}

}  // namespace

result<Shell> Shell::make(std::span<const Asset> assets, std::string base_path) {
    Shell shell;
    shell.base_path_ = std::move(base_path);
    shell.assets_ = assets;
    shell.hash_ = hash_of(assets);
    for (const auto& asset : assets) {
        if (const auto tag = name_within(asset.path, "locales/", ".json"); !tag.empty()) {
            boost::system::error_code error;
            const auto content = as_text(asset.identity);
            const json::value strings = json::parse(json::string_view{content.data(), content.size()}, error);
            if (error || !strings.is_object()) return problem(errc::internal, "shell: broken locale file");
            shell.strings_[std::string{tag}] = strings.get_object();
            shell.locales_.emplace_back(tag);
        } else if (const auto name = name_within(asset.path, "pages/", ".html"); !name.empty()) {
            shell.templates_[std::string{name}] = as_text(asset.identity);
        }
    }
    for (const char* name : {"action", "intro", "notice"}) {
        if (!shell.templates_.contains(name)) return problem(errc::internal, std::string{"shell: no template "} + name);
    }
    if (!shell.strings_.contains("en")) return problem(errc::internal, "shell: no English strings");
    return shell;
}

const json::object& Shell::strings(const std::string& tag) const {
    const auto found = strings_.find(tag);
    return found == strings_.end() ? strings_.find("en")->second : found->second;
}

std::string Shell::text(const std::string& tag, std::string_view key) const {
    for (const std::string& language : {tag, std::string{"en"}}) {
        if (const json::value* value = strings(language).if_contains(key); value != nullptr && value->is_string()) {
            return {value->get_string().data(), value->get_string().size()};
        }
    }
    return std::string{key};
}

std::string Shell::fill(std::string_view name, const Language& language, Values values) const {
    values["lang"] = language.lang;
    values["dir"] = language.right_to_left ? "rtl" : "ltr";
    values["shell"] = address();
    std::string_view rest = templates_.find(name)->second;
    std::string out;
    out.reserve(rest.size() + 4096);
    while (!rest.empty()) {
        const auto open = rest.find("{{");
        const auto close = open == std::string_view::npos ? open : rest.find("}}", open);
        if (close == std::string_view::npos) break;
        out.append(rest.substr(0, open));
        const std::string_view placeholder = rest.substr(open + 2, close - open - 2);
        rest.remove_prefix(close + 2);
        if (placeholder.starts_with("t:")) {
            out += escape_html(text(language.tag, placeholder.substr(2)));
        } else if (const auto value = values.find(placeholder); value != values.end()) {
            out += is_html_value(placeholder) ? value->second : escape_html(value->second);
        }
    }
    return out.append(rest);
}

http::Response Shell::html(unsigned status, std::string body) {
    http::Response response;
    response.status = status;
    response.set("Content-Type", "text/html; charset=utf-8")
        .set("Cache-Control", "no-store")
        .set("Content-Security-Policy", content_policy)
        .set("Referrer-Policy", "no-referrer")
        .set("Permissions-Policy", permission_policy)
        .set("X-Frame-Options", "DENY")
        .set("Vary", "Accept-Language");
    response.body = std::move(body);
    return response;
}

}  // namespace baton::core::page
