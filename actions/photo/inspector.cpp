#include "actions/photo/inspector.hpp"

#include <baton/media/picture.hpp>
#include <baton/media/sniff.hpp>

#include <boost/json/value.hpp>

namespace baton::photo {

PhotoInspector::PhotoInspector(const Settings& settings) : settings_(settings) {}

result<boost::json::object> PhotoInspector::inspect(const InputFile& file, const boost::json::object&) {
    const auto header = media::check(file.bytes, settings_.max_pixels);
    if (!header) return header.error();
    const media::Size size = header->upright();
    return boost::json::object{{"width", size.width},
                               {"height", size.height},
                               {"type", media::media_type(header->kind)},
                               {"regular", !header->irregular}};
}

std::uint64_t PhotoInspector::weigh(const InputFile& file) {
    return media::pixels_ahead(file.bytes, settings_.max_pixels);
}

bool found_regular(const InputFile& file) {
    const boost::json::value* regular = file.info.if_contains("regular");
    return regular && regular->is_bool() && regular->get_bool();
}

}  // namespace baton::photo
