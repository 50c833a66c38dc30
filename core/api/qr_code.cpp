#include "core/api/qr_code.hpp"

#include <png.h>
#include <qrencode.h>

#include <csetjmp>
#include <memory>

namespace baton::core::api {

namespace {

/// A black and white PNG of `size` × `size` pixels, one bit each; empty if there is no memory for it.
std::string write_png(int size, std::vector<std::string>& rows) {
    std::string out;
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
    png_infop info = png != nullptr ? png_create_info_struct(png) : nullptr;
    // libpng leaves by longjmp; nothing below owns anything.
    if (info == nullptr || setjmp(png_jmpbuf(png)) != 0) {
        png_destroy_write_struct(&png, &info);
        return {};
    }
    png_set_write_fn(
        png, &out,
        [](png_structp self, png_bytep bytes, std::size_t count) {
            static_cast<std::string*>(png_get_io_ptr(self))->append(reinterpret_cast<const char*>(bytes), count);
        },
        [](png_structp) {});
    const auto side = static_cast<png_uint_32>(size);
    png_set_IHDR(png, info, side, side, 1, PNG_COLOR_TYPE_GRAY, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
                 PNG_FILTER_TYPE_DEFAULT);
    png_set_compression_level(png, 2);
    png_write_info(png, info);
    for (auto& row : rows) png_write_row(png, reinterpret_cast<png_const_bytep>(row.data()));
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
    return out;
}

}  // namespace

result<QrCode> QrCode::encode(const std::string& text) {
    const std::unique_ptr<QRcode, void (*)(QRcode*)> encoded{QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M),
                                                             QRcode_free};
    if (!encoded) return problem(errc::internal, "the session URL does not fit a QR code");
    QrCode code;
    code.width_ = encoded->width;
    const auto count = static_cast<std::size_t>(encoded->width) * static_cast<std::size_t>(encoded->width);
    code.dark_.resize(count);
    for (std::size_t i = 0; i < count; ++i) code.dark_[i] = (encoded->data[i] & 1) != 0;
    return code;
}

bool QrCode::is_dark(int x, int y) const {
    x -= quiet_zone;
    y -= quiet_zone;
    if (x < 0 || y < 0 || x >= width_ || y >= width_) return false;
    return dark_[static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) + static_cast<std::size_t>(x)];
}

std::string QrCode::svg(int size) const {
    const std::string side = std::to_string(modules());
    const std::string pixels = std::to_string(size);
    std::string svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + pixels + "\" height=\"" + pixels +
                      "\" viewBox=\"0 0 " + side + " " + side +
                      "\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h" + side + "v" + side +
                      "H0z\"/><path fill=\"#000\" d=\"";
    for (int y = 0; y < modules(); ++y) {
        for (int x = 0; x < modules(); ++x) {
            int run = 0;
            while (is_dark(x + run, y)) ++run;
            if (run == 0) continue;
            svg += "M" + std::to_string(x) + " " + std::to_string(y) + "h" + std::to_string(run) + "v1h-" +
                   std::to_string(run) + "z";
            x += run;
        }
    }
    return svg + "\"/></svg>";
}

std::string QrCode::png(int size) const {
    // Whole pixels per module and white around where they fit, which scanners like best; else the nearest module.
    const int scale = size / modules();
    const int margin = scale > 0 ? (size - scale * modules()) / 2 : 0;
    const auto module_at = [&](int pixel) {
        if (scale == 0) return pixel * modules() / size;
        return pixel < margin ? -1 : (pixel - margin) / scale;
    };
    const auto row_bytes = static_cast<std::size_t>(size + 7) / 8;
    std::vector<std::string> rows;
    std::string row(row_bytes, '\0');
    for (int y = 0; y < size; ++y) {
        // The rows of one module are alike.
        if (y > 0 && module_at(y) == module_at(y - 1)) {
            rows.push_back(rows.back());
            continue;
        }
        row.assign(row_bytes, '\xFF');
        for (int x = 0; x < size; ++x) {
            if (is_dark(module_at(x), module_at(y))) {
                row[static_cast<std::size_t>(x) / 8] &= static_cast<char>(~(0x80 >> (x % 8)));
            }
        }
        rows.push_back(row);
    }
    return write_png(size, rows);
}

std::string QrCode::terminal() const {
    std::string text;
    for (int y = 0; y < modules(); y += 2) {
        text += "\x1b[30;47m";
        for (int x = 0; x < modules(); ++x) {
            const bool top = is_dark(x, y);
            const bool bottom = is_dark(x, y + 1);
            if (top && bottom) {
                text += "█";
            } else if (top) {
                text += "▀";
            } else if (bottom) {
                text += "▄";
            } else {
                text += " ";
            }
        }
        text += "\x1b[0m\n";
    }
    return text;
}

}  // namespace baton::core::api
