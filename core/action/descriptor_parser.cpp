#include "core/action/descriptor_parser.hpp"

#include "core/action/api_descriptor.hpp"
#include "core/action/options_schema.hpp"
#include "core/base/hex.hpp"
#include "core/base/object_reader.hpp"
#include "core/base/sha256.hpp"
#include "core/base/text.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace baton::core::action {

namespace {

constexpr std::size_t max_formats = 32;
constexpr std::size_t max_operations = 64;
constexpr std::size_t max_assets = 1024;
constexpr std::uint64_t max_asset_bytes = 64 * 1024 * 1024;
constexpr std::size_t hash_bytes = 10;  // of the digest, in a page's address

/// What the server's magic-byte sniffer can name; an action that accepts anything else would wait for it for ever.
constexpr std::array<std::string_view, 7> sniffed_bytes{"image/jpeg", "image/png",     "image/webp",     "image/heic",
                                                        "image/avif", "image/svg+xml", "application/pdf"};

bool is_extension(std::string_view text) {
    return is_id(text) && text.size() <= 16 && text.find_first_of("_-") == std::string_view::npos;
}

void read_formats(ObjectReader& reader, ActionDescriptor& action) {
    for (const auto& element : reader.array("formats", max_formats)) {
        if (!element.is_object()) return reader.fail("a format is no object");
        ObjectReader one{element.get_object()};
        Format format{one.string("id", 64), one.string("media_type", 127), one.string("extension", 16)};
        const bool is_default = one.boolean("default");
        const std::string name = "format '" + format.id + "'";
        if (!is_id(format.id)) one.fail(name + ": its id must be 1 to 32 of a-z, 0-9, _ and -");
        if (!is_media_type(format.media_type)) one.fail(name + ": '" + format.media_type + "' is no media type");
        if (!is_extension(format.extension)) one.fail(name + ": '" + format.extension + "' is no file extension");
        if (action.find_format(format.id) != nullptr) one.fail(name + " is registered twice");
        if (is_default && action.default_format) one.fail(name + " is a second default");
        if (auto read = one.finish(); !read) return reader.fail(read.error().detail);
        if (is_default) action.default_format = action.formats.size();
        action.formats.push_back(std::move(format));
    }
    if (action.formats.empty()) reader.fail("it registers no output format");
}

void read_accepts(ObjectReader& reader, ActionDescriptor& action) {
    action.accepts = read_strings(reader, "accepts", 32, 127);
    for (const auto& type : action.accepts) {
        if (std::ranges::find(sniffed_bytes, type) == sniffed_bytes.end()) {
            reader.fail("it accepts '" + type + "', which is none of " + join(sniffed_bytes));
        }
    }
}

void read_operations(ObjectReader& reader, ActionDescriptor& action) {
    for (const auto& element : reader.array("operations", max_operations)) {
        if (!element.is_object()) return reader.fail("an operation is no object");
        ObjectReader one{element.get_object()};
        OperationInfo operation{one.string("name", 64), one.boolean("backend"), one.boolean("all_files")};
        if (!is_id(operation.name)) {
            one.fail("operation '" + operation.name + "': its name must be 1 to 32 of a-z, 0-9, _ and -");
        }
        if (std::ranges::find(action.operations, operation.name, &OperationInfo::name) != action.operations.end()) {
            one.fail("operation '" + operation.name + "' is registered twice");
        }
        if (auto read = one.finish(); !read) return reader.fail(read.error().detail);
        action.operations.push_back(std::move(operation));
    }
}

/// Cuts the assets' bytes out of the one file they came in.
class AssetCutter {
public:
    explicit AssetCutter(std::string_view all) : rest_(all) {}

    std::string_view cut(ObjectReader& reader, std::string_view key) {
        const auto size = reader.number(key, max_asset_bytes);
        if (size > rest_.size()) {
            reader.fail("its bytes are not all there");
            return {};
        }
        const auto bytes = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return bytes;
    }
    bool done() const { return rest_.empty(); }

private:
    std::string_view rest_;
};

bool has_asset(const WebPage& page, std::string_view path) {
    return std::ranges::find(page.assets, path, &PageAsset::path) != page.assets.end();
}

void read_assets(ObjectReader& reader, std::string_view bytes, WebPage& page) {
    AssetCutter cutter{bytes};
    for (const auto& element : reader.array("assets", max_assets)) {
        if (!element.is_object()) return reader.fail("an asset is no object");
        ObjectReader one{element.get_object()};
        PageAsset asset{one.string("path", 256), one.string("media_type", 127), {}, {}, {}};
        const std::string name = "asset '" + asset.path + "'";
        if (!is_asset_path(asset.path)) one.fail(name + ": its path must be relative, of plain segments");
        if (!is_media_type(asset.media_type)) one.fail(name + ": '" + asset.media_type + "' is no media type");
        if (has_asset(page, asset.path)) one.fail(name + " is there twice");
        asset.identity = cutter.cut(one, "identity");
        asset.gzip = cutter.cut(one, "gzip");
        asset.brotli = cutter.cut(one, "brotli");
        if (auto read = one.finish(); !read) return reader.fail(read.error().detail);
        page.assets.push_back(std::move(asset));
    }
    if (!cutter.done()) reader.fail("more asset bytes than assets");
}

void read_locales(ObjectReader& reader, WebPage& page) {
    static constexpr std::string_view prefix = "locales/";
    static constexpr std::string_view suffix = ".json";
    for (const auto& asset : page.assets) {
        const std::string_view path = asset.path;
        if (!path.starts_with(prefix) || !path.ends_with(suffix)) continue;
        const auto tag = path.substr(prefix.size(), path.size() - prefix.size() - suffix.size());
        if (!is_locale_tag(tag)) reader.fail("asset '" + asset.path + "' does not name a locale");
        page.locales.emplace_back(tag);
    }
    std::ranges::sort(page.locales);
}

std::string page_hash(std::string_view index, std::string_view content_hash) {
    std::string text{index};
    text += content_hash;
    const auto digest = Sha256::of(text);
    return to_hex(std::span{digest}.first(hash_bytes));
}

/// A plugin without a page (no assets, no entry) is allowed: only a backend's own front end can serve it.
result<WebPage> read_page(const boost::json::object& object, std::shared_ptr<const file::Blob> assets) {
    WebPage page;
    std::string_view bytes;
    if (assets) {
        auto view = std::make_shared<file::BlobView>(assets);
        bytes = {reinterpret_cast<const char*>(view->bytes().data()), view->bytes().size()};
        page.storage = std::move(view);
        page.hash = page_hash(boost::json::serialize(object), assets->sha256());
    }
    ObjectReader reader{object, "its page"};
    page.entry = reader.string("entry", 256);
    page.styles = read_strings(reader, "styles", 32, 256);
    read_assets(reader, bytes, page);
    if (!page.entry.empty() || !page.assets.empty()) {
        if (!has_asset(page, page.entry)) reader.fail("the entry '" + page.entry + "' is not among its assets");
    }
    for (const auto& style : page.styles) {
        if (!has_asset(page, style)) reader.fail("the style '" + style + "' is not among its assets");
    }
    read_locales(reader, page);
    if (auto read = reader.finish(); !read) return read.error();
    return page;
}

}  // namespace

result<ActionDescriptor> parse_descriptor(std::string id, std::string version, const boost::json::object& registration,
                                          std::shared_ptr<const file::Blob> assets) {
    if (assets && assets->size() > max_asset_bytes) return problem(errc::internal, "its assets are larger than 64 MiB");
    ActionDescriptor action;
    action.id = std::move(id);
    action.version = std::move(version);

    ObjectReader reader{registration};
    read_formats(reader, action);
    action.options_schema = reader.object("options");
    read_accepts(reader, action);
    if (!reader.boolean("processor")) reader.fail("it registers no processor");
    action.inspects = reader.boolean("inspector");
    read_operations(reader, action);
    const auto& page_object = reader.object("page");
    if (auto schema = check_schema(action.options_schema); !schema) {
        reader.fail(schema.error().detail);
    } else {
        read_api_additions(reader, action);
    }
    if (auto read = reader.finish(); !read) return read.error();

    auto page = read_page(page_object, std::move(assets));
    if (!page) return page.error();
    action.page = std::move(*page);
    return action;
}

}  // namespace baton::core::action
