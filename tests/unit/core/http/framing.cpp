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

}  // namespace

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
