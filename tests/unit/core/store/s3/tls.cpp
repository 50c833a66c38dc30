// The same store over TLS, where parts go unsigned.
#include "../../http/client/certificate.hpp"
#include "server.hpp"

using namespace baton::core;
using namespace baton::core::store;
using namespace baton::core::store::s3;

namespace {

/// Certificate and key in files, as the server wants them.
struct Files {
    explicit Files(const http::client::Certificate& certificate) {
        char name[] = "/tmp/baton-s3-tls-XXXXXX";
        REQUIRE(::mkdtemp(name) != nullptr);
        folder = name;
        certificate.write_to(folder + "/certificate");
        certificate.write_key_to(folder + "/key");
    }
    ~Files() { std::filesystem::remove_all(folder); }
    std::string folder;
};

}  // namespace

TEST_CASE("a bucket over TLS, in one request and in parts") {
    const http::client::Certificate certificate{"DNS:localhost"};
    const Files files{certificate};
    S3Server server{{"--cert", files.folder + "/certificate", "--key", files.folder + "/key"}};
    if (!server) return;
    auto settings = server.settings();
    settings.endpoint.replace(0, std::string_view{"http://127.0.0.1"}.size(), "https://localhost");
    settings.part_size = std::uint64_t{5} * 1024 * 1024;
    Stored stored{settings, {.ca_file = files.folder + "/certificate"}};
    stored.run(object_suite::life_suite(stored.store()));
    stored.run(object_suite::sizes_suite(stored.store(), {0, 100'000, 12'000'000}));

    Stored distrustful{settings};
    const auto refused = distrustful.wait(distrustful.store().list(""));
    REQUIRE(refused.has_error());
    CHECK(refused.error().code == errc::unavailable);
    CHECK(refused.error().detail.find("certificate is refused") != std::string::npos);
}
