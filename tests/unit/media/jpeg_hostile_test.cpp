#include <baton/media/jpeg.hpp>
#include <baton/media/picture.hpp>

#include <doctest/doctest.h>

#include <initializer_list>

namespace baton::media {
namespace {

void append(Bytes& to, std::initializer_list<int> bytes) {
    for (const int byte : bytes) to.push_back(static_cast<std::byte>(byte));
}

void append_segment(Bytes& to, int marker, const Bytes& payload) {
    append(to, {0xFF, marker, static_cast<int>(payload.size() + 2) >> 8, static_cast<int>(payload.size() + 2) & 0xFF});
    to.insert(to.end(), payload.begin(), payload.end());
}

// A table of one code, of one bit, for this symbol.
Bytes code_table(int kind, int symbol) {
    Bytes table;
    append(table, {kind, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, symbol});
    return table;
}

// 8×8 px of grey, progressive. Each scan after the first says once more that there is nothing but grey.
Bytes progressive(int scans, const Bytes& extra = {}) {
    Bytes file;
    append(file, {0xFF, 0xD8});
    Bytes steps(65, std::byte{1});
    steps[0] = std::byte{0};
    append_segment(file, 0xDB, steps);
    Bytes frame;
    append(frame, {8, 0, 8, 0, 8, 1, 1, 0x11, 0});
    append_segment(file, 0xC2, frame);
    append_segment(file, 0xC4, code_table(0x00, 0));
    append_segment(file, 0xC4, code_table(0x10, 0));
    file.insert(file.end(), extra.begin(), extra.end());
    for (int scan = 0; scan < scans; ++scan) {
        Bytes head;
        append(head, {1, 1, 0, scan == 0 ? 0 : 1, scan == 0 ? 0 : 63, 0});
        append_segment(file, 0xDA, head);
        append(file, {0x7F});
    }
    append(file, {0xFF, 0xD9});
    return file;
}

TEST_CASE("a JPEG may have a hundred scans, and no more") {
    CHECK(check(progressive(100)).has_value());
    CHECK(decode(progressive(100)).has_value());
    CHECK(upright_jpeg(progressive(100), {}).value().has_value());
    const Bytes more = progressive(101);
    CHECK(check(more).error().code == errc::unsupported_media);
    CHECK(decode(more).error().code == errc::unsupported_media);
    CHECK(upright_jpeg(more, {}).error().code == errc::unsupported_media);
}

TEST_CASE("of a JPEG that consists of comments some are kept") {
    Bytes comments;
    Bytes comment;
    append(comment, {'A'});
    for (int i = 0; i < 100'000; ++i) append_segment(comments, 0xFE, comment);
    const auto picture = decode(progressive(2, comments));
    REQUIRE(picture.has_value());
    CHECK(picture->metadata.comments.size() == 100);
}

TEST_CASE("a side that no JPEG decoder takes is too large, not unknown") {
    Bytes file = progressive(2);
    // The frame's height.
    std::size_t at = 0;
    while (file[at] != std::byte{0xFF} || file[at + 1] != std::byte{0xC2}) ++at;
    file[at + 5] = file[at + 6] = std::byte{0xFF};
    CHECK(check(file).error().code == errc::too_large);
    CHECK(decode(file).error().code == errc::too_large);
}

}  // namespace
}  // namespace baton::media
