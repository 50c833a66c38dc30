#include "core/http/framing.hpp"

#include <doctest/doctest.h>

using namespace baton::core;
using namespace baton::core::http;

namespace {

Request carrying(std::vector<Request::Field> fields, unsigned version = 11) {
    Request request;
    request.version = version;
    request.fields = std::move(fields);
    return request;
}

const Request::Field host_line{FieldName::host, "Host", "x"};

Request::Field coding(std::string_view value) {
    return {FieldName::transfer_encoding, "Transfer-Encoding", value};
}

Request packed(std::vector<std::string_view> values) {
    Request request;
    for (const auto value : values) request.fields.push_back({FieldName::content_encoding, "Content-Encoding", value});
    return request;
}

}  // namespace

TEST_CASE("a packed body is refused by the name of its coding") {
    for (const std::string name : {"gzip", "x-gzip", "deflate", "br", "zstd", "compress", "x-compress"}) {
        CAPTURE(name);
        const auto refused = check_coding(packed({name}));
        REQUIRE_FALSE(refused.has_value());
        CHECK(refused.error().code == errc::unsupported_media);
        CHECK(refused.error().detail.starts_with("Content-Encoding " + name + " "));
    }
    CHECK_FALSE(check_coding(packed({"GZip"})).has_value());
    CHECK_FALSE(check_coding(packed({"identity,\t BR "})).has_value());
    CHECK_FALSE(check_coding(packed({"identity", "zstd"})).has_value());
}

TEST_CASE("identity and what is no content coding are ignored") {
    CHECK(check_coding({}).has_value());
    for (const char* value :
         {"", "identity", "IDENTITY", "utf-8", "nonsense", "gzipped", ",", "aws-chunked, identity"}) {
        CAPTURE(value);
        CHECK(check_coding(packed({value})).has_value());
    }
}

TEST_CASE("a request names one host, unless it is older than that") {
    CHECK(check_framing(carrying({host_line})).has_value());
    CHECK(check_framing(carrying({}, 10)).has_value());
    for (const auto& request : {carrying({}), carrying({host_line, host_line}), carrying({host_line, host_line}, 10)}) {
        const auto checked = check_framing(request);
        REQUIRE_FALSE(checked.has_value());
        CHECK(checked.error().code == errc::bad_request);
    }
}

TEST_CASE("the only transfer coding is chunked") {
    CHECK(check_framing(carrying({host_line, coding("Chunked")})).has_value());
    for (const char* value : {"", "gzip", "gzip, chunked", "chunked, gzip", "chunked, chunked", "xchunked"}) {
        CAPTURE(value);
        CHECK_FALSE(check_framing(carrying({host_line, coding(value)})).has_value());
    }
    CHECK_FALSE(check_framing(carrying({host_line, coding("gzip"), coding("chunked")})).has_value());
}
