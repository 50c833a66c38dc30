// What another implementation seals is what we seal, byte for byte, and what we can open: make_vectors.py.
#include "core/base/hex.hpp"
#include "core/store/seal/sealed_file.hpp"
#include "core/store/seal/sealing_file.hpp"
#include "tests/unit/core/store/object_store_suite.hpp"
#include "tests/unit/core/store/seal/raw_store.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value_to.hpp>

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>

using namespace baton::core;
using namespace baton::core::store;
using namespace baton::core::store::seal;

namespace {

boost::json::array vectors() {
    const char* folder = std::getenv("BATON_TEST_GOLDEN");
    std::ifstream file{std::string{folder != nullptr ? folder : "tests/unit/core/store"} + "/seal/vectors.json"};
    std::stringstream text;
    text << file.rdbuf();
    return boost::json::parse(text.str()).as_array();
}

}  // namespace

TEST_CASE("files are sealed as the description of the format says") {
    const auto all = vectors();
    CHECK(all.size() >= 12);
    boost::asio::io_context context{1};
    for (const auto& vector : all) {
        const auto text = [&](const char* name) { return boost::json::value_to<std::string>(vector.at(name)); };
        const auto size = boost::json::value_to<std::size_t>(vector.at("size"));
        CAPTURE(size);
        const auto ring = KeyRing::parse(text("key")).value();
        CHECK(to_hex(ring.sealing()->id) == text("key_id"));
        Salt salt{};
        REQUIRE(from_hex(text("salt"), salt));
        const std::string plain = object_suite::varied_text(size);
        const auto object = object_suite::object_of(parse_id(text("name")).value(), plain);

        SealingFile sealing{std::make_shared<TextFile>(plain), *ring.sealing(), object.name, salt};
        CHECK(sealing.size() == boost::json::value_to<std::size_t>(vector.at("sealed_size")));
        REQUIRE(run_on(context, sealing.digest()).has_value());
        CHECK(sealing.sha256() == text("sealed_sha256"));
        std::string sealed(sealing.size(), '\0');
        const auto read = run_on(context, sealing.read(0, std::as_writable_bytes(std::span{sealed})));
        CHECK(read.value() == sealed.size());
        const auto hex = to_hex(std::as_bytes(std::span{sealed}));
        if (!text("sealed").empty()) CHECK(hex == text("sealed"));

        const auto opened = run_on(context, SealedFile::open(std::make_shared<TextFile>(sealed), ring, object));
        REQUIRE(opened.has_value());
        const auto back = read_of(*opened, 0, size + 1);
        CHECK((back.value() == plain));
    }
}
