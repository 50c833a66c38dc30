#include "actions/scan/assemble/ocr.hpp"
#include "actions/scan/inspector.hpp"
#include "actions/scan/operations/preview_operation.hpp"
#include "actions/scan/operations/render_operation.hpp"
#include "actions/scan/options.hpp"
#include "actions/scan/processor.hpp"
#include "actions/scan/settings.hpp"

#include <baton/media/picture.hpp>
#include <baton/plugin.hpp>

#include <opencv2/core/utility.hpp>
#include <scan_page.hpp>

#include <memory>
#include <string>

namespace baton::scan {

/// The scan action: a person photographs pages, the backend gets a clean PDF per document or an image per page.
class ScanPlugin final : public Plugin {
public:
    result<void> provision(const boost::json::object& object) override {
        auto settings = read_settings(object);
        if (!settings) return settings.error();
        // There is a worker per core already.
        cv::setNumThreads(1);
        ground_ = {*settings, std::make_shared<const Ocr>(settings->tessdata_dir)};
        return {};
    }

    result<void> register_with(Registry& registry) override {
        registry.add_format({"pdf", "application/pdf", "pdf", true});
        registry.add_format({"images", "image/jpeg", "jpg"});
        registry.set_options(options_schema(ground_.ocr->installed()));
        registry.set_accepts(media::decodable_types());
        registry.set_page(page_assets(), "main.js", page_styles());
        registry.set_inspector(std::make_unique<ScanInspector>(ground_.settings));
        registry.set_processor(std::make_unique<ScanProcessor>(ground_));
        registry.add_operation("preview", Audience::phone, std::make_unique<PreviewOperation>(ground_.settings));
        registry.add_operation("render", Audience::phone_and_backend, std::make_unique<RenderOperation>(ground_),
                               CallFiles::all_unless_named);
        register_api(registry);
        return {};
    }

private:
    /// The fields and routes that scanning has beside those of every action.
    void register_api(Registry& registry) {
        registry.set_presentation({"scan_output_format", "scan_result", {"document_mode"}});
        registry.set_retention(true);
        registry.set_upload_limit({ground_.settings.max_pages, "page limit exceeded"});
        registry.add_upload_form({"upload",
                                  "file",
                                  {{"document_index", "document_mode", "single"}, {"page_index"}},
                                  std::string{form_key},
                                  "page accepted",
                                  ground_.settings.upload_max_bytes,
                                  "render"});
        registry.add_submit_form({"finalize", "no pages uploaded"});
    }

    Ground ground_;
};

}  // namespace baton::scan

BATON_PLUGIN(baton::scan::ScanPlugin);
