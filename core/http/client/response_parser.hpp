#pragma once

#include "core/http/client/request.hpp"

#include <boost/beast/http/basic_parser.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

namespace baton::core::http::client {

/// Beast's parser for one answer, keeping its head and handing each piece of body to whoever drives it: no answer is
/// ever held as a whole.
// decision 0105
class ResponseParser : public boost::beast::http::basic_parser<false> {
public:
    /// `no_body`: the answer has none whatever its head says, as to HEAD.
    ResponseParser(std::uint32_t header_bytes, bool no_body);

    unsigned status() const { return status_; }
    Fields take_fields() { return std::move(fields_); }

    /// The body's bytes that the last `put` produced, within its input; cleared by the call.
    std::span<const std::byte> take_body() { return std::exchange(body_, {}); }

private:
    using error_code = boost::beast::error_code;
    using view = boost::beast::string_view;

    void on_request_impl(boost::beast::http::verb, view, view, int, error_code&) override {}
    void on_response_impl(int status, view reason, int version, error_code& ec) override;
    void on_field_impl(boost::beast::http::field id, view name, view value, error_code& ec) override;
    void on_header_impl(error_code&) override { header_complete_ = true; }
    void on_body_init_impl(boost::optional<std::uint64_t> const&, error_code&) override {}
    std::size_t on_body_impl(view body, error_code& ec) override;
    void on_chunk_header_impl(std::uint64_t, view, error_code&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t left, view body, error_code& ec) override;
    void on_finish_impl(error_code&) override {}

    unsigned status_ = 0;
    Fields fields_;
    std::span<const std::byte> body_;
    bool header_complete_ = false;
};

}  // namespace baton::core::http::client
