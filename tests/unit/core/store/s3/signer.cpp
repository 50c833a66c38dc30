#include "core/store/s3/signer.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value_to.hpp>

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

using namespace baton::core::store::s3;

namespace {

boost::json::array vectors() {
    const char* folder = std::getenv("BATON_TEST_GOLDEN");
    std::ifstream file{std::string{folder != nullptr ? folder : "tests/unit/core/store"} + "/s3/signer_vectors.json"};
    std::stringstream text;
    text << file.rdbuf();
    return boost::json::parse(text.str()).as_array();
}

Pairs pairs_of(const boost::json::value& value) {
    Pairs pairs;
    for (const auto& pair : value.as_array()) {
        pairs.emplace_back(boost::json::value_to<std::string>(pair.at(0)),
                           boost::json::value_to<std::string>(pair.at(1)));
    }
    return pairs;
}

}  // namespace

TEST_CASE("requests are signed as botocore signs them") {
    const auto all = vectors();
    CHECK(all.size() >= 18);
    for (const auto& vector : all) {
        const auto text = [&](const char* name) { return boost::json::value_to<std::string>(vector.at(name)); };
        CAPTURE(text("name"));
        SignedParts parts{text("method"), "/" + text("bucket") + "/" + escaped(text("key"), true),
                          query_text(pairs_of(vector.at("query"))), pairs_of(vector.at("fields")), text("payload")};
        parts.fields.emplace_back("Host", text("host"));
        const std::chrono::system_clock::time_point at{std::chrono::seconds{vector.at("time").as_int64()}};
        const auto signature = sign(parts, {"AKIDEXAMPLE", text("secret"), text("region")}, at);
        REQUIRE(signature.size() == 3);
        CHECK(signature[1].second == text("payload"));
        CHECK(signature[2].second == text("authorization"));
    }
}

TEST_CASE("what is escaped") {
    CHECK(escaped("aZ09-._~/", true) == "aZ09-._~/");
    CHECK(escaped("a/b", false) == "a%2Fb");
    CHECK(escaped(" +%\xc3\xa4", true) == "%20%2B%25%C3%A4");
    CHECK(query_text({{"b", "1"}, {"a", "x y"}}) == "a=x%20y&b=1");
}
