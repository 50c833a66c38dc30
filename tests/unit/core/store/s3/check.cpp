#include "core/store/s3/bucket_check.hpp"
#include "server.hpp"

using namespace baton::core;
using namespace baton::core::store;
using namespace baton::core::store::s3;

namespace {

/// What the check says is wrong; empty: nothing.
std::string complaint(s3::Settings settings) {
    settings.pause = std::chrono::milliseconds{10};
    Stored stored{std::move(settings)};
    const auto checked = stored.wait(check_bucket(stored.requests()));
    if (checked) return {};
    const std::string detail = checked.error().detail;
    CHECK(checked.error().code == errc::unavailable);
    CHECK(detail.find('\n') == std::string::npos);
    CHECK(detail.find("secret") == detail.find("secret does not belong"));
    return detail;
}

bool says(const std::string& text, std::string_view part) {
    CAPTURE(text);
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a bucket that can be used, and nothing is left in it") {
    S3Server server;
    if (!server) return;
    CHECK(complaint(server.settings()).empty());
    for (const auto& entry : std::filesystem::recursive_directory_iterator{server.folder() + "/baton"}) {
        CHECK_FALSE(entry.is_regular_file());
    }
}

TEST_CASE("each way a bucket can be wrong has a line of its own") {
    S3Server server;
    if (!server) return;
    auto settings = server.settings();
    settings.bucket = "missing";
    CHECK(says(complaint(settings), "there is no such bucket"));

    settings = server.settings();
    settings.secret_access_key = "wrongsecret";
    CHECK(says(complaint(settings), "S3_SECRET_ACCESS_KEY"));

    settings = server.settings();
    settings.access_key_id = "nobody";
    CHECK(says(complaint(settings), "S3_ACCESS_KEY_ID"));

    settings = server.settings();
    settings.region = "mars-north-1";
    CHECK(says(complaint(settings), "S3_REGION"));

    settings = server.settings();
    server.kill();
    CHECK(says(complaint(settings), "cannot be reached"));
}

TEST_CASE("a server that only lets read") {
    S3Server server{{"--readonly"}};
    if (!server) return;
    CHECK(says(complaint(server.settings()), "can be read, but not written"));
}
