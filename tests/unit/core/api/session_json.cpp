#include "core/api/session_json.hpp"

#include "core/session/results_json.hpp"

#include <boost/json/parse.hpp>

#include <doctest/doctest.h>

using namespace baton::core;
using namespace baton::core::session;
using namespace std::chrono_literals;
namespace json = boost::json;

namespace {

const TimePoint t0{1'700'000'000s + 7ms};
const Calendar calendar{0s};
constexpr auto some_id = "11111111-2222-4333-8444-555555555555";

Session made(Extras extras = {}) {
    auto spec = std::make_shared<Spec>();
    spec->id = *parse_id(some_id);
    spec->action = "photo";
    spec->format = "jpg";
    spec->created_at = t0;
    spec->session_ttl = 60s;
    spec->result_ttl = 30s;
    spec->set_extras(std::move(extras));
    Session session;
    session.spec = std::move(spec);
    return session;
}

}  // namespace

TEST_CASE("a plain session has what the contract names and nothing that was not given") {
    const auto text = api::session_json(made(), calendar, "https://a.example/b");
    CHECK(json::parse(text) == json::value{{"id", some_id},
                                           {"action_type", "photo"},
                                           {"status", "pending"},
                                           {"output_format", "jpg"},
                                           {"session_ttl", 60'000'000'000},
                                           {"result_ttl", 30'000'000'000},
                                           {"url", std::string{"https://a.example/b/s/"} + some_id},
                                           {"created_at", "2023-11-14T22:13:20.007Z"},
                                           {"expires_at", "2023-11-14T22:14:20.007Z"}});
}

TEST_CASE("dates are the calendar's") {
    const auto session = json::parse(api::session_json(made(), Calendar{1h}, "")).as_object();
    CHECK(session.at("created_at") == "2023-11-14T23:13:20.007Z");
    CHECK(session.at("expires_at") == "2023-11-14T23:14:20.007Z");
    const auto event = json::parse(api::event_json(made(), Calendar{1h}, 0)).as_object();
    CHECK(event.at("timestamp") == "2023-11-14T23:13:20.007Z");
}

TEST_CASE("what was given is repeated, metadata in every answer") {
    Extras extras;
    extras.intro_text = "line\n\"two\"";
    extras.locale = "de";
    extras.metadata = {{"case", "\x01\""}};
    extras.has_options = true;
    const Session session = made(extras);
    const auto whole = json::parse(api::session_json(session, calendar, "")).as_object();
    CHECK(whole.at("intro_text") == "line\n\"two\"");
    CHECK(whole.at("locale") == "de");
    CHECK(whole.at("options") == json::object{});
    CHECK_FALSE(whole.contains("return_url"));
    for (const auto& text : {api::session_json(session, calendar, ""), api::unfinished_json(session),
                             api::event_json(session, calendar, 0)})
        CHECK(json::parse(text).at("metadata").at("case") == "\x01\"");
}

TEST_CASE("a completed session tells its files, a tombstone does not") {
    Session session = made();
    session.status = Status::completed;
    session.completed_at = t0 + 1s;
    session.events = {{Status::opened, t0}, {Status::completed, t0 + 1s}};
    File file;
    file.id = *parse_id(some_id);
    file.content_type = "image/jpeg";
    file.filename = "\"p\".jpg";
    file.size = 12;
    session.items = {file};
    const json::value item{{"download_id", some_id},
                           {"content_type", "image/jpeg"},
                           {"filename", "\"p\".jpg"},
                           {"size", 12},
                           {"sha256", ""}};
    CHECK(json::parse(api::session_json(session, calendar, "")).at("result") == json::array{item});
    CHECK(json::parse(api::result_json(session, calendar)).at("items") == json::array{item});
    CHECK(json::parse(api::event_json(session, calendar, 2)).at("data") == json::array{item});
    CHECK(json::parse(api::event_json(session, calendar, 1)).at("type") == "status_update");
    CHECK(json::parse(accepted_json(session)) == json::value{{"status", "completed"}, {"items", json::array{item}}});
    CHECK(json::parse(items_json(session)) == json::value{{"items", json::array{item}}});

    session.ended_at = t0 + 2s;
    session.items.clear();
    CHECK(json::parse(api::session_json(session, calendar, "")) == json::value{{"id", some_id}, {"status", "expired"}});
}

TEST_CASE("an action's own fields take the place of the usual ones") {
    const action::Presentation scan{"scan_output_format", "scan_result", {{"document_mode", "single"}}};
    Session session = made();
    const auto plain = json::parse(api::session_json(session, calendar, "", scan));
    CHECK(plain.at("output_format") == "");
    CHECK(plain.at("scan_output_format") == "jpg");
    CHECK(plain.at("document_mode") == "single");
    CHECK_FALSE(plain.as_object().contains("scan_result"));

    Extras extras;
    extras.options = {{"document_mode", "multi"}};
    session = made(extras);
    session.status = Status::completed;
    session.completed_at = t0;
    session.events = {{Status::completed, t0}};
    session.result = std::make_shared<const json::object>(json::object{{"documents", json::array{1}}});
    const json::value own{{"documents", json::array{1}}};
    const auto whole = json::parse(api::session_json(session, calendar, "", scan));
    CHECK(whole.at("document_mode") == "multi");
    CHECK(whole.at("scan_result") == own);
    CHECK(whole.at("result") == json::array{});
    CHECK_FALSE(whole.as_object().contains("options"));
    CHECK(json::parse(api::result_json(session, calendar, scan)).at("scan_result") == own);
    CHECK(json::parse(api::event_json(session, calendar, 1, scan)).at("data") == own);
}
