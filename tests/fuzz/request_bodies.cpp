// JSON bodies that are read as a whole: POST /api/v1/sessions with an action's options, and POST /s/:id/submit.
#include "core/action/options_schema.hpp"
#include "core/api/create_request.hpp"
#include "core/phone/json_bodies.hpp"
#include "tests/fuzz/harness.hpp"

#include <boost/json/parse.hpp>

using namespace baton;
using namespace baton::core;
using fuzz::expect;

namespace {

/// Uses every keyword of the schema's subset.
constexpr std::string_view schema_text = R"({"type":"object","properties":{
    "max_px":{"type":"integer","minimum":1,"maximum":65500},
    "quality":{"type":"number","minimum":0.5,"maximum":100,"default":92},
    "keep":{"type":"boolean","default":false},
    "page":{"type":"string","enum":["fit","a4","letter"],"default":"fit"},
    "note":{"type":"string","minLength":2,"maxLength":8},
    "ways":{"type":"array","items":{"type":"string","enum":["draw","type"]},"minItems":1,"maxItems":2},
    "deep":{"type":"object","properties":{"a~/b":{"type":"integer"},"c":{"type":"array","items":{"type":"number"}}},
            "required":["c"]}}})";

const action::Catalog& catalog() {
    static const action::Catalog made = [] {
        action::ActionDescriptor photo;
        photo.id = "photo";
        photo.formats = {{"jpg", "image/jpeg", "jpg"}, {"pdf", "application/pdf", "pdf"}};
        photo.options_schema = boost::json::parse({schema_text.data(), schema_text.size()}).as_object();
        expect(action::check_schema(photo.options_schema).has_value(), "the schema is allowed");
        action::ActionDescriptor easy;
        easy.id = "easy";
        easy.formats = {{"txt", "text/plain", "txt"}};
        easy.default_format = 0;
        return action::Catalog{{photo, easy}};
    }();
    return made;
}

void check_refusal(const Problem& problem) {
    expect(problem.code == errc::malformed_json || problem.code == errc::invalid_field, "a documented refusal");
    expect(!problem.detail.empty(), "a refusal says why");
    expect(problem.code == errc::malformed_json || !problem.errors.empty(), "wrong fields are named");
    for (const auto& error : problem.errors) {
        expect(error.pointer.empty() || error.pointer.starts_with('/'), "a JSON pointer");
        expect(!error.code.empty() && !error.detail.empty(), "a wrong field has a code and a sentence");
    }
}

void create(std::string_view text) {
    const config::Settings settings;
    const auto request = api::parse_create_request(text, catalog(), settings);
    if (!request) return check_refusal(request.error());
    const auto* action = catalog().find(request->action);
    expect(action != nullptr && action->find_format(request->format) != nullptr,
           "an action and a format that are there");
    expect(request->session_ttl >= std::chrono::seconds{1} && request->session_ttl <= settings.max_ttl, "session_ttl");
    expect(request->result_ttl >= std::chrono::seconds{1} && request->result_ttl <= settings.max_ttl, "result_ttl");
    const auto& extras = request->extras();
    expect(extras.metadata.size() <= 50 && extras.intro_text.size() <= 16 * 1024, "bounded");
    expect(extras.return_url.empty() || extras.return_url.find_first_of("\r\n\" <>") == std::string::npos, "a URL");
    const auto once = action::complete_options(action->options_schema, extras.options);
    expect(once.has_value(), "accepted options are accepted again");
    const auto twice = action::complete_options(action->options_schema, *once);
    expect(twice.has_value() && *twice == *once, "complete options stay as they are");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::text_of(data, size);
    create(text);
    const auto submitted = phone::parse_submit_body(text);
    if (!submitted) {
        check_refusal(submitted.error());
    } else {
        const boost::json::value whole =
            text.empty() ? boost::json::object{} : boost::json::parse({text.data(), text.size()});
        const auto* member = whole.as_object().if_contains("data");
        expect(boost::json::parse({submitted->data(), submitted->size()}) ==
                   (member == nullptr ? boost::json::value{} : *member),
               "what was found is what a tree of it all has there");
    }
    return 0;
}
