#pragma once

#include "actions/scan/quad.hpp"

#include <boost/json/object.hpp>

#include <opencv2/core.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

namespace baton::scan {

enum class Verdict : std::uint8_t { ok, warn, bad, unknown };

/// What may be wrong with a shot; the page has a sentence for each.
enum class Flaw : std::uint8_t { none, blur, glare, dark, resolution, cutoff, faint };

/// How usable a shot of a page is.
struct Quality {
    std::optional<double> blur;  ///< median width of inked edges, px of the original at 10…90 %; nothing without ink
    double glare = 0;            ///< share of the page that is burnt out, 0…1
    double exposure = 0;         ///< brightness of the paper, 0…1
    std::optional<double> resolution_dpi;  ///< if the sheet's size is recognised
    bool cutoff = false;                   ///< the page touches the edge of the picture
    Verdict verdict = Verdict::unknown;
    Flaw flaw = Flaw::none;          ///< the reason for a verdict that is not `ok`
    std::optional<cv::Rect> region;  ///< where, in pixels of the original
};

/// Measures a page. `picture` is the whole upright original at full size, 8 bits, grey or RGB; `quad` its page, nothing
/// for the whole picture. `aspect` is the sheet's height / width if it is known.
Quality measure_quality(const cv::Mat& picture, const std::optional<Quad>& quad, std::optional<double> aspect);

/// "ok", "warn", "bad", "unknown".
std::string_view name_of(Verdict verdict);
/// "blur", "glare", "dark", "resolution", "cutoff", "faint"; empty for `none`.
std::string_view name_of(Flaw flaw);

/// `{blur, glare, exposure, resolution_dpi, cutoff, verdict, reason?, region?: [x, y, width, height]}`.
boost::json::object to_json(const Quality& quality);

}  // namespace baton::scan
