#pragma once

#include "actions/scan/settings.hpp"

#include <baton/processor.hpp>

namespace baton::scan {

/// `preview {"key","quad"?,"mode"?,"rotation"?,"max_px"?}`: a JPEG of what the page will be, and
/// `{"width","height","mode"}` with the mode that `auto` chose. `max_px`: 64…1200, its long side, by default 1200.
class PreviewOperation final : public Operation {
public:
    explicit PreviewOperation(const Settings& settings) : settings_(settings) {}
    result<Reply> operate(const Call& call) override;

private:
    Settings settings_;
};

}  // namespace baton::scan
