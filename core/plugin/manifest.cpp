#include "core/plugin/manifest.hpp"

#include "core/action/reserved_ids.hpp"
#include "core/base/object_reader.hpp"
#include "core/base/text.hpp"

#include <baton/version.hpp>

#include <boost/json/parse.hpp>

#include <charconv>
#include <fstream>
#include <utility>

namespace baton::core::plugin {

namespace {

constexpr std::size_t max_file = 64 * 1024;

struct SdkVersion {
    unsigned major = 0;
    unsigned minor = 0;
};

std::optional<SdkVersion> parse_sdk_version(std::string_view text) {
    SdkVersion version;
    const char* end = text.data() + text.size();
    const auto [dot, error] = std::from_chars(text.data(), end, version.major);
    if (error != std::errc{} || dot == end || *dot != '.') return std::nullopt;
    const auto [rest, minor_error] = std::from_chars(dot + 1, end, version.minor);
    if (minor_error != std::errc{} || rest != end) return std::nullopt;
    return version;
}

}  // namespace

result<Manifest> parse_manifest(std::string_view text) {
    boost::system::error_code error;
    const auto document = boost::json::parse(boost::json::string_view{text.data(), text.size()}, error);
    if (error || !document.is_object()) return problem(errc::internal, "its manifest is not a JSON object");

    ObjectReader reader{document.get_object(), "its manifest"};
    Manifest manifest;
    manifest.id = reader.string("id", 64);
    manifest.version = reader.string("version", 64);
    manifest.sdk_version = reader.string("sdk_version", 16);
    ObjectReader abi{reader.object("abi"), "its manifest's abi"};
    if (auto read = reader.finish(); !read) return read.error();
    manifest.compiler = abi.string("compiler", 128);
    manifest.stdlib = abi.string("stdlib", 32);
    manifest.boost = abi.string("boost", 16);
    if (!is_id(manifest.id)) abi.fail("'id' must be 1 to 32 of a-z, 0-9, _ and -");
    if (!parse_sdk_version(manifest.sdk_version)) abi.fail("'sdk_version' must be MAJOR.MINOR");
    if (auto read = abi.finish(); !read) return read.error();
    if (action::is_reserved_id(manifest.id)) {
        return problem(errc::internal, "no action may be called '" + manifest.id + "': /s/:id/" + manifest.id +
                                           " is a route of the server");
    }
    return manifest;
}

result<Manifest> read_manifest(const std::filesystem::path& file) {
    std::ifstream stream{file, std::ios::binary};
    if (!stream) return problem(errc::internal, "its manifest " + file.filename().string() + " cannot be read");
    std::string text(max_file + 1, '\0');
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(stream.gcount()));
    if (text.size() > max_file) return problem(errc::internal, "its manifest is larger than 64 KiB");
    auto manifest = parse_manifest(text);
    if (manifest && manifest->id != file.stem().string()) {
        return problem(errc::internal, "its manifest's id is '" + manifest->id + "', which is not the file's name");
    }
    return manifest;
}

std::optional<std::string> abi_mismatch(const Manifest& manifest) {
    const auto ours = *parse_sdk_version(BATON_SDK_VERSION);
    const auto theirs = parse_sdk_version(manifest.sdk_version);
    const auto differs = [](std::string_view what, std::string_view theirs_text, std::string_view ours_text) {
        return "was built with " + std::string{what} + " " + one_line(theirs_text, 64) + ", this server with " +
               std::string{ours_text};
    };
    if (!theirs || theirs->major != ours.major || theirs->minor > ours.minor) {
        return differs("SDK", manifest.sdk_version, BATON_SDK_VERSION);
    }
    if (manifest.stdlib != compiled_abi.stdlib) {
        return differs("C++ standard library", manifest.stdlib, compiled_abi.stdlib);
    }
    if (manifest.boost != compiled_abi.boost) return differs("Boost", manifest.boost, compiled_abi.boost);
    return std::nullopt;
}

}  // namespace baton::core::plugin
