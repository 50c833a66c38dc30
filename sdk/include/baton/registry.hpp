#pragma once

#include <baton/export.hpp>
#include <baton/processor.hpp>

#include <boost/json/object.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace baton {

/// One of the formats an action can answer in.
struct BATON_SDK_EXPORT OutputFormat {
    std::string id;           ///< what `output_format` says: "jpg"
    std::string media_type;   ///< "image/jpeg"
    std::string extension;    ///< without a dot: "jpg"
    bool is_default = false;  ///< chosen when a session names none; without any default the field is required
};

/// A file of the action's page. The bytes stay the plugin's and must outlive `register_with`.
struct BATON_SDK_EXPORT Asset {
    std::string_view path;        ///< below `/_/actions/<id>/<hash>/`: "main.js", "locales/de.json"
    std::string_view media_type;  ///< "text/javascript"
    std::span<const std::byte> identity;
    std::span<const std::byte> gzip;    ///< the same precompressed; empty if there is none
    std::span<const std::byte> brotli;  ///< the same precompressed; empty if there is none
};

/// Who may call an operation.
enum class Audience {
    phone,              ///< the page, `POST /s/:id/do/:operation`
    phone_and_backend,  ///< also `POST /api/v1/sessions/:id/do/:operation`
};

/// Which files of the session a call of an operation is given; no others are fetched for it.
enum class CallFiles {
    named,             ///< the upload that the argument `key` names, and what is kept of it; none without `key`
    all_unless_named,  ///< the same, but all of the session's if there is no `key`
};

/// How the backend sees sessions of an action that has fields of its own in the API.
// decision 0077
struct BATON_SDK_EXPORT Presentation {
    /// Field of the session that shows the format in place of `output_format`, which is then ""; empty: no such field.
    std::string format_field;
    /// Field of the session and of its result that shows `Outcome::result`, which is then also the `data` of the
    /// `completed` message; empty: no such field.
    std::string result_field;
    /// Options that are request fields of their own too and are shown at the top of the session. Each has a default.
    std::vector<std::string> top_level_options;
};

/// How many files a session takes from the phone.
struct BATON_SDK_EXPORT UploadLimit {
    std::size_t most = 200;  ///< 1…200
    std::string error;       ///< what a client is told beyond it, with 400: "page limit exceeded"
};

/// A whole number that a form carries as a text part; 0 if it is missing.
struct BATON_SDK_EXPORT FormIndex {
    std::string name;  ///< of the part; "page_index"
    /// Taken for 0, whatever was sent, in sessions whose option `zero_option` has the value `zero_value`.
    std::string zero_option = {};  ///< empty: never
    std::string zero_value = {};
};

/// `POST /s/:id/<action>/<name>`: one upload as `multipart/form-data`, for other front ends than the action's page.
/// Answers 200 `{"status": <status>, <indices>…}`.
struct BATON_SDK_EXPORT UploadForm {
    std::string name;                ///< "upload"
    std::string file_part;           ///< "file"
    std::vector<FormIndex> indices;  ///< parts beside it; any other is ignored
    std::string key;                 ///< the upload's, each `{index}` by its number: "d{document_index}-p{page_index}"
    std::string status;              ///< "page accepted"
    std::uint64_t max_bytes = 0;     ///< of the file; more is 413
    /// Operation that is called with `{"key": <key>}` once the file is taken and before the answer, so that what it
    /// keeps is there when the session is submitted. Its reply and its errors go nowhere. Empty: none.
    std::string operation = {};
};

/// `POST /s/:id/<action>/<name>` without a body: submits what was uploaded, with null for data. Answers 200
/// `{"status":"completed"}`. An action with such a form does not take `POST /s/:id/result` (409).
struct BATON_SDK_EXPORT SubmitForm {
    std::string name;     ///< "finalize"
    std::string nothing;  ///< what a client is told if nothing was uploaded, with 400: "no pages uploaded"
};

/// What a plugin registers with. Implemented by the worker; each call is checked when registration ends, and a
/// contradiction (a format twice, no processor, an entry that is no asset) refuses the plugin.
class BATON_SDK_EXPORT Registry {
public:
    virtual ~Registry();

    /// Adds an output format. At least one is required.
    virtual void add_format(OutputFormat format) = 0;

    /// The JSON Schema of `options` (the subset in docs/plugins.md): `{"type":"object","properties":{…}}`.
    /// Without it the action has no options. The server checks it, so creating a session calls no worker.
    virtual void set_options(boost::json::object schema) = 0;

    /// Media types the action takes as uploads, as the server's magic-byte sniffer names them:
    /// image/jpeg, image/png, image/webp, image/heic, image/avif, image/svg+xml, application/pdf.
    virtual void set_accepts(std::vector<std::string> media_types) = 0;

    /// The page: a module at `entry` that exports `mount(root, host)`, style sheets, and `locales/<tag>.json`.
    virtual void set_page(std::span<const Asset> assets, std::string entry, std::vector<std::string> styles) = 0;

    virtual void set_processor(std::unique_ptr<Processor> processor) = 0;
    virtual void set_inspector(std::unique_ptr<Inspector> inspector) = 0;
    virtual void add_operation(std::string name, Audience audience, std::unique_ptr<Operation> operation,
                               CallFiles files = CallFiles::named) = 0;

    virtual void set_presentation(Presentation presentation) = 0;
    /// Uploads and the submission's data stay until the result expires, for operations called by the backend.
    virtual void set_retention(bool retains) = 0;
    virtual void set_upload_limit(UploadLimit limit) = 0;
    virtual void add_upload_form(UploadForm form) = 0;
    virtual void add_submit_form(SubmitForm form) = 0;

protected:
    Registry() = default;
    Registry(const Registry&) = default;
    Registry& operator=(const Registry&) = default;
};

}  // namespace baton
