#include "core/session/footprint.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <string_view>

namespace baton::core::session {

namespace json = boost::json;

namespace {

/// One without anything that is asked for or comes later, events and lease included: measured, see decision 0038.
constexpr std::uint64_t bare_session = 640;
/// What the allocator adds to each piece.
constexpr std::uint64_t per_piece = 16;

std::uint64_t text_bytes(std::string_view text) {
    constexpr std::size_t stored_inside = 15;
    return text.size() <= stored_inside ? 0 : text.size() + per_piece;
}

/// What lies behind a value, which itself is counted where it lies. As deep as the parser allowed.
std::uint64_t json_bytes(const json::value& value);

std::uint64_t json_bytes(const json::object& object) {
    // A member is a value and where its name is; a table to find it comes with it.
    constexpr std::uint64_t per_member = sizeof(json::key_value_pair) + 8;
    std::uint64_t bytes = object.empty() ? 0 : per_piece;
    for (const auto& member : object) {
        bytes += per_member + member.key().size() + per_piece + json_bytes(member.value());
    }
    return bytes;
}

std::uint64_t json_bytes(const json::value& value) {
    if (const auto* text = value.if_string()) return text_bytes({text->data(), text->size()});
    if (const auto* object = value.if_object()) return json_bytes(*object);
    const auto* array = value.if_array();
    if (array == nullptr) return 0;
    std::uint64_t bytes = array->empty() ? 0 : per_piece;
    for (const auto& element : *array) bytes += sizeof(json::value) + json_bytes(element);
    return bytes;
}

std::uint64_t extras_bytes(const Extras& extras) {
    if (extras == Extras{}) return 0;
    return sizeof(Extras) + per_piece + text_bytes(extras.intro_text) + text_bytes(extras.locale) +
           text_bytes(extras.return_url) + json_bytes(extras.metadata) + json_bytes(extras.options);
}

std::uint64_t file_bytes(const File& file) {
    return text_bytes(file.key) + text_bytes(file.content_type) + text_bytes(file.filename) + text_bytes(file.sha256) +
           json_bytes(file.info);
}

}  // namespace

std::uint64_t footprint(const Session& session) {
    std::uint64_t bytes = bare_session + extras_bytes(session.spec->extras());
    for (const auto& upload : session.uploads) {
        bytes += sizeof(Upload) + file_bytes(upload.file);
        if (upload.kept) bytes += sizeof(File) + per_piece + file_bytes(*upload.kept);
    }
    for (const auto& item : session.items) bytes += sizeof(File) + file_bytes(item);
    if (session.result) bytes += sizeof(json::object) + per_piece + json_bytes(*session.result);
    return bytes;
}

}  // namespace baton::core::session
