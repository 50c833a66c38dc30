#pragma once

#include "actions/photo/settings.hpp"

#include <baton/processor.hpp>

#include <boost/json/object.hpp>

#include <cstdint>

namespace baton::photo {

/// Reads all of an uploaded picture, so that a broken one is refused while the person still holds the phone.
/// Its info: `width` and `height` as a viewer sees the picture, `type` (a media type), and `regular`: false if a
/// decoder complained of something harmless, so that the coded data should not be handed on as they are.
class PhotoInspector final : public Inspector {
public:
    explicit PhotoInspector(const Settings& settings);
    result<boost::json::object> inspect(const InputFile& file, const boost::json::object& options) override;
    std::uint64_t weigh(const InputFile& file) override;

private:
    Settings settings_;
};

/// True if this action's inspector read the file and found it regular.
bool found_regular(const InputFile& file);

}  // namespace baton::photo
