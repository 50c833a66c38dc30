#pragma once

#include <baton/media/bytes.hpp>
#include <baton/media/export.hpp>
#include <baton/result.hpp>

#include <array>
#include <cstdint>
#include <span>
#include <string>

namespace baton::media {

/// A page of filled paths. Points, not pixels; the origin is the top left corner and y grows downwards.
class BATON_MEDIA_EXPORT PdfDrawing {
public:
    struct Point {
        double x = 0;
        double y = 0;
    };

    /// What counts as inside where outlines overlap.
    enum class FillRule : std::uint8_t { nonzero, evenodd };

    PdfDrawing(double width, double height) : width_(width), height_(height) {}

    /// Begins an outline; what is open stays open until `close`.
    void move_to(Point to);
    void line_to(Point to);
    /// A cubic Bézier curve: both control points, then the end.
    void curve_to(const std::array<Point, 3>& to);
    void close();

    /// Fills all outlines since the last call, in sRGB.
    void fill(std::uint8_t red, std::uint8_t green, std::uint8_t blue, FillRule rule = FillRule::nonzero);

    double width() const { return width_; }
    double height() const { return height_; }
    /// What has been drawn so far, as a content stream (ISO 32000-1, 8.5).
    BytesView content() const { return std::as_bytes(std::span{content_}); }

private:
    void append(Point point);

    double width_;
    double height_;
    std::string content_;
    std::string path_;
};

/// Writes a PDF of this one page, all vectors. The same drawing always gives the same bytes; there is no date and no
/// name in them. Errors: `processing_failed`.
BATON_MEDIA_EXPORT result<Bytes> write_pdf(const PdfDrawing& drawing);

}  // namespace baton::media
