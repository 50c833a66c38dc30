#include "core/action/descriptor_parser.hpp"

#include <boost/json/parse.hpp>

#include <doctest/doctest.h>

#include <functional>
#include <span>
#include <string>
#include <string_view>

using namespace baton::core;
using namespace baton::core::action;
namespace json = boost::json;

namespace {

constexpr std::string_view some_bytes = "moduleGZstyle{}";

json::object good_message() {
    return json::parse(R"({
      "formats": [{"id":"jpg","media_type":"image/jpeg","extension":"jpg","default":true},
                  {"id":"pdf","media_type":"application/pdf","extension":"pdf","default":false}],
      "options": {"type":"object","properties":{"n":{"type":"integer","default":1}}},
      "accepts": ["image/jpeg"], "processor": true, "inspector": false,
      "operations": [{"name":"detect","backend":false,"all_files":true}],
      "presentation": {"format_field":"","result_field":"","options":[]}, "retains": false,
      "upload_limit": {"most":200,"error":""}, "upload_forms": [], "submit_forms": [],
      "page": {"entry":"main.js","styles":["main.css"],"assets":[
        {"path":"main.js","media_type":"text/javascript","identity":6,"gzip":2,"brotli":0},
        {"path":"main.css","media_type":"text/css","identity":5,"gzip":0,"brotli":0},
        {"path":"locales/pt-BR.json","media_type":"application/json","identity":2,"gzip":0,"brotli":0}]}
    })")
        .as_object();
}

std::shared_ptr<const file::Blob> blob_of(std::string_view text) {
    file::BlobWriter writer;
    REQUIRE(writer.append(std::as_bytes(std::span{text})).has_value());
    return writer.finish().value();
}

result<ActionDescriptor> parse(const json::object& registration, std::string_view bytes = some_bytes) {
    return parse_descriptor("test", "1.0", registration, bytes.empty() ? nullptr : blob_of(bytes));
}

/// What is said of the good registration after `change`.
std::string complaint(const std::function<void(json::object&)>& change, std::string_view bytes = some_bytes) {
    auto registration = good_message();
    change(registration);
    const auto action = parse(registration, bytes);
    REQUIRE(action.has_error());
    return action.error().detail;
}

json::array& list(json::object& object, std::string_view key) {
    return object.at(key).as_array();
}
json::object& nth(json::array& array, std::size_t n) {
    return array.at(n).as_object();
}
json::object& page(json::object& registration) {
    return registration.at("page").as_object();
}
json::object& asset(json::object& registration, std::size_t n = 0) {
    return nth(list(page(registration), "assets"), n);
}

bool says(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a registration becomes a descriptor") {
    const auto action = parse(good_message()).value();
    CHECK(action.formats.size() == 2);
    CHECK(action.default_format == 0);
    CHECK(action.page.assets.at(0).identity == "module");
    CHECK(action.page.assets.at(0).gzip == "GZ");
    CHECK(action.page.assets.at(0).brotli.empty());
    CHECK(action.page.assets.at(1).identity == "style");
    CHECK(action.page.locales == std::vector<std::string>{"pt-BR"});
    CHECK(action.operations.at(0).name == "detect");
}

TEST_CASE("the page's hash follows its bytes and its index") {
    const auto hash = parse(good_message()).value().page.hash;
    CHECK(parse(good_message()).value().page.hash == hash);
    CHECK(parse(good_message(), "modul_GZstyle{}").value().page.hash != hash);
    auto other = good_message();
    asset(other)["media_type"] = "text/ecmascript";
    CHECK(parse(other).value().page.hash != hash);
}

TEST_CASE("an action without a page is allowed") {
    auto registration = good_message();
    registration["page"] = {{"entry", ""}, {"styles", json::array{}}, {"assets", json::array{}}};
    CHECK(parse(registration, "").value().page.assets.empty());
}

TEST_CASE("contradictions in formats are refused") {
    const auto format = [](json::object& r) -> json::object& { return nth(list(r, "formats"), 0); };
    CHECK(says(complaint([](auto& r) { list(r, "formats").clear(); }), "no output format"));
    CHECK(says(complaint([](auto& r) { list(r, "formats").push_back(list(r, "formats")[0]); }), "twice"));
    CHECK(says(complaint([](auto& r) { nth(list(r, "formats"), 1)["default"] = true; }), "second default"));
    CHECK(says(complaint([&](auto& r) { format(r)["id"] = "JPG"; }), "format 'JPG'"));
    CHECK(says(complaint([&](auto& r) { format(r)["media_type"] = "jpeg"; }), "no media type"));
    CHECK(says(complaint([&](auto& r) { format(r)["extension"] = ".jpg"; }), "no file extension"));
    CHECK(says(complaint([](auto& r) { r["formats"] = 7; }), "must be an array"));
    CHECK(says(complaint([](auto& r) { list(r, "formats")[0] = 7; }), "no object"));
    CHECK(says(complaint([](auto& r) { list(r, "formats").resize(100); }), "at most 32"));
}

TEST_CASE("contradictions elsewhere are refused") {
    CHECK(says(complaint([](auto& r) { r["processor"] = false; }), "no processor"));
    CHECK(says(complaint([](auto& r) { r["surprise"] = 1; }), "unknown member 'surprise'"));
    CHECK(says(complaint([](auto& r) { r.erase("accepts"); }), "'accepts' is missing"));
    CHECK(says(complaint([](auto& r) { list(r, "accepts")[0] = "image/jpg"; }), "'image/jpg'"));
    CHECK(says(complaint([](auto& r) { r["options"] = {{"type", "string"}}; }), "options schema"));
    CHECK(says(complaint([](auto& r) { list(r, "operations").push_back(list(r, "operations")[0]); }), "twice"));
    CHECK(says(complaint([](auto& r) { nth(list(r, "operations"), 0)["name"] = "a/b"; }), "'a/b'"));
}

TEST_CASE("contradictions in the page are refused") {
    CHECK(says(complaint([](auto& r) { page(r)["entry"] = "other.js"; }), "entry 'other.js'"));
    CHECK(says(complaint([](auto& r) { page(r)["entry"] = ""; }), "entry ''"));
    CHECK(says(complaint([](auto& r) { list(page(r), "styles")[0] = "x.css"; }), "style 'x.css'"));
    CHECK(says(complaint([](auto& r) { asset(r)["path"] = "../main.js"; }), "'../main.js'"));
    CHECK(says(complaint([](auto& r) { asset(r, 1)["path"] = "main.js"; }), "twice"));
    CHECK(says(complaint([](auto& r) { asset(r)["identity"] = 600; }), "not all there"));
    CHECK(says(complaint([](auto& r) { asset(r)["identity"] = 1ull << 60; }), "whole number"));
    CHECK(says(complaint([](auto& r) { asset(r)["identity"] = -1; }), "whole number"));
    CHECK(says(complaint([](auto& r) { asset(r)["identity"] = 0; }), "more asset bytes"));
    CHECK(says(complaint([](auto& r) { asset(r, 2)["path"] = "locales/x.json"; }), "locale"));
    CHECK(says(complaint([](auto&) {}, ""), "not all there"));
}
