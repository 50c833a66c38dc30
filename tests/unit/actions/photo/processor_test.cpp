#include "actions/photo/processor.hpp"

#include "tests/unit/media/photos.hpp"

#include <baton/media/sniff.hpp>

#include <doctest/doctest.h>

#include <vector>

namespace baton::photo {
namespace {

using media::testing::photo;

result<Outcome> process(std::string_view format, const std::vector<InputFile>& files,
                        const boost::json::object& options = {}) {
    PhotoProcessor processor{{}};
    return processor.process({format, options, nullptr, files});
}

TEST_CASE("each file becomes one result with a fitting name and type") {
    const media::Bytes jpeg = photo("upright_6.jpg");
    const media::Bytes png = photo("palette.png");
    const auto outcome = process("jpg", {{"a", "image/jpeg", "holiday.JPEG", jpeg, {}},
                                         {"b", "image/png", "", png, {}},
                                         {"c", "image/png", "no extension", png, {}}});
    REQUIRE(outcome.has_value());
    REQUIRE(outcome->files.size() == 3);
    CHECK(outcome->files[0].filename == "holiday.jpg");
    CHECK(outcome->files[1].filename == "photo-2.jpg");
    CHECK(outcome->files[2].filename == "no extension.jpg");
    for (const OutputFile& file : outcome->files) {
        CHECK(file.content_type == "image/jpeg");
        CHECK(media::sniff(file.bytes) == media::Kind::jpeg);
    }
}

TEST_CASE("a nameless photo is photo.pdf") {
    const media::Bytes jpeg = photo("gray.jpg");
    const auto outcome = process("pdf", {{"a", "image/jpeg", "", jpeg, {}}});
    REQUIRE(outcome.has_value());
    CHECK(outcome->files[0].filename == "photo.pdf");
    CHECK(outcome->files[0].content_type == "application/pdf");
}

TEST_CASE("nothing to do and nothing known are refused") {
    const media::Bytes jpeg = photo("gray.jpg");
    CHECK(process("jpg", {}).error().code == errc::invalid_input);
    CHECK(process("gif", {{"a", "image/jpeg", "", jpeg, {}}}).error().pointer == "/output_format");
    CHECK(process("jpg", {{"a", "image/jpeg", "", jpeg, {}}}, {{"max_px", "large"}}).error().pointer ==
          "/options/max_px");
}

TEST_CASE("data that a photo does not have is refused") {
    const media::Bytes jpeg = photo("gray.jpg");
    const std::vector<InputFile> files{{"a", "image/jpeg", "", jpeg, {}}};
    PhotoProcessor processor{{}};
    const boost::json::value none(boost::json::object{});
    CHECK(processor.process({"jpg", {}, none, files}).has_value());
    for (const boost::json::value& data :
         {boost::json::value(boost::json::object{{"y", 1}}), boost::json::value("text")}) {
        CHECK(processor.process({"jpg", {}, data, files}).error().pointer == "/data");
    }
}

TEST_CASE("one bad file refuses the submission") {
    const media::Bytes good = photo("gray.jpg");
    const media::Bytes bad = photo("corrupt.jpg");
    CHECK(process("jpg", {{"a", "", "", good, {}}, {"b", "", "", bad, {}}}).error().code == errc::unsupported_media);
}

}  // namespace
}  // namespace baton::photo
