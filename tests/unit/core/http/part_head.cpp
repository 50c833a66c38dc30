#include "core/http/part_head.hpp"

#include <doctest/doctest.h>

using namespace baton::core;
using namespace baton::core::http;

TEST_CASE("a boundary, quoted or not, anywhere among the parameters") {
    CHECK(form_boundary("multipart/form-data; boundary=abc").value() == "abc");
    CHECK(form_boundary("Multipart/Form-Data;charset=utf-8 ; BOUNDARY=\"a b:c\";").value() == "a b:c");
    CHECK(form_boundary("multipart/form-data; boundary=" + std::string(70, 'x')).value().size() == 70);
}

TEST_CASE("what is no form, and what has no usable boundary") {
    for (const char* other :
         {"", "application/json", "multipart/mixed; boundary=a", "multipart/form-datax; boundary=a"}) {
        CAPTURE(other);
        CHECK(form_boundary(other).error().code == errc::unsupported_media);
    }
    for (const std::string& broken :
         {std::string{"multipart/form-data"}, std::string{"multipart/form-data; boundary="},
          std::string{"multipart/form-data; boundary=\"a"}, std::string{"multipart/form-data; boundary=\"a \""},
          std::string{"multipart/form-data; boundary=a; boundary=b"},
          std::string{"multipart/form-data; boundary=\"a\rb\""}, std::string{"multipart/form-data; boundary=a b"},
          "multipart/form-data; boundary=" + std::string(71, 'x')}) {
        CAPTURE(broken);
        CHECK(form_boundary(broken).error().code == errc::bad_request);
    }
}

TEST_CASE("name, file name and type of a part") {
    const auto head = parse_part_head(
                          "content-disposition: form-data; name=\"file\"; filename=\"a \\\"b\\\" ä.jpg\"\r\n"
                          "Content-Type: image/jpeg\r\nX-Other: 1\r\n")
                          .value();
    CHECK(head.name == "file");
    CHECK(head.filename == "a \"b\" ä.jpg");
    CHECK(head.content_type == "image/jpeg");
    const auto field = parse_part_head("Content-Disposition:form-data;name=page_index\r\n").value();
    CHECK(field.name == "page_index");
    CHECK_FALSE(field.filename.has_value());
    CHECK(parse_part_head("Content-Disposition: form-data; name=a; filename=\"\"\r\n").value().filename == "");
    CHECK(parse_part_head("Content-Disposition: form-data; name=a; filename=\"C:\\x\\y.jpg\"\r\n").value().filename ==
          "C:\\x\\y.jpg");
}

TEST_CASE("broken headers of parts are refused") {
    for (const char* lines : {
             "",
             "Content-Type: image/png\r\n",
             "Content-Disposition: attachment; name=a\r\n",
             "Content-Disposition: form-data\r\n",
             "Content-Disposition: form-data; name=\"\"\r\n",
             "Content-Disposition: form-data; name=\"a\r\n",
             "Content-Disposition: form-data; name=a; name=b\r\n",
             "Content-Disposition: form-data; name=a; filename=b; filename=c\r\n",
             "Content-Disposition: form-data; name=a x\r\n",
             "Content-Disposition: form-data; name=a\r\nContent-Disposition: form-data; name=b\r\n",
             "Content-Disposition: form-data; name=a\r\nContent-Type: a/b\r\nContent-Type: c/d\r\n",
             "Content-Disposition: form-data; name=\"a\x01\"\r\n",
             "Content-Disposition: form-data; name=\"a\n\"\r\n",
             "Content-Disposition: form-data;\r\n name=a\r\n",
             "Content-Disposition : form-data; name=a\r\n",
             "Content-Disposition: form-data; name=a\r\nno colon\r\n",
             "Content-Disposition: form-data; name=a\r\nContent-Transfer-Encoding: base64\r\n",
             "Content-Disposition: form-data; name=a",
         }) {
        CAPTURE(lines);
        CHECK(parse_part_head(lines).error().code == errc::bad_request);
    }
}
