#include "actions/signature/policy.hpp"

#include "tests/unit/media/photos.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

namespace baton::signature {
namespace {

using media::testing::photo;

constexpr Methods only_draw{true, false, false};
constexpr Methods only_type{false, true, false};
constexpr Methods only_upload{false, false, true};

media::Bytes bytes_of(std::string_view text) {
    const auto bytes = std::as_bytes(std::span{text});
    return {bytes.begin(), bytes.end()};
}

TEST_CASE("methods have names") {
    CHECK(read_method({{"method", "draw"}}).value() == Method::draw);
    CHECK(read_method({{"method", "type"}}).value() == Method::type);
    CHECK(read_method({{"method", "upload"}}).value() == Method::upload);
    for (const boost::json::object& data : {boost::json::object{}, {{"method", "Draw"}}, {{"method", 1}}}) {
        CHECK(read_method(data).error().pointer == "/data/method");
    }
}

TEST_CASE("a session's methods are all that is allowed") {
    for (const auto& [methods, allowed] :
         {std::pair{only_draw, Method::draw}, {only_type, Method::type}, {only_upload, Method::upload}}) {
        for (const Method method : {Method::draw, Method::type, Method::upload}) {
            const auto checked = allow(method, methods);
            CHECK(checked.has_value() == (method == allowed));
            if (!checked) CHECK(checked.error().code == errc::forbidden);
        }
    }
    CHECK(allow(Method::upload, {true, true, false}).error().detail ==
          "a picture of a signature is not accepted: this session allows only draw, type");
}

TEST_CASE("an SVG or a PNG counts as drawn, a photo as uploaded") {
    const media::Bytes svg = bytes_of("<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    for (const media::Bytes& drawing : {svg, photo("alpha.png")}) {
        CHECK(allow_picture(drawing, only_draw).has_value());
        CHECK(allow_picture(drawing, only_upload).has_value());
        CHECK(allow_picture(drawing, only_type).error().code == errc::forbidden);
    }
    for (const char* name : {"rgb.jpg", "alpha.webp", "exif6.heic"}) {
        CAPTURE(name);
        CHECK(allow_picture(photo(name), only_draw).error().code == errc::forbidden);
        CHECK(allow_picture(photo(name), only_type).error().code == errc::forbidden);
        CHECK(allow_picture(photo(name), only_upload).has_value());
    }
}

TEST_CASE("too little ink is refused in figures that a person can read") {
    const Options options;
    CHECK(enough_ink(60, options, "/data").has_value());
    const auto refused = enough_ink(59.9, options, "/data/strokes");
    CHECK(refused.error().code == errc::invalid_input);
    CHECK(refused.error().pointer == "/data/strokes");
    CHECK(refused.error().detail ==
          "this is too little for a signature: the pen must go at least 60 pixels, and went 59");
    Options patient;
    patient.min_ink = 0;
    CHECK(enough_ink(0, patient, "/data").has_value());
}

}  // namespace
}  // namespace baton::signature
