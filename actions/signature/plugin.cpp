#include "actions/signature/inspector.hpp"
#include "actions/signature/lettering/lettering.hpp"
#include "actions/signature/lettering/packaged_fonts.hpp"
#include "actions/signature/options.hpp"
#include "actions/signature/processor.hpp"
#include "actions/signature/settings.hpp"

#include <baton/media/picture.hpp>
#include <baton/media/sniff.hpp>
#include <baton/plugin.hpp>

#include <signature_page.hpp>

#include <memory>
#include <string>
#include <utility>

namespace baton::signature {

/// The signature action: a person draws, types or uploads a signature, the backend gets it trimmed and in the format it
/// asked for.
class SignaturePlugin final : public Plugin {
public:
    result<void> provision(const boost::json::object& object) override {
        auto settings = read_settings(object);
        if (!settings) return settings.error();
        settings_ = *settings;
        const auto fonts = packaged_fonts(page_assets());
        if (!fonts) return fonts.error();
        auto lettering = Lettering::load(*fonts);
        if (!lettering) return lettering.error();
        lettering_ = std::make_shared<const Lettering>(std::move(*lettering));
        return {};
    }

    result<void> register_with(Registry& registry) override {
        for (const Format format : {Format::svg, Format::png, Format::jpg, Format::pdf}) {
            const std::string id{extension(format)};
            registry.add_format({id, std::string{media_type(format)}, id});
        }
        registry.set_options(options_schema());
        auto accepts = media::decodable_types();
        accepts.emplace_back(media::media_type(media::Kind::svg));
        registry.set_accepts(std::move(accepts));
        registry.set_page(page_assets(), "main.js", page_styles());
        registry.set_inspector(std::make_unique<SignatureInspector>(settings_));
        registry.set_processor(std::make_unique<SignatureProcessor>(settings_, lettering_));
        return {};
    }

private:
    Settings settings_;
    std::shared_ptr<const Lettering> lettering_;
};

}  // namespace baton::signature

BATON_PLUGIN(baton::signature::SignaturePlugin);
