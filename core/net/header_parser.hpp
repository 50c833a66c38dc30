#pragma once

#include "core/http/request.hpp"

#include <boost/beast/http/basic_parser.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace baton::core::net {

/// Request lines and headers beyond this are answered with 431.
inline constexpr std::uint32_t header_bytes_limit = 16 * 1024;

/// Beast's incremental HTTP/1 parser, keeping what it sees in one string instead of a map of nodes, and handing
/// each piece of body to whoever drives it. One object parses one request.
// decision 0002
class HeaderParser : public boost::beast::http::basic_parser<true> {
public:
    HeaderParser();

    http::Verb method() const { return method_; }
    unsigned version() const { return version_; }
    std::string_view target() const { return std::string_view{text_}.substr(0, target_size_); }
    /// Views into the parser; valid until it is destroyed.
    std::vector<http::Request::Field> fields() const;

    /// The body bytes the last `put` produced (views into its input), cleared by the call.
    std::string_view take_body() { return std::exchange(body_, {}); }

private:
    struct Entry {
        http::FieldName id;
        std::uint32_t name_size;
        std::uint32_t value_size;
    };
    using error_code = boost::beast::error_code;
    using view = boost::beast::string_view;

    void on_request_impl(http::Verb method, view method_text, view target, int version, error_code& ec) override;
    void on_response_impl(int, view, int, error_code&) override {}
    void on_field_impl(http::FieldName id, view name, view value, error_code& ec) override;
    void on_header_impl(error_code&) override { header_complete_ = true; }
    void on_body_init_impl(boost::optional<std::uint64_t> const&, error_code&) override {}
    std::size_t on_body_impl(view body, error_code&) override;
    void on_chunk_header_impl(std::uint64_t, view, error_code&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, view body, error_code&) override;
    void on_finish_impl(error_code&) override {}

    http::Verb method_ = http::Verb::unknown;
    unsigned version_ = 11;
    std::string text_;  ///< the target, then name and value of each field
    std::size_t target_size_ = 0;
    std::vector<Entry> entries_;
    std::string_view body_;
    bool header_complete_ = false;
};

}  // namespace baton::core::net
