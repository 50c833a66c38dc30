#include "core/page/markdown.hpp"

#include <doctest/doctest.h>

using baton::core::page::escape_html;
using baton::core::page::markdown_to_html;

TEST_CASE("the subset") {
    CHECK(markdown_to_html("Hello **you** and *me*") ==
          "<p dir=\"auto\">Hello <strong>you</strong> and <em>me</em></p>");
    CHECK(markdown_to_html("# One\n#### Four") == "<h1 dir=\"auto\">One</h1><h3 dir=\"auto\">Four</h3>");
    CHECK(markdown_to_html("- a\n- b") == "<ul dir=\"auto\"><li>a</li><li>b</li></ul>");
    CHECK(markdown_to_html("1. a") == "<ol dir=\"auto\"><li>a</li></ol>");
    CHECK(markdown_to_html("> q") == "<blockquote dir=\"auto\"><p>q</p></blockquote>");
    CHECK(markdown_to_html("a  \nb") == "<p dir=\"auto\">a<br>b</p>");
    CHECK(markdown_to_html("AT&amp;T & co") == "<p dir=\"auto\">AT&amp;T &amp; co</p>");
    CHECK(markdown_to_html("[a](http://x/?a=1&amp;b=2)").find("?a=1&amp;b=2\"") != std::string::npos);
    CHECK(markdown_to_html("[bank](https://bank.example/?a=1&b=2)") ==
          "<p dir=\"auto\"><a href=\"https://bank.example/?a=1&amp;b=2\" rel=\"noopener noreferrer\">bank</a></p>");
}

TEST_CASE("each outermost block has the direction of its own text, and what is in it follows") {
    CHECK(markdown_to_html("one\n\n# two\n\n---") == "<p dir=\"auto\">one</p><h1 dir=\"auto\">two</h1><hr>");
    CHECK(markdown_to_html("- a\n\n  - b\n\nc") ==
          "<ul dir=\"auto\"><li><p>a</p><ul><li>b</li></ul></li></ul><p dir=\"auto\">c</p>");
    CHECK(markdown_to_html("> # q\n> - a\n\n    code") ==
          "<blockquote dir=\"auto\"><h1>q</h1><ul><li>a</li></ul></blockquote><pre dir=\"auto\">code\n</pre>");
}

TEST_CASE("no raw HTML, no script links, no pictures") {
    CHECK(markdown_to_html("<script>alert(1)</script>").find("<script") == std::string::npos);
    CHECK(markdown_to_html("<img src=x onerror=alert(1)>").find("<img") == std::string::npos);
    CHECK(markdown_to_html("a <b>c</b>") == "<p dir=\"auto\">a &lt;b&gt;c&lt;/b&gt;</p>");
    for (const char* target :
         {"javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "/relative", "//host/x",
          "javascript&colon;alert(1)", "&#106;avascript:alert(1)", "file:///etc/passwd"}) {
        CAPTURE(target);
        const std::string html = markdown_to_html("[x](" + std::string{target} + ")");
        CHECK(html == "<p dir=\"auto\">x</p>");
    }
    CHECK(markdown_to_html("![alt](https://a.example/x.png)") == "<p dir=\"auto\">alt</p>");
    CHECK(markdown_to_html("[x](https://a.example/\"onclick=\"y)").find("\"onclick") == std::string::npos);
}

TEST_CASE("spans that cross are closed before their block ends") {
    const std::string html = markdown_to_html("**xt **********https://bare.ex******https://bare.example\n\nnext");
    const auto count = [&](std::string_view tag) {
        std::size_t found = 0;
        for (auto at = html.find(tag); at != std::string::npos; at = html.find(tag, at + 1)) ++found;
        return found;
    };
    CHECK(count("<strong>") == count("</strong>"));
    CHECK(count("<a ") == count("</a>"));
    CHECK(html.ends_with("</p><p dir=\"auto\">next</p>"));
}

TEST_CASE("escaping") {
    CHECK(escape_html("<a href=\"x\" b='y'>&") == "&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt;&amp;");
}
