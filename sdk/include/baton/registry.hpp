#pragma once

#include <baton/export.hpp>
#include <baton/processor.hpp>

#include <boost/json/object.hpp>

#include <cstddef>
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
    /// image/jpeg, image/png, image/webp, image/heic, image/svg+xml, application/pdf.
    virtual void set_accepts(std::vector<std::string> media_types) = 0;

    /// The page: a module at `entry` that exports `mount(root, host)`, style sheets, and `locales/<tag>.json`.
    virtual void set_page(std::span<const Asset> assets, std::string entry, std::vector<std::string> styles) = 0;

    virtual void set_processor(std::unique_ptr<Processor> processor) = 0;
    virtual void set_inspector(std::unique_ptr<Inspector> inspector) = 0;
    virtual void add_operation(std::string name, Audience audience, std::unique_ptr<Operation> operation) = 0;

protected:
    Registry() = default;
    Registry(const Registry&) = default;
    Registry& operator=(const Registry&) = default;
};

}  // namespace baton
