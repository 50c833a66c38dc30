#include "actions/signature/inspector.hpp"

#include "tests/unit/media/photos.hpp"

#include <boost/json/array.hpp>

#include <doctest/doctest.h>

#include <span>
#include <string>
#include <string_view>

namespace baton::signature {
namespace {

using media::testing::photo;

result<boost::json::object> inspect(media::BytesView bytes, const boost::json::object& options = {},
                                    const Settings& settings = {}) {
    return SignatureInspector{settings}.inspect({"signature", "", "", bytes, {}}, options);
}

media::BytesView bytes_of(std::string_view text) {
    return std::as_bytes(std::span{text});
}

TEST_CASE("info says the size as a viewer sees it, and the type") {
    const auto jpeg = inspect(photo("upright_6.jpg"));
    REQUIRE(jpeg.has_value());
    CHECK(*jpeg == boost::json::object{{"width", 640}, {"height", 480}, {"type", "image/jpeg"}});
    const auto svg = inspect(
        bytes_of(R"(<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"><path d="M10 10h50v20z"/></svg>)"));
    REQUIRE(svg.has_value());
    CHECK(svg->at("width") == 50);
    CHECK(svg->at("height") == 20);
    CHECK(svg->at("type") == "image/svg+xml");
}

TEST_CASE("a picture weighs its pixels, a drawing what its bytes stand for") {
    SignatureInspector inspector{{}};
    const media::Bytes picture = photo("upright_6.jpg");
    CHECK(inspector.weigh({"signature", "", "", picture, {}}) == 640 * 480);
    const std::string drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\">" + std::string(3 << 20, ' ') + "</svg>";
    CHECK(inspector.weigh({"signature", "", "", bytes_of(drawing), {}}) > 25'000'000);
}

TEST_CASE("what does not decode is unsupported") {
    for (const char* name : {"corrupt.jpg", "truncated.png"}) {
        CAPTURE(name);
        CHECK(inspect(photo(name)).error().code == errc::unsupported_media);
    }
    CHECK(inspect(bytes_of("<svg><path d=")).error().code == errc::unsupported_media);
    CHECK(inspect(bytes_of("GIF89a")).error().code == errc::unsupported_media);
    CHECK(inspect(photo("rgb.jpg"), {}, {.max_pixels = 100}).error().code == errc::too_large);
}

TEST_CASE("a session without uploads refuses them at once") {
    CHECK(inspect(photo("alpha.png"), {{"methods", {"draw", "type"}}}).error().code == errc::forbidden);
    CHECK(inspect(photo("alpha.png"), {{"methods", {"upload"}}}).has_value());
}

}  // namespace
}  // namespace baton::signature
