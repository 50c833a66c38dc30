#include "actions/photo/inspector.hpp"
#include "actions/photo/options.hpp"
#include "actions/photo/processor.hpp"
#include "actions/photo/settings.hpp"

#include <baton/media/picture.hpp>
#include <baton/plugin.hpp>

#include <photo_page.hpp>

#include <memory>
#include <string>

namespace baton::photo {

/// The photo action: a person takes or picks a photo, the backend gets it upright, clean and in the format it asked
/// for.
class PhotoPlugin final : public Plugin {
public:
    result<void> provision(const boost::json::object& object) override {
        auto settings = read_settings(object);
        if (!settings) return settings.error();
        settings_ = *settings;
        return {};
    }

    result<void> register_with(Registry& registry) override {
        for (Format format : {Format::jpg, Format::png, Format::pdf}) {
            const std::string id{extension(format)};
            registry.add_format({id, std::string{media_type(format)}, id});
        }
        registry.set_options(options_schema());
        registry.set_accepts(media::decodable_types());
        registry.set_page(page_assets(), "main.js", page_styles());
        registry.set_inspector(std::make_unique<PhotoInspector>(settings_));
        registry.set_processor(std::make_unique<PhotoProcessor>(settings_));
        return {};
    }

private:
    Settings settings_;
};

}  // namespace baton::photo

BATON_PLUGIN(baton::photo::PhotoPlugin);
