#include "core/http/reported_body.hpp"

#include "core/file/blob.hpp"
#include "core/http/file_response.hpp"
#include "tests/unit/core/run.hpp"

#include <boost/asio/io_context.hpp>

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

using namespace baton::core;
using namespace baton::core::http;

namespace {

using Part = std::pair<std::uint64_t, std::uint64_t>;

struct World {
    boost::asio::io_context context;
    std::vector<Part> reported;

    ReportedBody::Report report() {
        return [this](std::uint64_t first, std::uint64_t size) { reported.emplace_back(first, size); };
    }
    std::size_t pull(BodyStream& body) { return run_on(context, body.next()).value().size(); }
};

file::FilePtr file_of(std::size_t size) {
    file::BlobWriter writer;
    const std::vector<std::byte> bytes(size);
    REQUIRE(writer.append(bytes).has_value());
    return writer.finish().value();
}

}  // namespace

TEST_CASE("bytes are reported when they have left, not when they are given") {
    World world;
    ReportedBody body{std::make_unique<TextBody>("text"), world.report()};
    CHECK(body.size() == 4);
    CHECK(world.pull(body) == 4);
    CHECK(world.reported.empty());
    CHECK(world.pull(body) == 0);
    CHECK(world.reported == std::vector{Part{0, 4}});
}

TEST_CASE("a file's bytes are reported by their place in the file") {
    World world;
    const auto file = file_of(200'000);
    Request request;
    request.method = Verb::get;
    request.fields.push_back({FieldName::range, "Range", "bytes=100000-"});
    const auto response = file_response(request, {file, "image/jpeg", "a.jpg", world.report()});
    REQUIRE(response.pieces);
    while (world.pull(*response.pieces) > 0) {
    }
    CHECK(world.reported == std::vector{Part{100'000, 65'536}, Part{165'536, 34'464}});
}

TEST_CASE("who only asks for the head, or for what is not there, is sent nothing, and who has it already everything") {
    World world;
    const auto file = file_of(10);
    Request request;
    request.method = Verb::head;
    (void)file_response(request, {file, "image/jpeg", "a.jpg", world.report()});
    request.method = Verb::get;
    request.fields.push_back({FieldName::range, "Range", "bytes=10-"});
    CHECK(file_response(request, {file, "image/jpeg", "a.jpg", world.report()}).status == 416);
    CHECK(world.reported.empty());
    const std::string etag = "\"" + file->sha256() + "\"";
    request.fields = {{FieldName::if_none_match, "If-None-Match", etag}};
    CHECK(file_response(request, {file, "image/jpeg", "a.jpg", world.report()}).status == 304);
    CHECK(world.reported == std::vector{Part{0, 10}});
}
