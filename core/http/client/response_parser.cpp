#include "core/http/client/response_parser.hpp"

namespace baton::core::http::client {

namespace {

std::span<const std::byte> seen_bytes(boost::beast::string_view text) {
    return std::as_bytes(std::span{text.data(), text.size()});
}

}  // namespace

ResponseParser::ResponseParser(std::uint32_t header_bytes, bool no_body) {
    header_limit(header_bytes);
    // Whoever reads the body counts it: some answers are streamed, whatever their length.
    body_limit(boost::none);
    skip(no_body);
}

void ResponseParser::on_response_impl(int status, view, int, error_code&) {
    status_ = static_cast<unsigned>(status);
}

void ResponseParser::on_field_impl(boost::beast::http::field, view name, view value, error_code&) {
    // Trailer fields of a chunked body come here too; nobody reads them.
    if (header_complete_) return;
    fields_.emplace_back(std::string{name.data(), name.size()}, std::string{value.data(), value.size()});
}

std::size_t ResponseParser::on_body_impl(view body, error_code&) {
    body_ = seen_bytes(body);
    return body.size();
}

std::size_t ResponseParser::on_chunk_body_impl(std::uint64_t, view body, error_code&) {
    body_ = seen_bytes(body);
    return body.size();
}

}  // namespace baton::core::http::client
