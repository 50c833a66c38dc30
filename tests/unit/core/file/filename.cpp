#include "core/file/filename.hpp"

#include <doctest/doctest.h>

using baton::core::file::safe_filename;

TEST_CASE("paths, control characters and hidden names are stripped") {
    CHECK(safe_filename("../../etc/passwd", "jpg", "photo") == "passwd.jpg");
    CHECK(safe_filename("C:\\Users\\me\\cat.png", "jpg", "photo") == "cat.jpg");
    CHECK(safe_filename("a\r\nb\x01.jpg", "jpg", "photo") == "ab.jpg");
    CHECK(safe_filename("a\u0085b.jpg", "jpg", "photo") == "ab.jpg");
    CHECK(safe_filename("\u202Egpj.exe", "jpg", "photo") == "gpj.jpg");
    CHECK(safe_filename(".htaccess", "jpg", "photo") == "htaccess.jpg");
    CHECK(safe_filename("a\"<b>|c.jpg", "jpg", "photo") == "abc.jpg");
}

TEST_CASE("the extension is what the file is") {
    CHECK(safe_filename("photo.HEIC", "pdf", "photo") == "photo.pdf");
    CHECK(safe_filename("archive.tar.gz", "jpg", "photo") == "archive.tar.jpg");
    CHECK(safe_filename("noext", "jpg", "photo") == "noext.jpg");
    CHECK(safe_filename("v1.2 final version", "jpg", "photo") == "v1.2 final version.jpg");
}

TEST_CASE("nothing usable takes the fallback") {
    for (const char* name : {"", ".", "..", "/", "...", "\x01\x02", "\xFF\xFE"}) {
        CAPTURE(name);
        CHECK(safe_filename(name, "jpg", "photo") == "photo.jpg");
    }
}

TEST_CASE("other scripts stay, broken UTF-8 goes, long names are cut") {
    CHECK(safe_filename("\u5199\u771f.jpg", "png", "photo") == "\u5199\u771f.png");
    CHECK(safe_filename("a\xC3.jpg", "jpg", "photo") == "a.jpg");
    for (const char* broken :
         {"\xE0\x80\xAF", "\xED\xA0\x80", "\xF0\x80\x80\xAF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80"}) {
        CHECK(safe_filename(broken, "jpg", "photo") == "photo.jpg");
    }
    CHECK(safe_filename("\U0001F4F7\uE000\uD7FF\u0800.jpg", "jpg", "photo") == "\U0001F4F7\uE000\uD7FF\u0800.jpg");
    CHECK(safe_filename(std::string(5000, 'x'), "jpg", "photo").size() <= 130);
}
