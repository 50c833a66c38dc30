#include "core/api/qr_code.hpp"

#include <png.h>
#include <qrencode.h>

#include <memory>

namespace baton::core::api {

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
    x -= kQuietZone;
    y -= kQuietZone;
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
    const auto module_at = [&](int pixel) { return scale > 0 ? (pixel - margin) / scale : pixel * modules() / size; };
    const auto side = static_cast<std::size_t>(size);
    std::vector<unsigned char> pixels(side * side, 255);
    for (int y = margin; y < size; ++y) {
        for (int x = margin; x < size; ++x) {
            if (is_dark(module_at(x), module_at(y)))
                pixels[static_cast<std::size_t>(y) * side + static_cast<std::size_t>(x)] = 0;
        }
    }
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = image.height = static_cast<png_uint_32>(size);
    image.format = PNG_FORMAT_GRAY;
    std::string out(PNG_IMAGE_PNG_SIZE_MAX(image), '\0');
    png_alloc_size_t written = out.size();
    if (png_image_write_to_memory(&image, out.data(), &written, 0, pixels.data(), size, nullptr) == 0) return {};
    out.resize(written);
    return out;
}

std::string QrCode::terminal() const {
    std::string text;
    for (int y = 0; y < modules(); y += 2) {
        text += "\x1b[30;47m";
        for (int x = 0; x < modules(); ++x) {
            const bool top = is_dark(x, y);
            const bool bottom = is_dark(x, y + 1);
            if (top && bottom)
                text += "█";
            else if (top)
                text += "▀";
            else if (bottom)
                text += "▄";
            else
                text += " ";
        }
        text += "\x1b[0m\n";
    }
    return text;
}

}  // namespace baton::core::api
