#include "core/page/visitor.hpp"

#include <doctest/doctest.h>

using namespace baton::core::http;
using baton::core::page::is_person;

namespace {

bool with(FieldName id, std::string_view name, std::string_view value, Verb method = Verb::get) {
    Request request;
    request.method = method;
    request.fields.push_back({id, name, value});
    return is_person(request);
}

bool agent(std::string_view value) {
    return with(FieldName::user_agent, "User-Agent", value);
}

}  // namespace

TEST_CASE("browsers, curl and an empty agent are persons") {
    CHECK(
        agent("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Mobile "
              "Safari/604.1"));
    CHECK(agent("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36"));
    CHECK(agent("curl/8.0"));
    CHECK(agent(""));
    CHECK(is_person(Request{}));
}

TEST_CASE("link previews are not") {
    for (const char* name :
         {"WhatsApp/2.23.20 A", "Slackbot-LinkExpanding 1.0", "facebookexternalhit/1.1", "Twitterbot/1.0",
          "TelegramBot (like TwitterBot)", "Mozilla/5.0 (compatible; Discordbot/2.0)", "LinkedInBot/1.0",
          "Applebot/0.1", "Mozilla/5.0 SkypeUriPreview Preview/0.5", "whatsapp/1"}) {
        CAPTURE(name);
        CHECK_FALSE(agent(name));
    }
}

TEST_CASE("HEAD and prefetches are not") {
    CHECK_FALSE(with(FieldName::user_agent, "User-Agent", "Mozilla/5.0", Verb::head));
    CHECK_FALSE(with(FieldName::unknown, "Sec-Purpose", "prefetch;prerender"));
    CHECK_FALSE(with(FieldName::unknown, "purpose", "prefetch"));
    CHECK(with(FieldName::unknown, "Sec-Purpose", "navigate"));
}
