// What a validator of PDF/A (ISO 19005-2, 6.1) looks at in the bytes of a file, whichever writer made it.

#include "photos.hpp"

#include <baton/media/fax.hpp>
#include <baton/media/pdf.hpp>
#include <baton/media/pdf_drawing.hpp>
#include <baton/media/picture.hpp>
#include <baton/media/png.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <string_view>
#include <vector>

namespace baton::media {
namespace {

using testing::contains;
using testing::photo;

struct Made {
    const char* writer;
    Bytes pdf;
};

Bytes document(PdfPage::Coding coding, BytesView picture, unsigned channels, BytesView icc, bool archival) {
    const std::array words{PdfWord{"Word", 10, 10, 60, 10, 9}};
    PdfPage page{coding, picture, {320, 240}, channels, icc, place_on(Paper::fit, {320, 240})};
    if (archival) page.words = words;
    return write_pdf(std::array{page}, {.archival = archival}).value();
}

std::vector<Made> every_writer() {
    const Bytes jpeg = photo("icc.jpg");
    const Bytes icc = decode(jpeg)->icc;
    const Bytes png = encode_png(decode(photo("gray.png"))->image, {}).value();
    Image black_and_white{{320, 240}, 1};
    for (std::uint32_t y = 0; y < 240; ++y)
        std::fill_n(black_and_white.row(y), 320, std::uint8_t(y % 2 == 0 ? 255 : 0));
    const Bytes fax = encode_g4(black_and_white).value();
    PdfDrawing drawing{200, 100};
    drawing.move_to({0, 0});
    drawing.line_to({10, 0});
    drawing.line_to({0, 10});
    drawing.close();
    drawing.fill(255, 0, 51);
    std::vector<Made> made{{"paths", write_pdf(drawing).value()}};
    for (const bool archival : {false, true}) {
        made.push_back({"JPEG", document(PdfPage::Coding::jpeg, jpeg, 3, icc, archival)});
        made.push_back({"PNG", document(PdfPage::Coding::png, png, 1, {}, archival)});
        made.push_back({"fax", document(PdfPage::Coding::g4, fax, 1, {}, archival)});
    }
    return made;
}

/// The number behind the last `/Length` before `at`.
std::size_t length_before(std::string_view file, std::size_t at) {
    constexpr std::string_view key = "/Length ";
    std::size_t from = file.rfind(key, at);
    REQUIRE(from != std::string_view::npos);
    from += key.size();
    std::size_t length = 0;
    std::from_chars(file.data() + from, file.data() + file.size(), length);
    return length;
}

/// Counts streams, each of which must be as long as it says and end in a line of its own.
int check_streams(std::string_view file) {
    constexpr std::string_view begin = ">>\nstream\n";
    constexpr std::string_view end = "\nendstream";
    int streams = 0;
    for (std::size_t at = file.find(begin); at != std::string_view::npos; at = file.find(begin, at)) {
        const std::size_t length = length_before(file, at);
        at += begin.size() + length;
        REQUIRE(at < file.size());
        CHECK(file.substr(at, end.size()) == end);
        ++streams;
    }
    return streams;
}

TEST_CASE("every PDF keeps to the rules of PDF/A that can be seen in its bytes") {
    for (const Made& made : every_writer()) {
        CAPTURE(made.writer);
        const std::string_view file{reinterpret_cast<const char*>(made.pdf.data()), made.pdf.size()};
        CHECK(file.starts_with("%PDF-1."));
        // A comment that makes the file binary for whoever carries it (6.1.2).
        REQUIRE(file.size() > 20);
        const std::string_view comment = file.substr(file.find('\n') + 1, 5);
        CHECK(comment.front() == '%');
        CHECK(std::ranges::all_of(comment.substr(1), [](char c) { return static_cast<unsigned char>(c) > 127; }));
        CHECK(file.ends_with("%%EOF\n"));
        CHECK(file.find("/ID [<") != std::string_view::npos);
        CHECK(check_streams(file) >= 1);
        for (const char* forbidden : {"/Encrypt", "/LZWDecode", "/Crypt", "/SMask", "/Interpolate", "/Alternates",
                                      "/AA ", "/OpenAction", "/EmbeddedFiles", "/Group", "/CA ", "/ObjStm"}) {
            CAPTURE(forbidden);
            CHECK(file.find(forbidden) == std::string_view::npos);
        }
    }
}

TEST_CASE("the metadata of PDF/A can be read without a filter") {
    for (const Made& made : every_writer()) {
        if (!contains(made.pdf, "/GTS_PDFA1")) continue;
        CHECK(contains(made.pdf, "<pdfaid:conformance>B</pdfaid:conformance>"));
        CHECK(contains(made.pdf, "/Type /Metadata"));
    }
}

}  // namespace
}  // namespace baton::media
