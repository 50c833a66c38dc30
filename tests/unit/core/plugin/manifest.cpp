#include "core/plugin/manifest.hpp"

#include "core/action/reserved_ids.hpp"

#include <baton/version.hpp>

#include <doctest/doctest.h>

#include <string>

using namespace baton::core::plugin;

namespace {

std::string manifest_with(std::string_view sdk, std::string_view stdlib, std::string_view boost) {
    return R"({"id":"photo","version":"1.2","sdk_version":")" + std::string{sdk} +
           R"(","abi":{"compiler":"clang","stdlib":")" + std::string{stdlib} + R"(","boost":")" + std::string{boost} +
           R"("}})";
}

std::string verdict(std::string_view sdk, std::string_view stdlib, std::string_view boost) {
    return abi_mismatch(parse_manifest(manifest_with(sdk, stdlib, boost)).value()).value_or("fits");
}

constexpr auto ours = baton::compiled_abi;

}  // namespace

TEST_CASE("a manifest is read") {
    const auto manifest = parse_manifest(manifest_with(BATON_SDK_VERSION, ours.stdlib, ours.boost)).value();
    CHECK(manifest.id == "photo");
    CHECK(manifest.version == "1.2");
    CHECK_FALSE(abi_mismatch(manifest).has_value());
}

TEST_CASE("a manifest is read strictly") {
    for (const char* text : {
             "",
             "[]",
             "{",
             "{}",
             "null",
             R"({"id":"photo","version":"1","sdk_version":"1.0"})",
             R"({"id":"photo","version":"1","sdk_version":"1.0","abi":{}})",
             R"({"id":"photo","version":1,"sdk_version":"1.0","abi":{"compiler":"","stdlib":"","boost":""}})",
             R"({"id":"photo","version":"1","sdk_version":"one","abi":{"compiler":"","stdlib":"","boost":""}})",
             R"({"id":"../photo","version":"1","sdk_version":"1.0","abi":{"compiler":"","stdlib":"","boost":""}})",
             R"({"id":"photo","version":"1","sdk_version":"1.0","abi":{"compiler":"","stdlib":"","boost":""},"x":1})",
             R"({"id":"photo","version":"1","sdk_version":"1.0","abi":{"compiler":"","stdlib":"","boost":"","x":1}})",
             R"({"id":"photo","version":"a\nb","sdk_version":"1.0","abi":{"compiler":"","stdlib":"","boost":""}})",
         }) {
        CAPTURE(text);
        CHECK(parse_manifest(text).has_error());
    }
}

TEST_CASE("no action is called like a route of the server") {
    for (const auto id : baton::core::action::reserved_ids) {
        CAPTURE(id);
        auto text = manifest_with(BATON_SDK_VERSION, ours.stdlib, ours.boost);
        text.replace(text.find("photo"), 5, id);
        const auto refused = parse_manifest(text);
        REQUIRE(refused.has_error());
        CHECK(refused.error().detail == "no action may be called '" + std::string{id} + "': /s/:id/" + std::string{id} +
                                            " is a route of the server");
    }
}

TEST_CASE("the ABI verdict compares SDK, standard library and Boost") {
    CHECK(verdict(BATON_SDK_VERSION, ours.stdlib, ours.boost) == "fits");
    CHECK(verdict("2.0", ours.stdlib, ours.boost).starts_with("was built with SDK 2.0, this server with"));
    // A newer minor may call virtual functions that this server does not have.
    CHECK(verdict("1.99", ours.stdlib, ours.boost) != "fits");
    CHECK(
        verdict(BATON_SDK_VERSION, "libother", ours.boost).starts_with("was built with C++ standard library libother"));
    CHECK(verdict(BATON_SDK_VERSION, ours.stdlib, "1_74").starts_with("was built with Boost 1_74"));
}
