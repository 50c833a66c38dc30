#include "core/api/qr_code.hpp"

#include <doctest/doctest.h>

using baton::core::api::QrCode;

TEST_CASE("pictures are exactly as large as asked for") {
    const auto code = QrCode::encode("https://handoff.example/s/66e06160-b77a-4184-84dd-63101ffdc7ae");
    REQUIRE(code.has_value());
    for (int size : {64, 100, 256, 2048}) {
        CAPTURE(size);
        const std::string png = code->png(size);
        REQUIRE(png.size() > 24);
        const auto number = [&](std::size_t at) {
            int value = 0;
            for (std::size_t i = 0; i < 4; ++i) value = value * 256 + static_cast<unsigned char>(png[at + i]);
            return value;
        };
        CHECK(number(16) == size);
        CHECK(number(20) == size);
        CHECK(code->svg(size).find("width=\"" + std::to_string(size) + "\"") != std::string::npos);
    }
}

TEST_CASE("a text that is too long is an error") {
    CHECK_FALSE(QrCode::encode(std::string(5000, 'x')).has_value());
}
