#include "actions/photo/inspector.hpp"

#include "tests/unit/media/photos.hpp"

#include <doctest/doctest.h>

namespace baton::photo {
namespace {

using media::testing::photo;

InputFile input(const media::Bytes& bytes) {
    return {"p1", "image/jpeg", "", bytes, {}};
}

TEST_CASE("info describes the picture as a viewer sees it") {
    PhotoInspector inspector{{}};
    const media::Bytes bytes = photo("upright_6.jpg");
    const auto info = inspector.inspect(input(bytes), {});
    REQUIRE(info.has_value());
    CHECK(info->at("width").to_number<int>() == 640);
    CHECK(info->at("height").to_number<int>() == 480);
    CHECK(info->at("type").as_string() == "image/jpeg");
}

TEST_CASE("the processor learns whether the file was regular") {
    PhotoInspector inspector{{}};
    for (const auto& [name, regular] : {std::pair{"icc.jpg", true}, std::pair{"padded.jpg", false}}) {
        const media::Bytes bytes = photo(name);
        InputFile file = input(bytes);
        CHECK_FALSE(found_regular(file));
        file.info = *inspector.inspect(file, {});
        CHECK(found_regular(file) == regular);
    }
}

TEST_CASE("a picture weighs its pixels") {
    const media::Bytes bytes = photo("upright_6.jpg");
    CHECK(PhotoInspector{{}}.weigh(input(bytes)) == 640 * 480);
    CHECK(PhotoInspector{{.max_pixels = 320 * 240}}.weigh(input(bytes)) == 0);
}

TEST_CASE("a broken or too large file is refused") {
    PhotoInspector inspector{{.max_pixels = 320 * 240}};
    const auto code = [&](const char* name) {
        const media::Bytes bytes = photo(name);
        return inspector.inspect(input(bytes), {}).error().code;
    };
    CHECK(code("corrupt.jpg") == errc::unsupported_media);
    CHECK(code("truncated.png") == errc::unsupported_media);
    CHECK(code("upright_1.jpg") == errc::too_large);
}

}  // namespace
}  // namespace baton::photo
