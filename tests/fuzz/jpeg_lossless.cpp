// JPEGs made upright without decoding, and put into a PDF as they are.
#include "tests/fuzz/picture.hpp"

#include <baton/media/jpeg.hpp>
#include <baton/media/orientation.hpp>
#include <baton/media/pdf.hpp>

#include <algorithm>
#include <array>

using namespace baton;
using fuzz::expect;

namespace {

bool contains(media::BytesView file, std::string_view text) {
    return !std::ranges::search(file, fuzz::bytes_of(text)).empty();
}

void check_pdf(const media::LosslessJpeg& made) {
    const std::array pages{media::PdfPage{.coding = media::PdfPage::Coding::jpeg,
                                          .picture = made.bytes,
                                          .size = made.size,
                                          .channels = made.channels,
                                          .icc = made.icc,
                                          .placement = media::place_on(media::Paper::a4, made.size)}};
    const auto pdf = media::write_pdf(pages);
    expect(pdf.has_value() && contains(*pdf, "%PDF-") && contains(*pdf, "%%EOF"), "a PDF");
    expect(pdf->size() <= made.bytes.size() + made.icc.size() + 4096, "the picture once, and little else");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto file = fuzz::bytes_of(fuzz::text_of(data, size));
    if (media::sniff(file) != media::Kind::jpeg) return -1;
    const auto made = media::upright_jpeg(file, {.max_pixels = fuzz::max_pixels});
    if (!made) return fuzz::check_error(made.error()), 0;
    if (!*made) return 0;
    const auto& jpeg = **made;
    expect(media::sniff(jpeg.bytes) == media::Kind::jpeg, "still a JPEG");
    expect(jpeg.channels == 1 || jpeg.channels == 3, "grey or colour");
    const auto again = media::decode(jpeg.bytes, {.max_pixels = fuzz::max_pixels});
    expect(again.has_value(), "what was made decodes");
    fuzz::check_picture(*again);
    expect(again->image.size() == jpeg.size, "the size it says");
    expect(again->header.orientation == media::Orientation::upright, "upright");
    expect(again->metadata.empty(), "no metadata is left");
    const auto source = media::decode(file, {.max_pixels = fuzz::max_pixels});
    expect(source.has_value(), "the source decodes");
    // Damage that no decoder notices may leave coefficients that no other coding can say; a regular file is copied.
    const auto header = media::check(file, fuzz::max_pixels);
    const bool arithmetic = contains(file, "\xFF\xC9") || contains(file, "\xFF\xCA") || contains(file, "\xFF\xCB");
    if (!header->irregular && !arithmetic && header->orientation == media::Orientation::upright)
        expect(fuzz::same_pixels(source->image, again->image), "the same pixels");
    check_pdf(jpeg);
    const auto kept = media::upright_jpeg(file, {.keep_metadata = true, .max_pixels = fuzz::max_pixels});
    expect(kept.has_value() && kept->has_value(), "metadata decides nothing");
    return 0;
}
