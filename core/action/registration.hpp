#pragma once

#include <baton/registry.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace baton::core::action {

/// What one plugin registered, kept in the worker. It is only carried here: the server checks it.
class Registration final : public Registry {
public:
    void add_format(OutputFormat format) override;
    void set_options(boost::json::object schema) override;
    void set_accepts(std::vector<std::string> media_types) override;
    void set_page(std::span<const Asset> assets, std::string entry, std::vector<std::string> styles) override;
    void set_processor(std::unique_ptr<Processor> processor) override;
    void set_inspector(std::unique_ptr<Inspector> inspector) override;
    void add_operation(std::string name, Audience audience, std::unique_ptr<Operation> operation,
                       CallFiles files = CallFiles::named) override;
    void set_presentation(baton::Presentation presentation) override;
    void set_retention(bool retains) override;
    void set_upload_limit(baton::UploadLimit limit) override;
    void add_upload_form(baton::UploadForm form) override;
    void add_submit_form(baton::SubmitForm form) override;

    /// In the form that `parse_descriptor` reads.
    boost::json::object describe() const;
    /// The assets' bytes in the order of `describe`; they point into the plugin.
    std::vector<std::span<const std::byte>> asset_bytes() const;

    Processor* processor() const { return processor_.get(); }
    Inspector* inspector() const { return inspector_.get(); }
    /// Null if there is no such operation.
    Operation* find_operation(std::string_view name) const;

private:
    struct Page {
        std::vector<Asset> assets;
        std::string entry;
        std::vector<std::string> styles;
    };
    struct NamedOperation {
        std::string name;
        Audience audience;
        std::unique_ptr<Operation> operation;
        CallFiles files;
    };

    boost::json::array describe_upload_forms() const;
    boost::json::array describe_submit_forms() const;

    std::vector<OutputFormat> formats_;
    boost::json::object options_;
    std::vector<std::string> accepts_;
    Page page_;
    std::unique_ptr<Processor> processor_;
    std::unique_ptr<Inspector> inspector_;
    std::vector<NamedOperation> operations_;
    baton::Presentation presentation_;
    bool retains_ = false;
    baton::UploadLimit upload_limit_;
    std::vector<baton::UploadForm> upload_forms_;
    std::vector<baton::SubmitForm> submit_forms_;
};

}  // namespace baton::core::action
