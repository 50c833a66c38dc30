// Other people's clients read what we wrote, and the other way round.
#include "server.hpp"

#include <fstream>
#include <sstream>

using namespace baton::core;
using namespace baton::core::store;
using namespace baton::core::store::s3;

namespace {

std::string content(const std::string& path) {
    std::ifstream file{path, std::ios::binary};
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

/// False if the client is missing, which it says.
bool witness(const char* client, const char* verb, const std::string& endpoint, const std::string& key,
             const std::string& file) {
    const char* script = std::getenv("BATON_TEST_S3_WITNESS");
    const std::string command = std::string{script != nullptr ? script : "tests/s3/witness"} + " " + client + " " +
                                verb + " " + endpoint + " " + key + " " + file;
    const int status = std::system(command.c_str());
    REQUIRE(WIFEXITED(status));
    if (WEXITSTATUS(status) == 77) {
        std::printf("SKIP an S3 test: no %s\n", client);
        return false;
    }
    REQUIRE(WEXITSTATUS(status) == 0);
    return true;
}

void meet(const char* client, std::size_t size) {
    CAPTURE(client);
    CAPTURE(size);
    S3Server server;
    if (!server) return;
    Stored stored{server.settings()};
    const std::string text = object_suite::varied_text(size);
    const auto object = object_suite::object_of(new_id(), text);
    const std::string path = server.folder() + "/there";
    REQUIRE(stored.wait(stored.store().put(object.name, object_suite::file_of(text))).has_value());
    if (!witness(client, "get", server.settings().endpoint, stored.store().key(object.name), path)) return;
    CHECK((content(path) == text));
    const std::string sha256 = content(path + ".sha256");
    // Not all versions of rclone show metadata.
    if (std::string_view{client} == "boto3" || !sha256.empty()) CHECK(sha256.substr(0, 64) == object.sha256);

    const Id theirs = new_id();
    CHECK(witness(client, "put", server.settings().endpoint, stored.store().key(theirs), path));
    const auto file = stored.wait(stored.store().get({theirs, object.size, object.sha256})).value();
    CHECK((stored.read(file) == text));
    if (size > 1'000'000) return;
    // What they put elsewhere is not ours.
    for (const std::string& key : {"elsewhere/" + to_string(theirs), "baton/files/" + to_string(theirs)}) {
        CHECK(witness(client, "put", server.settings().endpoint, key, path));
    }
    const auto names = stored.wait(stored.store().list("")).value();
    CHECK(names.entries.size() == 2);
}

}  // namespace

TEST_CASE("boto3 and we read each other's objects") {
    meet("boto3", 100'000);
    meet("boto3", 20'000'000);
}

TEST_CASE("rclone and we read each other's objects") {
    meet("rclone", 100'000);
    meet("rclone", 20'000'000);
}
