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

TEST_CASE("what Windows takes for a device gets another name") {
    CHECK(safe_filename("CON.jpg", "jpg", "photo") == "_CON.jpg");
    CHECK(safe_filename("aux", "jpg", "photo") == "_aux.jpg");
    CHECK(safe_filename("nul.", "pdf", "photo") == "_nul.pdf");
    CHECK(safe_filename("Prn .png", "png", "photo") == "_Prn.png");
    CHECK(safe_filename("COM1.tar.gz", "jpg", "photo") == "_COM1.tar.jpg");
    CHECK(safe_filename("com0 . old.gz", "jpg", "photo") == "_com0 . old.jpg");
    CHECK(safe_filename("LPT\u00B9.jpg", "jpg", "photo") == "_LPT\u00B9.jpg");
    CHECK(safe_filename("Com\u00B3.jpg", "jpg", "photo") == "_Com\u00B3.jpg");
    CHECK(safe_filename("conout$.jpg", "jpg", "photo") == "_conout$.jpg");
    CHECK(safe_filename("...CON. . .jpg", "jpg", "photo") == "_CON.jpg");
    CHECK(safe_filename("", "jpg", "con") == "_con.jpg");
    const std::string longest = safe_filename("con." + std::string(200, 'x'), "jpg", "photo");
    CHECK(longest.starts_with("_con.xxx"));
    CHECK(longest.size() == safe_filename(std::string(200, 'x'), "jpg", "photo").size());
    CHECK(safe_filename("con." + std::string(110, 'x') + "\u00E9.old.jpg", "jpg", "photo").ends_with("x.jpg"));
}

TEST_CASE("names that only look like a device's stay, without dots and spaces at their ends") {
    for (const char* name : {"CONSOLE", "COM", "COM10", "LPTx", "com\u00B4", "AUXILIARY", "_con", "CON1"}) {
        CAPTURE(name);
        CHECK(safe_filename(name, "jpg", "photo") == std::string{name} + ".jpg");
    }
    CHECK(safe_filename("cat. . ..", "jpg", "photo") == "cat.jpg");
    CHECK(safe_filename("cat .jpg", "jpg", "photo") == "cat.jpg");
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
