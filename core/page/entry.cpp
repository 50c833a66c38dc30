#include "core/page/entry.hpp"

#include "core/page/markdown.hpp"
#include "core/page/visitor.hpp"
#include "core/phone/guard.hpp"

#include <boost/json/serialize.hpp>
#include <boost/url/parse.hpp>

#include <algorithm>

namespace baton::core::page {

namespace json = boost::json;
using session::Session;
using session::Snapshot;
using session::Status;

namespace {

bool has_ended(const result<Snapshot>& snapshot) {
    return !snapshot || (*snapshot)->status == Status::completed || (*snapshot)->status == Status::expired;
}

void replace(std::string& text, std::string_view what, std::string_view with) {
    if (const auto at = text.find(what); at != std::string::npos) text.replace(at, what.size(), with);
}

}  // namespace

void Entry::add_routes(http::Router& router) {
    router.add(http::Verb::get, "/s/:id", [this](http::Request& r) { return arrive(r); });
    router.add(http::Verb::get, phone::session_route("action"), [this](http::Request& r) { return begin(r); });
}

task<http::Response> Entry::lost(http::Request& request) {
    // Somebody typed the server's address, perhaps the one who has just installed it.
    const auto path = request.target.substr(0, request.target.find('?'));
    const auto& home = shell_.base_path();
    if (path == "/" || path == home || path == home + "/") co_return notice(request, 200, "home", "phones", nullptr);
    co_return notice(request, 404, "unknown", "unknown", nullptr);
}

task<http::Response> Entry::arrive(http::Request& request) {
    auto snapshot = co_await phone::phone_session(sessions_, request);
    if (has_ended(snapshot)) co_return ended(request, snapshot);
    if (is_person(request)) {
        snapshot = co_await sessions_.open(std::move(*snapshot));
        if (has_ended(snapshot)) co_return ended(request, snapshot);
    }
    const Session& session = **snapshot;
    co_return session.spec->extras().intro_text.empty() ? action_page(request, session) : intro_page(request, session);
}

task<http::Response> Entry::begin(http::Request& request) {
    auto snapshot = co_await phone::phone_session(sessions_, request);
    if (has_ended(snapshot)) co_return ended(request, snapshot);
    if (is_person(request)) {
        snapshot = co_await sessions_.start(std::move(*snapshot));
        if (has_ended(snapshot)) co_return ended(request, snapshot);
    }
    co_return action_page(request, **snapshot);
}

Language Entry::language_of(const http::Request& request, const Session* session) const {
    const std::string_view locale = session == nullptr ? std::string_view{} : session->spec->extras().locale;
    return choose_language(locale, request.header(http::FieldName::accept_language), shell_.locales());
}

http::Response Entry::ended(const http::Request& request, const result<Snapshot>& snapshot) const {
    if (!snapshot) {
        const bool unknown = snapshot.error().code == errc::not_found;
        if (unknown) return notice(request, 404, "unknown", "unknown", nullptr);
        if (snapshot.error().code == errc::session_expired) return notice(request, 410, "expired", "clock", nullptr);
        auto response = notice(request, 503, "error", "error", nullptr);
        response.set("Retry-After", "5");
        return response;
    }
    if ((*snapshot)->status == Status::completed) return notice(request, 200, "done", "done", snapshot->get());
    return notice(request, 410, "expired", "clock", snapshot->get());
}

http::Response Entry::notice(const http::Request& request, unsigned status, std::string_view key, std::string_view icon,
                             const Session* session) const {
    const Language language = language_of(request, session);
    Shell::Values values{{"icon", std::string{icon}},
                         {"title", shell_.text(language.tag, std::string{key} + ".title")},
                         {"text", shell_.text(language.tag, std::string{key} + ".text")},
                         {"link", ""}};
    if (session != nullptr && !session->spec->extras().return_url.empty()) {
        const std::string& address = session->spec->extras().return_url;
        const auto url = boost::urls::parse_uri(address);
        std::string label = escape_html(shell_.text(language.tag, "return"));
        replace(label, "{site}", "<bdi>" + escape_html(url ? std::string{url->host()} : address) + "</bdi>");
        values["link"] = "<div class=\"actions\"><a class=\"button\" href=\"" + escape_html(address) +
                         "\" rel=\"noreferrer\">" + label + "</a></div>";
    }
    return Shell::html(status, shell_.fill("notice", language, std::move(values)));
}

http::Response Entry::intro_page(const http::Request& request, const Session& session) const {
    const Language language = language_of(request, &session);
    const auto& extras = session.spec->extras();
    // The page may speak another language than the text, which only the backend knows.
    const std::string lang = extras.locale.empty() ? "" : " lang=\"" + escape_html(extras.locale) + "\"";
    return Shell::html(200,
                       shell_.fill("intro", language,
                                   {{"intro", markdown_to_html(extras.intro_text)},
                                    {"intro_lang", lang},
                                    {"continue", shell_.base_path() + "/s/" + to_string(session.id()) + "/action"}}));
}

http::Response Entry::action_page(const http::Request& request, const Session& session) const {
    const action::ActionDescriptor* action = catalog_.find(session.spec->action);
    if (action == nullptr) return notice(request, 404, "unknown", "unknown", &session);
    // An action without a page of its own is for other front ends, which only need the 200; a person cannot act here.
    if (action->page.entry.empty()) return notice(request, 200, "no_page", "phones", &session);
    const Language language = language_of(request, &session);
    const action::WebPage& page = action->page;
    const std::string address = shell_.base_path() + "/_/actions/" + action->id + "/" + page.hash + "/";
    const auto& spoken = page.locales;
    const bool speaks = std::find(spoken.begin(), spoken.end(), language.tag) != spoken.end();
    const bool speaks_english = std::find(spoken.begin(), spoken.end(), "en") != spoken.end();
    json::object boot{{"base", shell_.base_path()}, {"session", to_string(session.id())},
                      {"locale", language.tag},     {"dir", language.right_to_left ? "rtl" : "ltr"},
                      {"shell", shell_.address()},  {"entry", address + page.entry},
                      {"strings", nullptr},         {"shell_strings", shell_.strings(language.tag)}};
    if (speaks || speaks_english) boot["strings"] = address + "locales/" + (speaks ? language.tag : "en") + ".json";
    std::string styles;
    for (const auto& style : page.styles) {
        styles += "<link rel=\"stylesheet\" href=\"" + escape_html(address + style) + "\">";
    }
    return Shell::html(200, shell_.fill("action", language,
                                        {{"title", shell_.text(language.tag, "action.title")},
                                         {"action_styles", std::move(styles)},
                                         {"entry", address + page.entry},
                                         {"boot", json::serialize(boot)}}));
}

}  // namespace baton::core::page
