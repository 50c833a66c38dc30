#pragma once

#include "actions/scan/settings.hpp"

#include <baton/processor.hpp>

#include <boost/json/object.hpp>

#include <cstdint>

namespace baton::scan {

/// Looks for the page in an uploaded shot and judges it, so that the person hears of a bad one while the paper still
/// lies there. Its info: `width` and `height` of the upright picture, `type` (a media type), `quad` (four corners or
/// null: not found), `confidence` 0…1, `aspect` (height / width of the sheet, or null), `rotation` (by which the page,
/// or the whole picture, must be turned clockwise: 0, also if that cannot be told, 90, 180, 270) and `quality` (see
/// to_json). A page of the upload form is cropped already: it is the whole picture as it is unless the session's
/// options say `detect`.
class ScanInspector final : public Inspector {
public:
    explicit ScanInspector(const Settings& settings) : settings_(settings) {}
    result<boost::json::object> inspect(const InputFile& file, const boost::json::object& options) override;
    std::uint64_t weigh(const InputFile& file) override;

private:
    Settings settings_;
};

/// Whether the inspector found that the page of this file can hardly be used.
bool found_bad(const InputFile& file);

}  // namespace baton::scan
