#include "core/page/assets.hpp"

#include "core/base/ascii.hpp"

#include <charconv>

namespace baton::core::page {

namespace {

/// One file in its forms.
struct Forms {
    std::string_view media_type;
    std::string_view identity;
    std::string_view gzip;
    std::string_view brotli;
};

std::string_view text_of(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Whether Accept-Encoding takes this coding (a q of zero refuses it).
bool accepts(std::string_view field, std::string_view coding) {
    while (!field.empty()) {
        const auto comma = field.find(',');
        std::string_view entry = field.substr(0, comma);
        field = comma == std::string_view::npos ? std::string_view{} : field.substr(comma + 1);
        while (entry.starts_with(' ')) entry.remove_prefix(1);
        const auto end = entry.find_first_of("; ");
        const std::string_view name = entry.substr(0, end);
        if (!iequals(name, coding)) continue;
        const auto weight = entry.find("q=");
        double quality = 1;
        if (weight != std::string_view::npos) {
            std::from_chars(entry.data() + weight + 2, entry.data() + entry.size(), quality);
        }
        return quality > 0;
    }
    return false;
}

http::Response send(const http::Request& request, const Forms& file) {
    http::Response response;
    const auto field = request.header(http::FieldName::accept_encoding);
    response.view = file.identity.data() == nullptr ? std::string_view{""} : file.identity;
    if (!file.brotli.empty() && accepts(field, "br")) {
        response.view = file.brotli;
        response.set("Content-Encoding", "br");
    } else if (!file.gzip.empty() && accepts(field, "gzip")) {
        response.view = file.gzip;
        response.set("Content-Encoding", "gzip");
    }
    const bool is_text = file.media_type.starts_with("text/") || file.media_type == "application/json";
    response.set("Content-Type", std::string{file.media_type} + (is_text ? "; charset=utf-8" : ""));
    // No page but the shell's own: what a plugin brings as HTML may show, not run.
    if (file.media_type == "text/html") response.set("Content-Security-Policy", "sandbox; default-src 'none'");
    response.set("Vary", "Accept-Encoding").set("Cache-Control", "public, max-age=31536000, immutable");
    return response;
}

}  // namespace

void Assets::add_routes(http::Router& router) {
    router.add(http::Verb::get, "/_/shell/:hash/*path", [this](http::Request& r) { return shell_file(r); });
    router.add(http::Verb::get, "/_/actions/:id/:hash/*path", [this](http::Request& r) { return action_file(r); });
}

task<http::Response> Assets::shell_file(http::Request& request) {
    if (request.parameter("hash") != shell_.hash()) co_return problem(errc::not_found);
    const std::string& path = request.parameter("path");
    for (const auto& asset : shell_.assets()) {
        // The templates are the server's own.
        if (asset.path != path || asset.path.starts_with("pages/")) continue;
        co_return send(request,
                       {asset.media_type, text_of(asset.identity), text_of(asset.gzip), text_of(asset.brotli)});
    }
    co_return problem(errc::not_found);
}

task<http::Response> Assets::action_file(http::Request& request) {
    const action::ActionDescriptor* action = catalog_.find(request.parameter("id"));
    if (action == nullptr || action->page.hash != request.parameter("hash")) co_return problem(errc::not_found);
    const std::string& path = request.parameter("path");
    for (const auto& asset : action->page.assets) {
        if (asset.path != path) continue;
        co_return send(request, {asset.media_type, asset.identity, asset.gzip, asset.brotli});
    }
    co_return problem(errc::not_found);
}

}  // namespace baton::core::page
