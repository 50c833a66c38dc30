#include "actions/scan/submission/result_files.hpp"

#include <boost/json/parse.hpp>

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace baton::scan {
namespace {

namespace json = boost::json;

RenderedPage image(Coding coding) {
    RenderedPage page;
    page.size = {3, 4};
    page.coding = coding;
    page.bytes = {std::byte{1}};
    return page;
}

std::vector<RenderedPages> documents(const std::vector<std::vector<Coding>>& codings) {
    std::vector<RenderedPages> made;
    for (const auto& pages : codings) {
        auto& document = made.emplace_back();
        for (const Coding coding : pages) document.push_back(image(coding));
    }
    return made;
}

TEST_CASE("images: one file per page, each named and numbered where there are several") {
    const auto outcome = result_files(documents({{Coding::jpeg, Coding::png}, {Coding::jpeg}}), "images", {});
    REQUIRE(outcome.has_value());
    std::string names;
    for (const auto& file : outcome->files) names += file.filename + " ";
    CHECK(names == "scan-1-1.jpg scan-1-2.png scan-2.jpg ");
    CHECK(outcome->result == json::parse(R"({"documents":[
        {"pages":[{"url":{"$download":0},"content_type":"image/jpeg"},{"url":{"$download":1},"content_type":"image/png"}]},
        {"pages":[{"url":{"$download":2},"content_type":"image/jpeg"}]}]})"));
    const auto one = result_files(documents({{Coding::jpeg}}), "images", {});
    CHECK(one->files.at(0).filename == "scan.jpg");
}

TEST_CASE("a page alone becomes a file of the session's format") {
    const auto file = page_file({image(Coding::png)}, "images", {}, "page");
    REQUIRE(file.has_value());
    CHECK(file->filename == "page.png");
    CHECK(file->content_type == "image/png");
}

}  // namespace
}  // namespace baton::scan
