#include "core/net/header_parser.hpp"

namespace baton::core::net {

HeaderParser::HeaderParser() {
    header_limit(header_bytes_limit);
    // The routes have limits of their own, enforced while the body is read.
    body_limit(boost::none);
    text_.reserve(512);
    entries_.reserve(16);
}

std::vector<http::Request::Field> HeaderParser::fields() const {
    std::vector<http::Request::Field> fields;
    fields.reserve(entries_.size());
    std::string_view rest = std::string_view{text_}.substr(target_size_);
    for (const auto& entry : entries_) {
        fields.push_back({entry.id, rest.substr(0, entry.name_size), rest.substr(entry.name_size, entry.value_size)});
        rest.remove_prefix(entry.name_size + entry.value_size);
    }
    return fields;
}

void HeaderParser::on_request_impl(http::Verb method, view, view target, int version, error_code&) {
    method_ = method;
    version_ = static_cast<unsigned>(version);
    text_.append(target.data(), target.size());
    target_size_ = target.size();
}

void HeaderParser::on_field_impl(http::FieldName id, view name, view value, error_code&) {
    // Trailer fields of a chunked body come here too; nobody reads them, and the views of `fields` must stay.
    if (header_complete_) return;
    text_.append(name.data(), name.size()).append(value.data(), value.size());
    entries_.push_back({id, static_cast<std::uint32_t>(name.size()), static_cast<std::uint32_t>(value.size())});
}

std::size_t HeaderParser::on_body_impl(view body, error_code&) {
    body_ = {body.data(), body.size()};
    return body.size();
}

std::size_t HeaderParser::on_chunk_body_impl(std::uint64_t, view body, error_code&) {
    body_ = {body.data(), body.size()};
    return body.size();
}

}  // namespace baton::core::net
