#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace baton::core::action {

/// An output format as its plugin registered it.
struct Format {
    std::string id;
    std::string media_type;
    std::string extension;
};

/// A file of an action's page; the bytes live as long as the descriptor.
struct PageAsset {
    std::string path;
    std::string media_type;
    std::string_view identity;
    std::string_view gzip;    ///< empty if there is none
    std::string_view brotli;  ///< empty if there is none
};

/// An action's page, served under `/_/actions/<id>/<hash>/`.
struct WebPage {
    std::string hash;  ///< over all assets; makes every URL immutable
    std::string entry;
    std::vector<std::string> styles;
    std::vector<std::string> locales;  ///< tags with a `locales/<tag>.json` among the assets
    std::vector<PageAsset> assets;
    std::shared_ptr<const void> storage;  ///< what the assets' views point into
};

/// A named interactive call.
struct OperationInfo {
    std::string name;
    bool backend = false;    ///< callable with an API key too
    bool all_files = false;  ///< a call that names no file by `key` is given all; else it is given none
};

/// An option that is a field of the API too.
struct TopLevelOption {
    std::string name;
    boost::json::value fallback;  ///< its default
};

/// How the backend sees the action's sessions; see baton::Presentation.
struct Presentation {
    std::string format_field;
    std::string result_field;
    std::vector<TopLevelOption> options;
};

/// How many uploads a session may have.
struct UploadLimit {
    std::size_t most = 200;
    std::string error;
};

/// A number that an upload form carries.
struct FormIndex {
    std::string name;
    std::string zero_option;  ///< empty: none
    std::string zero_value;
};

/// A form route for one upload; see baton::UploadForm.
struct UploadForm {
    std::string name;
    std::string file_part;
    std::vector<FormIndex> indices;
    std::string key;
    std::string status;
    std::uint64_t max_bytes = 0;
    std::string operation;  ///< empty: none
};

/// A form route that submits.
struct SubmitForm {
    std::string name;
    std::string nothing;
};

/// What the server knows of an action: plain data, received from a worker and validated.
struct ActionDescriptor {
    std::string id;
    std::string version;
    std::vector<Format> formats;
    std::optional<std::size_t> default_format;  ///< index into `formats`; none: `output_format` is required
    boost::json::object options_schema;         ///< see options_schema.hpp; empty: no options
    std::vector<std::string> accepts;           ///< media types of uploads
    WebPage page;
    bool inspects = false;  ///< has an inspector
    std::vector<OperationInfo> operations;
    Presentation presentation;
    bool retains = false;  ///< uploads and submitted data stay as long as the result
    UploadLimit upload_limit;
    std::vector<UploadForm> upload_forms;
    std::vector<SubmitForm> submit_forms;

    const Format* find_format(std::string_view format_id) const {
        for (const auto& format : formats) {
            if (format.id == format_id) return &format;
        }
        return nullptr;
    }
};

}  // namespace baton::core::action
