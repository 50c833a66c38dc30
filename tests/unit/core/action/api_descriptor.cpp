#include "core/action/descriptor_parser.hpp"
#include "core/action/registration.hpp"

#include <boost/json/array.hpp>

#include <doctest/doctest.h>

#include <functional>
#include <string>
#include <string_view>

using namespace baton::core;
using namespace baton::core::action;
namespace json = boost::json;

namespace {

class Nothing final : public baton::Processor {
    baton::result<baton::Outcome> process(const baton::Submission&) override { return baton::Outcome{}; }
};

class Nobody final : public baton::Operation {
    baton::result<baton::Reply> operate(const baton::Call&) override { return baton::Reply{}; }
};

/// What an action like scan registers, by way of the worker's own registration.
json::object good() {
    Registration registration;
    registration.add_format({"pdf", "application/pdf", "pdf", true});
    registration.set_processor(std::make_unique<Nothing>());
    registration.set_options({{"type", "object"},
                              {"properties",
                               {{"mode", {{"type", "string"}, {"enum", {"one", "many"}}, {"default", "one"}}},
                                {"free", {{"type", "string"}}}}}});
    registration.set_presentation({"own_format", "own_result", {"mode"}});
    registration.set_retention(true);
    registration.set_upload_limit({50, "too many pages"});
    registration.add_operation("render", baton::Audience::phone, std::make_unique<Nobody>());
    registration.add_upload_form(
        {"upload", "file", {{"document", "mode", "one"}, {"page"}}, "d{document}-p{page}", "taken", 1000, "render"});
    registration.add_submit_form({"finalize", "no pages"});
    return registration.describe();
}

std::string refusal(const std::function<void(json::object&)>& change) {
    auto registration = good();
    change(registration);
    const auto action = parse_descriptor("test", "1.0", registration, nullptr);
    return action ? "nothing" : action.error().detail;
}

bool contains(const std::string& text, std::string_view part) {
    CAPTURE(text);
    return text.find(part) != std::string::npos;
}

json::object& part(json::object& registration, std::string_view name) {
    return registration.at(name).as_object();
}
json::object& form(json::object& registration) {
    return registration.at("upload_forms").as_array().at(0).as_object();
}
json::object& index(json::object& registration, std::size_t n) {
    return form(registration).at("indices").as_array().at(n).as_object();
}

}  // namespace

TEST_CASE("what an action adds to the API comes through") {
    const auto action = parse_descriptor("test", "1.0", good(), nullptr).value();
    CHECK(action.presentation.format_field == "own_format");
    CHECK(action.presentation.result_field == "own_result");
    CHECK(action.presentation.options.at(0).name == "mode");
    CHECK(action.presentation.options.at(0).fallback == "one");
    CHECK(action.retains);
    CHECK(action.upload_limit.most == 50);
    CHECK(action.upload_limit.error == "too many pages");
    const auto& upload = action.upload_forms.at(0);
    CHECK(upload.key == "d{document}-p{page}");
    CHECK(upload.indices.at(0).zero_value == "one");
    CHECK(upload.max_bytes == 1000);
    CHECK(upload.operation == "render");
    CHECK(action.submit_forms.at(0).nothing == "no pages");
}

TEST_CASE("an action that adds nothing is as before") {
    Registration registration;
    registration.add_format({"jpg", "image/jpeg", "jpg"});
    registration.set_processor(std::make_unique<Nothing>());
    const auto action = parse_descriptor("test", "1.0", registration.describe(), nullptr).value();
    CHECK(action.presentation.format_field.empty());
    CHECK_FALSE(action.retains);
    CHECK(action.upload_limit.most == 200);
    CHECK(action.upload_forms.empty());
}

TEST_CASE("fields must be new and named once, options known and with a default") {
    CHECK(contains(refusal([](auto& r) { part(r, "presentation")["format_field"] = "status"; }), "every session"));
    CHECK(contains(refusal([](auto& r) { part(r, "presentation")["result_field"] = "Own"; }), "no field name"));
    CHECK(contains(refusal([](auto& r) { part(r, "presentation")["result_field"] = "own_format"; }), "twice"));
    CHECK(contains(refusal([](auto& r) { part(r, "presentation")["options"] = json::array{"free"}; }), "no default"));
    CHECK(contains(refusal([](auto& r) { part(r, "presentation")["options"] = json::array{"none"}; }),
                   "not in the schema"));
    CHECK(contains(refusal([](auto& r) { part(r, "presentation")["options"] = {"mode", "mode"}; }), "twice"));
    CHECK(contains(refusal([](auto& r) { r.erase("presentation"); }), "'presentation' is missing"));
}

TEST_CASE("limits are within the server's") {
    CHECK(contains(refusal([](auto& r) { part(r, "upload_limit")["most"] = 0; }), "no uploads"));
    CHECK(contains(refusal([](auto& r) { part(r, "upload_limit")["most"] = 201; }), "from 0 to 200"));
    CHECK(contains(refusal([](auto& r) { part(r, "upload_limit")["least"] = 1; }), "unknown member"));
}

TEST_CASE("forms make good keys and routes") {
    CHECK(contains(refusal([](auto& r) { form(r)["name"] = "a/b"; }), "its name"));
    CHECK(contains(refusal([](auto& r) { form(r)["name"] = "finalize"; }), "the same name"));
    CHECK(contains(refusal([](auto& r) { form(r)["key"] = "d{document}"; }), "makes no key"));
    CHECK(contains(refusal([](auto& r) { form(r)["key"] = "{document}{page}.x"; }), "makes no key"));
    CHECK(contains(refusal([](auto& r) { form(r)["key"] = "{document}{page}{page}"; }), "makes no key"));
    CHECK(contains(refusal([](auto& r) { form(r)["file_part"] = "page"; }), "named twice"));
    CHECK(contains(refusal([](auto& r) { form(r)["max_bytes"] = 0; }), "no bytes"));
    CHECK(contains(refusal([](auto& r) { form(r)["operation"] = "none"; }), "no operation 'none'"));
    CHECK(contains(refusal([](auto& r) {
                       index(r, 1)["name"] = "status";
                       form(r)["key"] = "d{document}-p{status}";
                   }),
                   "named twice"));
    CHECK(contains(refusal([](auto& r) { index(r, 0)["zero_option"] = "none"; }), "not in the schema"));
    CHECK(contains(refusal([](auto& r) { r["submit_forms"] = json::array{1}; }), "no object"));
}
