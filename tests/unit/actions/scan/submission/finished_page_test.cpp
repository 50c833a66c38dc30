#include "actions/scan/submission/finished_page.hpp"

#include <doctest/doctest.h>

#include <string_view>
#include <vector>

namespace baton::scan {
namespace {

RenderedPage small_page() {
    RenderedPage page;
    page.mode = Mode::gray;
    page.size = {3, 4};
    page.dpi = 200;
    page.bytes = {std::byte{1}, std::byte{2}};
    return page;
}

/// A session whose only original cannot be rendered, with what was kept of it.
struct Session {
    explicit Session(const PageParameters& parameters, const RenderOptions& options) {
        files.push_back({"p1", "image/jpeg", "", {}, {}});
        const WantedPage wanted{&files[0], parameters, "/data/documents/0/pages/0"};
        kept = keep_page({small_page()}, wanted, options);
        files.push_back({"", kept.file.content_type, "", kept.file.bytes, kept.info, kept.of});
    }
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    bool finds(const PageParameters& parameters, const RenderOptions& options) const {
        const WantedPage wanted{&files[0], parameters, "/data/documents/0/pages/0"};
        const auto page = finished_page(wanted, files, options);
        if (page) {
            CHECK(page->front().size.width == 3);
            CHECK(page->front().bytes == small_page().bytes);
        }
        return page.has_value();
    }

    KeptFile kept;
    std::vector<InputFile> files;
};

TEST_CASE("a page that was kept is taken, and no other one") {
    const PageParameters parameters{Quad{{cv::Point2d{0, 0}, {90, 0}, {90, 90}, {0, 90}}}, Mode::bw, 90};
    RenderOptions options;
    const Session session{parameters, options};
    CHECK(session.finds(parameters, options));

    auto other = parameters;
    other.quad->corners[2].x = 90.5;
    CHECK_FALSE(session.finds(other, options));
    other = parameters;
    other.quad.reset();
    CHECK_FALSE(session.finds(other, options));
    other = parameters;
    other.mode = Mode::gray;
    CHECK_FALSE(session.finds(other, options));
    other = parameters;
    other.rotation = 0;
    CHECK_FALSE(session.finds(other, options));
    auto image = options;
    image.target = Target::jpeg;
    CHECK_FALSE(session.finds(parameters, image));
    auto text = options;
    text.languages = "eng";
    CHECK_FALSE(session.finds(parameters, text));
    text = options;
    text.paper = media::Paper::a4;
    CHECK_FALSE(session.finds(parameters, text));
    auto cut = options;
    cut.cut_long = true;
    CHECK_FALSE(session.finds(parameters, cut));
}

TEST_CASE("the session's format and options decide what pages are made for") {
    const Ground ground;
    Options options;
    options.ocr = "eng";
    CHECK(render_options("pdf", options, ground).target == Target::pdf);
    CHECK(render_options("pdf", options, ground).languages == "eng");
    CHECK(render_options("pdf", options, ground).paper == media::Paper::fit);
    CHECK(render_options("images", options, ground).target == Target::jpeg);
    CHECK(render_options("images", options, ground).languages.empty());
    options.png = true;
    CHECK(render_options("images", options, ground).target == Target::png);
    options.cut_long = true;
    CHECK(render_options("pdf", options, ground).cut_long);
    CHECK_FALSE(render_options("images", options, ground).cut_long);
    options.document.paper = media::Paper::letter;
    CHECK_FALSE(render_options("pdf", options, ground).cut_long);
    CHECK(render_options("pdf", options, ground).paper == media::Paper::letter);
}

}  // namespace
}  // namespace baton::scan
