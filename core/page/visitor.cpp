#include "core/page/visitor.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

namespace baton::core::page {

namespace {

/// Parts of the User-Agent of fetchers that make link previews, in lower case.
constexpr std::array<std::string_view, 28> link_fetchers{"whatsapp",
                                                         "slackbot",
                                                         "slack-imgproxy",
                                                         "facebookexternalhit",
                                                         "facebookcatalog",
                                                         "meta-externalagent",
                                                         "meta-externalfetcher",
                                                         "twitterbot",
                                                         "telegrambot",
                                                         "discordbot",
                                                         "linkedinbot",
                                                         "applebot",
                                                         "skypeuripreview",
                                                         "microsoftpreview",
                                                         "bingpreview",
                                                         "googlebot",
                                                         "google-pagerenderer",
                                                         "bingbot",
                                                         "redditbot",
                                                         "pinterestbot",
                                                         "viber",
                                                         "line-poker",
                                                         "signal-desktop",
                                                         "mattermost-bot",
                                                         "embedly",
                                                         "iframely",
                                                         "vkshare",
                                                         "msteams-preview"};

std::string lower(std::string_view text) {
    std::string out{text};
    std::transform(out.begin(), out.end(), out.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

bool says_prefetch(std::string_view purpose) {
    return lower(purpose).find("prefetch") != std::string::npos;
}

}  // namespace

bool is_person(const http::Request& request) {
    if (request.method == http::Verb::head) return false;
    if (says_prefetch(request.header("Sec-Purpose")) || says_prefetch(request.header("Purpose")) ||
        says_prefetch(request.header("X-Moz"))) {
        return false;
    }
    const std::string agent = lower(request.header(http::FieldName::user_agent));
    return std::none_of(link_fetchers.begin(), link_fetchers.end(),
                        [&](std::string_view name) { return agent.find(name) != std::string::npos; });
}

}  // namespace baton::core::page
