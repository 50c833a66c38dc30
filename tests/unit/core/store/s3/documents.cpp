#include "core/store/s3/documents.hpp"

#include "core/store/s3/keys.hpp"
#include "core/store/s3/settings.hpp"

#include <doctest/doctest.h>

using namespace baton::core;
using namespace baton::core::store::s3;

TEST_CASE("keys: only our own form is ours") {
    const Id name = parse_id("0af1c2d3-e4f5-4a6b-8c7d-9e0f1a2b3c4d").value();
    const std::string key = "baton/files/0a/0af1c2d3-e4f5-4a6b-8c7d-9e0f1a2b3c4d";
    CHECK(key_of("baton/", name) == key);
    CHECK(parse_key("baton/", key) == name);
    for (const std::string& other :
         {key + "x", key + "/", "x" + key, std::string{"baton/files/0b/0af1c2d3-e4f5-4a6b-8c7d-9e0f1a2b3c4d"},
          std::string{"baton/files/0af1c2d3-e4f5-4a6b-8c7d-9e0f1a2b3c4d"},
          std::string{"other/files/0a/0af1c2d3-e4f5-4a6b-8c7d-9e0f1a2b3c4d"},
          std::string{"baton/files/0a/0AF1c2d3-e4f5-4a6b-8c7d-9e0f1a2b3c4d"},
          std::string{"baton/files/0A/0af1c2d3-e4f5-4a6b-8c7d-9e0f1a2b3c4d"}, std::string{"baton/files/"},
          std::string{"baton/installation"}, std::string{}}) {
        CAPTURE(other);
        CHECK_FALSE(parse_key("baton/", other));
    }
}

TEST_CASE("times of answers and documents") {
    CHECK(parse_http_date("Mon, 06 May 2024 07:08:09 GMT")->time_since_epoch().count() == 1714979289);
    CHECK(parse_http_date("Thu, 29 Feb 2024 23:59:59 GMT")->time_since_epoch().count() == 1709251199);
    CHECK(parse_iso_time("2024-05-06T07:08:09.123Z")->time_since_epoch().count() == 1714979289);
    CHECK(parse_iso_time("2024-05-06T07:08:09Z")->time_since_epoch().count() == 1714979289);
    for (const char* text :
         {"", "Mon, 06 May 2024 07:08:09 CET", "Mon, 06 Mai 2024 07:08:09 GMT", "Mon, 06 ayJ 2024 07:08:09 GMT",
          "Mon, 31 Feb 2024 07:08:09 GMT", "Mon, 06 May 2024 24:08:09 GMT", "Mon, 06 May 2024 07-08-09x GMT",
          "Monday, 06-May-24 07:08:09 GMT"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_http_date(text));
    }
    for (const char* text :
         {"", "2024-05-06 07:08:09Z", "2024-13-06T07:08:09Z", "2024-05-06T07:08:09+00:00", "2024-05-06"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_iso_time(text));
    }
}

TEST_CASE("a page of objects, with and without encoded keys, and where it goes on") {
    const auto page =
        parse_objects(R"(<?xml version="1.0"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">)"
                      "<EncodingType>url</EncodingType><IsTruncated>true</IsTruncated><NextContinuationToken>a&amp;b</"
                      "NextContinuationToken>"
                      "<Contents><Key>a%2Fb+c%zz</Key><LastModified>2024-05-06T07:08:09.000Z</LastModified></Contents>"
                      "</ListBucketResult>");
    REQUIRE(page.has_value());
    REQUIRE(page->entries.size() == 1);
    CHECK(page->entries[0].key == "a/b c%zz");
    CHECK(page->next == Pairs{{"continuation-token", "a&b"}});
    const auto plain = parse_objects(
        "<ListBucketResult><Contents><Key>a%2Fb+c</Key><LastModified>2024-05-06T07:08:09Z"
        "</LastModified></Contents></ListBucketResult>");
    CHECK(plain->entries[0].key == "a%2Fb+c");
    CHECK(plain->next.empty());
    CHECK(parse_objects("<ListBucketResult/>")->entries.empty());
}

TEST_CASE("documents that are none, or would go on for ever") {
    for (const char* text : {"", "<html>", "<Error><Code>x</Code></Error>", "{}",
                             "<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>",
                             "<ListBucketResult><Contents><Key>a</Key></Contents></ListBucketResult>"}) {
        CAPTURE(text);
        CHECK(parse_objects(text).has_error());
    }
    CHECK(parse_uploads("<ListBucketResult/>").has_error());
    CHECK(parse_upload_id("<InitiateMultipartUploadResult/>").has_error());
    CHECK(parse_upload_id("<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>")
              .value() == "u");
}

TEST_CASE("an error's code comes into a log only if it looks like one") {
    CHECK(error_code("<Error><Code>AccessDenied</Code><Message>m</Message></Error>") == "AccessDenied");
    CHECK(error_code("<Error><Code>no secret=x\n</Code></Error>").empty());
    CHECK(error_code("<html/>").empty());
    CHECK(is_error("<Error/>"));
    CHECK_FALSE(is_error("<CompleteMultipartUploadResult/>"));
}

TEST_CASE("the parts of an upload") {
    CHECK(parts_document({"\"a\"", "<b>"}) ==
          "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>\"a\"</ETag></Part>"
          "<Part><PartNumber>2</PartNumber><ETag>&lt;b&gt;</ETag></Part></CompleteMultipartUpload>");
}

TEST_CASE("settings that are wrong are named, and secrets are not") {
    const Settings good{.endpoint = "https://s3.example.org",
                        .bucket = "my-bucket",
                        .access_key_id = "AKID",
                        .secret_access_key = "sec/ret+"};
    CHECK(check_settings(good).has_value());
    CHECK(over_tls(good));
    const auto says = [&](auto change) {
        Settings settings = good;
        change(settings);
        const auto checked = check_settings(settings);
        REQUIRE(checked.has_error());
        CHECK(checked.error().detail.find("ret") == std::string::npos);
        return checked.error().detail.substr(0, checked.error().detail.find(':'));
    };
    CHECK(says([](Settings& s) { s.endpoint = "s3.example.org"; }) == "S3_ENDPOINT");
    CHECK(says([](Settings& s) { s.endpoint = "https://s3.example.org/path"; }) == "S3_ENDPOINT");
    CHECK(says([](Settings& s) { s.bucket = "My_Bucket"; }) == "S3_BUCKET");
    CHECK(says([](Settings& s) { s.bucket = "a/../b"; }) == "S3_BUCKET");
    CHECK(says([](Settings& s) { s.region = ""; }) == "S3_REGION");
    for (const char* prefix : {"", "/", "baton", "/baton/", "a//b/", "../", "a/./", "ba ton/", "b\xc3\xa4ton/"}) {
        CAPTURE(prefix);
        CHECK(says([&](Settings& s) { s.prefix = prefix; }) == "S3_PREFIX");
    }
    CHECK(says([](Settings& s) { s.access_key_id = "a\nb"; }) == "S3_ACCESS_KEY_ID");
    CHECK(says([](Settings& s) { s.secret_access_key = "secret\n"; }) == "S3_SECRET_ACCESS_KEY");
    CHECK(says([](Settings& s) { s.secret_access_key = ""; }) == "S3_SECRET_ACCESS_KEY");
}
