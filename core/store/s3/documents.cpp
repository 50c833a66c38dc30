#include "core/store/s3/documents.hpp"

#include "core/base/hex.hpp"
#include "core/base/text.hpp"

#include <pugixml.hpp>

namespace baton::core::store::s3 {

namespace {

Problem unreadable(std::string_view what) {
    return problem(errc::unavailable, "S3: " + std::string{what} + " cannot be read: is it an S3 server?");
}

bool load(pugi::xml_document& document, std::string_view text) {
    return document.load_buffer(text.data(), text.size(), pugi::parse_default, pugi::encoding_utf8);
}

/// What `encoding-type=url` made of a key.
std::string unescaped(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        unsigned char byte = 0;
        if (text[at] == '%' && at + 2 < text.size() && from_hex(text.substr(at + 1, 2), {&byte, 1})) {
            out += static_cast<char>(byte);
            at += 2;
        } else {
            out += text[at] == '+' ? ' ' : text[at];
        }
    }
    return out;
}

std::string key_in(const pugi::xml_node& entry, const pugi::xml_node& root) {
    const std::string key = entry.child_value("Key");
    return std::string_view{root.child_value("EncodingType")} == "url" ? unescaped(key) : key;
}

bool is_truncated(const pugi::xml_node& root) {
    return std::string_view{root.child_value("IsTruncated")} == "true";
}

}  // namespace

std::string error_code(std::string_view text) {
    pugi::xml_document document;
    if (!load(document, text)) return {};
    // Only what looks like a code comes into a log.
    const std::string code = document.child("Error").child_value("Code");
    const bool plain = code.size() <= 64 && code.find_first_not_of(
                                                "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                                "0123456789.") == std::string::npos;
    return plain ? code : std::string{};
}

bool is_error(std::string_view text) {
    pugi::xml_document document;
    return load(document, text) && document.child("Error");
}

result<Page> parse_objects(std::string_view text) {
    pugi::xml_document document;
    load(document, text);
    const auto root = document.child("ListBucketResult");
    if (!root) return unreadable("a listing");
    Page page;
    for (const auto& entry : root.children("Contents")) {
        const auto time = parse_iso_time(entry.child_value("LastModified"));
        if (!time) return unreadable("the time of an object");
        page.entries.push_back({key_in(entry, root), {}, *time});
    }
    if (!is_truncated(root)) return page;
    const std::string token = root.child_value("NextContinuationToken");
    // Without it the same page would come again, for ever.
    if (token.empty()) return unreadable("a listing's continuation");
    page.next = {{"continuation-token", token}};
    return page;
}

result<Page> parse_uploads(std::string_view text) {
    pugi::xml_document document;
    load(document, text);
    const auto root = document.child("ListMultipartUploadsResult");
    if (!root) return unreadable("a listing of uploads");
    Page page;
    for (const auto& entry : root.children("Upload")) {
        const auto time = parse_iso_time(entry.child_value("Initiated"));
        if (!time) return unreadable("the time of an upload");
        page.entries.push_back({key_in(entry, root), entry.child_value("UploadId"), *time});
    }
    if (!is_truncated(root)) return page;
    page.next = {{"key-marker", root.child_value("NextKeyMarker")},
                 {"upload-id-marker", root.child_value("NextUploadIdMarker")}};
    return page;
}

result<std::string> parse_upload_id(std::string_view text) {
    pugi::xml_document document;
    load(document, text);
    std::string id = document.child("InitiateMultipartUploadResult").child_value("UploadId");
    if (id.empty() || has_control_characters(id)) return unreadable("the id of an upload");
    return id;
}

std::string parts_document(const std::vector<std::string>& etags) {
    pugi::xml_document document;
    auto root = document.append_child("CompleteMultipartUpload");
    for (std::size_t at = 0; at < etags.size(); ++at) {
        auto part = root.append_child("Part");
        part.append_child("PartNumber").text() = static_cast<unsigned>(at + 1);
        part.append_child("ETag").text() = etags[at].c_str();
    }
    struct Writer final : pugi::xml_writer {
        std::string text;
        void write(const void* data, std::size_t size) override { text.append(static_cast<const char*>(data), size); }
    } writer;
    document.save(writer, "", pugi::format_raw | pugi::format_no_declaration);
    return writer.text;
}

}  // namespace baton::core::store::s3
