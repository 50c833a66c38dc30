#include "core/page/markdown.hpp"

#include <doctest/doctest.h>

using baton::core::page::escape_html;
using baton::core::page::markdown_to_html;

TEST_CASE("the subset") {
    CHECK(markdown_to_html("Hello **you** and *me*") == "<p>Hello <strong>you</strong> and <em>me</em></p>");
    CHECK(markdown_to_html("# One\n#### Four") == "<h1>One</h1><h3>Four</h3>");
    CHECK(markdown_to_html("- a\n- b") == "<ul><li>a</li><li>b</li></ul>");
    CHECK(markdown_to_html("1. a") == "<ol><li>a</li></ol>");
    CHECK(markdown_to_html("> q") == "<blockquote><p>q</p></blockquote>");
    CHECK(markdown_to_html("a  \nb") == "<p>a<br>b</p>");
    CHECK(markdown_to_html("AT&amp;T & co") == "<p>AT&amp;T &amp; co</p>");
    CHECK(markdown_to_html("[a](http://x/?a=1&amp;b=2)").find("?a=1&amp;b=2\"") != std::string::npos);
    CHECK(markdown_to_html("[bank](https://bank.example/?a=1&b=2)") ==
          "<p><a href=\"https://bank.example/?a=1&amp;b=2\" rel=\"noopener noreferrer\">bank</a></p>");
}

TEST_CASE("no raw HTML, no script links, no pictures") {
    CHECK(markdown_to_html("<script>alert(1)</script>").find("<script") == std::string::npos);
    CHECK(markdown_to_html("<img src=x onerror=alert(1)>").find("<img") == std::string::npos);
    CHECK(markdown_to_html("a <b>c</b>") == "<p>a &lt;b&gt;c&lt;/b&gt;</p>");
    for (const char* target :
         {"javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "/relative", "//host/x",
          "javascript&colon;alert(1)", "&#106;avascript:alert(1)", "file:///etc/passwd"}) {
        CAPTURE(target);
        const std::string html = markdown_to_html("[x](" + std::string{target} + ")");
        CHECK(html == "<p>x</p>");
    }
    CHECK(markdown_to_html("![alt](https://a.example/x.png)") == "<p>alt</p>");
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
    CHECK(html.ends_with("</p><p>next</p>"));
}

TEST_CASE("escaping") {
    CHECK(escape_html("<a href=\"x\" b='y'>&") == "&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt;&amp;");
}
