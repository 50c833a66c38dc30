#include "made_jpeg.hpp"
#include "photos.hpp"

#include <baton/media/jpeg.hpp>
#include <baton/media/picture.hpp>

#include <doctest/doctest.h>

#include <cstring>
#include <string_view>

namespace baton::media {
namespace {

using namespace std::string_view_literals;
using testing::Coding;
using testing::contains;
using testing::jpeg_of;
using testing::photo;

constexpr Coding codings[] = {Coding::baseline, Coding::restarts, Coding::progressive, Coding::separate_scans};

Bytes without_end(const Bytes& file) {
    return {file.begin(), file.end() - 2};
}

Bytes followed_by(Bytes file, const Bytes& more) {
    file.insert(file.end(), more.begin(), more.end());
    return file;
}

// As Samsung's phones append it: a film, with bytes that look like segments and with pictures of its own.
Bytes trailer() {
    Bytes bytes;
    for (const char c :
         "\0\0\1\n\x0E\0\0\0Image_UTC_Data\0\0\0\x18"
         "ftypmp42\xFF\xC4\0\x06\0\1\2\3\xFF\xDB\0\x43\0secret\xFF\xDA\0\x08\1\1\0\0\x3F\0"sv) {
        bytes.push_back(static_cast<std::byte>(c));
    }
    return followed_by(bytes, photo("upright_6.jpg"));
}

bool same(const Image& left, const Image& right) {
    return left.size() == right.size() && left.channels() == right.channels() &&
           std::memcmp(left.row(0), right.row(0), left.byte_count()) == 0;
}

void check_all_ways(const Bytes& file, const Image& expected) {
    const auto header = check(file);
    REQUIRE_MESSAGE(header.has_value(), header.error().detail);
    CHECK(header->irregular);
    CHECK(header->orientation == Orientation::upright);
    const auto picture = decode(file);
    REQUIRE_MESSAGE(picture.has_value(), picture.error().detail);
    CHECK(same(picture->image, expected));
    CHECK(picture->metadata.empty());
    CHECK(decode(file, {.long_side = 60})->image.size() == Size{60, 44});
    const auto made = upright_jpeg(file, {});
    REQUIRE(made.has_value());
    REQUIRE(made->has_value());
    const Bytes& bytes = (*made)->bytes;
    CHECK(bytes[bytes.size() - 2] == std::byte{0xFF});
    CHECK(bytes[bytes.size() - 1] == std::byte{0xD9});
    CHECK_FALSE(contains(bytes, "ftypmp42"));
    CHECK_FALSE(contains(bytes, "secret"));
    CHECK_FALSE(check(bytes)->irregular);
    CHECK(same(decode(bytes)->image, expected));
}

TEST_CASE("a JPEG with its end is a regular one, whatever its coding") {
    for (const Coding coding : codings) {
        CAPTURE(static_cast<int>(coding));
        const auto header = check(jpeg_of(coding));
        REQUIRE(header.has_value());
        CHECK_FALSE(header->irregular);
    }
}

TEST_CASE("a JPEG without its end is taken if all pixels are there") {
    for (const Coding coding : codings) {
        CAPTURE(static_cast<int>(coding));
        const Bytes whole = jpeg_of(coding);
        const Image expected = std::move(decode(whole)->image);
        check_all_ways(without_end(whole), expected);
    }
}

TEST_CASE("what follows a JPEG without its end is no part of it") {
    for (const Coding coding : codings) {
        CAPTURE(static_cast<int>(coding));
        const Bytes whole = jpeg_of(coding);
        const Image expected = std::move(decode(whole)->image);
        check_all_ways(followed_by(without_end(whole), trailer()), expected);
        // Nor is it a second picture that follows at once.
        check_all_ways(followed_by(without_end(whole), photo("upright_6.jpg")), expected);
    }
}

TEST_CASE("the header of another picture after the pixels is nobody's") {
    for (const Coding coding : codings) {
        CAPTURE(static_cast<int>(coding));
        const Bytes whole = jpeg_of(coding);
        const Image expected = std::move(decode(whole)->image);
        for (const char type : {'\xC0', '\xC9'}) {  // Huffman and arithmetic coding
            Bytes frame;
            for (const char c :
                 {'\xFF', type, '\0', '\x0B', '\x08', '\x01', '\0', '\x02', '\0', '\x01', '\x01', '\x11', '\0'}) {
                frame.push_back(static_cast<std::byte>(c));
            }
            const Bytes file = followed_by(without_end(whole), frame);
            check_all_ways(file, expected);
            CHECK(check(file)->stored == expected.size());
            CHECK(decode(file)->header.stored == expected.size());
        }
    }
}

TEST_CASE("a JPEG that lost the last of its data is refused") {
    for (const Coding coding : codings) {
        CAPTURE(static_cast<int>(coding));
        Bytes file = without_end(jpeg_of(coding));
        for (int cut = 1; cut <= 64; ++cut) {
            CAPTURE(cut);
            file.pop_back();
            CHECK(check(file).error().code == errc::unsupported_media);
            CHECK(decode(file).error().code == errc::unsupported_media);
            CHECK(upright_jpeg(file, {}).error().code == errc::unsupported_media);
        }
    }
}

// Each of its scans is whole, but nobody can know that a file without end has all of them, unless they say it all.
TEST_CASE("a JPEG that lost whole scans is refused") {
    for (const Coding coding : {Coding::progressive, Coding::separate_scans}) {
        CAPTURE(static_cast<int>(coding));
        const Bytes whole = jpeg_of(coding);
        int scans = 0;
        for (std::size_t at = 2; at + 1 < whole.size(); ++at) {
            if (whole[at] != std::byte{0xFF} || whole[at + 1] != std::byte{0xDA}) continue;
            if (scans++ == 0) continue;
            CHECK(check(BytesView{whole}.first(at)).error().code == errc::unsupported_media);
            CHECK(decode(BytesView{whole}.first(at)).error().code == errc::unsupported_media);
        }
        CHECK(scans >= 3);
    }
}

// Its coder leaves zeros at the end out, so that data that are missing look like data that were left out.
TEST_CASE("an arithmetic JPEG without its end is refused") {
    const Bytes whole = jpeg_of(Coding::arithmetic);
    CHECK(check(whole).has_value());
    CHECK(check(without_end(whole)).error().code == errc::unsupported_media);
    CHECK(check(followed_by(without_end(whole), trailer())).error().code == errc::unsupported_media);
}

TEST_CASE("a JPEG without its end is turned like others") {
    const Bytes file = without_end(photo("upright_6.jpg"));
    const auto made = upright_jpeg(file, {});
    REQUIRE(made->has_value());
    CHECK((*made)->size == Size{640, 480});
    CHECK(testing::is_upright(decode((*made)->bytes)->image));
    CHECK((*made)->icc.size() == 3048);
}

}  // namespace
}  // namespace baton::media
