#pragma once

#include <baton/registry.hpp>

#include <boost/json/object.hpp>

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace baton::testing {

/// Keeps what a plugin registers.
class RecordingRegistry final : public Registry {
public:
    void add_format(OutputFormat format) override { formats.push_back(std::move(format)); }
    void set_options(boost::json::object schema) override { options = std::move(schema); }
    void set_accepts(std::vector<std::string> media_types) override { accepts = std::move(media_types); }
    void set_page(std::span<const Asset> files, std::string main, std::vector<std::string> sheets) override {
        assets = files;
        entry = std::move(main);
        styles = std::move(sheets);
    }
    void set_processor(std::unique_ptr<Processor> made) override { processor = std::move(made); }
    void set_inspector(std::unique_ptr<Inspector> made) override { inspector = std::move(made); }
    void add_operation(std::string name, Audience, std::unique_ptr<Operation> made, CallFiles) override {
        operations.emplace(std::move(name), std::move(made));
    }
    void set_presentation(Presentation made) override { presentation = std::move(made); }
    void set_retention(bool wanted) override { retains = wanted; }
    void set_upload_limit(UploadLimit limit) override { upload_limit = std::move(limit); }
    void add_upload_form(UploadForm form) override { upload_forms.push_back(std::move(form)); }
    void add_submit_form(SubmitForm form) override { submit_forms.push_back(std::move(form)); }

    /// The page's file of that path; nothing if it has none.
    const Asset* asset(std::string_view path) const {
        const auto found = std::ranges::find(assets, path, &Asset::path);
        return found == assets.end() ? nullptr : &*found;
    }

    std::vector<OutputFormat> formats;
    boost::json::object options;
    std::vector<std::string> accepts;
    std::span<const Asset> assets;
    std::string entry;
    std::vector<std::string> styles;
    std::unique_ptr<Processor> processor;
    std::unique_ptr<Inspector> inspector;
    std::map<std::string, std::unique_ptr<Operation>, std::less<>> operations;
    Presentation presentation;
    bool retains = false;
    UploadLimit upload_limit;
    std::vector<UploadForm> upload_forms;
    std::vector<SubmitForm> submit_forms;
};

}  // namespace baton::testing
