#pragma once

#include "actions/signature/settings.hpp"

#include <baton/processor.hpp>

#include <boost/json/object.hpp>

#include <cstdint>

namespace baton::signature {

/// Reads all of an uploaded picture, so that a broken one, or one that the session does not allow, is refused while the
/// person still holds the phone. Its info: `width` and `height` as a viewer sees the picture (of an SVG: of its ink),
/// and `type` (a media type).
class SignatureInspector final : public Inspector {
public:
    explicit SignatureInspector(const Settings& settings);

    /// Errors: `forbidden` (the session allows no uploads), `unsupported_media`, `too_large`.
    result<boost::json::object> inspect(const InputFile& file, const boost::json::object& options) override;
    std::uint64_t weigh(const InputFile& file) override;

private:
    Settings settings_;
};

}  // namespace baton::signature
