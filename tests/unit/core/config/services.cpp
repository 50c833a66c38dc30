#include "core/config/services.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace baton::core::config;

namespace {

struct Case {
    const char* what;
    Variables given;
    const char* service;
    bool only;
    Variables seen;
};

const std::vector<Case> cases{
    {"the only one has the plain names", {{"DATA_DIR", "/d"}}, "relay", true, {{"DATA_DIR", "/d"}}},
    {"its own name comes first", {{"DATA_DIR", "/d"}, {"RELAY_DATA_DIR", "/r"}}, "relay", true, {{"DATA_DIR", "/r"}}},
    {"one of several has a directory of its own", {{"DATA_DIR", "/d/"}}, "relay", false, {{"DATA_DIR", "/d/relay"}}},
    {"its own directory is not divided", {{"RELAY_DATA_DIR", "/r"}}, "relay", false, {{"DATA_DIR", "/r"}}},
    {"sessions stay where they were", {{"DATA_DIR", "/d"}}, "session", false, {{"DATA_DIR", "/d"}}},
    {"the database is shared", {{"DATABASE_URL", "p"}}, "relay", false, {{"DATABASE_URL", "p"}}},
    {"its own database is not",
     {{"DATABASE_URL", "p"}, {"RELAY_DATABASE_URL", "r"}},
     "relay",
     false,
     {{"DATABASE_URL", "r"}}},
    {"its own directory stands for the shared database and bucket",
     {{"DATABASE_URL", "p"}, {"DATABASE_LISTEN_URL", "l"}, {"S3_BUCKET", "b"}, {"RELAY_DATA_DIR", "/r"}},
     "relay",
     false,
     {{"DATA_DIR", "/r"}}},
    {"its own database keeps the shared bucket",
     {{"S3_BUCKET", "b"}, {"RELAY_DATABASE_URL", "r"}},
     "relay",
     true,
     {{"DATABASE_URL", "r"}, {"S3_BUCKET", "b"}}},
    {"the shared bucket has a prefix for each",
     {{"S3_BUCKET", "b"}},
     "relay",
     false,
     {{"S3_BUCKET", "b"}, {"S3_PREFIX", "baton/relay/"}}},
    {"below the shared one",
     {{"S3_BUCKET", "b"}, {"S3_PREFIX", "x/"}},
     "relay",
     false,
     {{"S3_BUCKET", "b"}, {"S3_PREFIX", "x/relay/"}}},
    {"its own prefix is as it says",
     {{"S3_BUCKET", "b"}, {"RELAY_S3_PREFIX", "r/"}},
     "relay",
     false,
     {{"S3_BUCKET", "b"}, {"S3_PREFIX", "r/"}}},
    {"its own address for hints goes with the shared database",
     {{"DATABASE_URL", "p"}, {"SESSION_DATABASE_LISTEN_URL", "l"}},
     "session",
     true,
     {{"DATABASE_URL", "p"}, {"DATABASE_LISTEN_URL", "l"}}},
    {"nothing is made of nothing", {{"PORT", "1"}}, "relay", false, {{"PORT", "1"}}},
    {"an empty name is none",
     {{"DATABASE_URL", "p"}, {"SESSION_DATABASE_URL", ""}},
     "session",
     true,
     {{"DATABASE_URL", "p"}}},
};

}  // namespace

TEST_CASE("where a service finds its stores") {
    for (const auto& each : cases) {
        CAPTURE(each.what);
        CHECK(for_service(each.given, each.service, each.only) == each.seen);
    }
}
