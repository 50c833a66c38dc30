#include "tests/unit/core/db/postgres/test_cluster.hpp"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <stdexcept>

namespace baton::core::db::postgres {

namespace {

bool is_free(int port) {
    const int probe = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int yes = 1;
    (void)::setsockopt(probe, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    const bool free = ::bind(probe, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    ::close(probe);
    return free;
}

/// The first of three in a row, below the ports that the system hands out.
int free_ports() {
    std::random_device random;
    std::uniform_int_distribution<int> choose{20000, 32000};
    for (;;) {
        const int port = choose(random);
        if (is_free(port) && is_free(port + 1) && is_free(port + 2)) return port;
    }
}

std::string script() {
    const char* path = std::getenv("BATON_TEST_CLUSTER");
    return path == nullptr ? "tests/postgres/cluster" : path;
}

bool is_installed() {
    return std::system("ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1") == 0;
}

bool skipped() {
    static const bool missing = !is_installed();
    if (missing) std::puts("SKIP postgres: PostgreSQL is not installed");
    return missing;
}

}  // namespace

TestCluster::TestCluster(const std::string& kind)
    : folder_(std::filesystem::temp_directory_path() / ("baton-postgres-" + std::to_string(::getpid()) + "-" + kind)),
      port_(free_ports()) {
    const auto made = run(kind);
    if (made == nullptr) throw std::runtime_error("tests/postgres/cluster " + kind + " failed");
    url_ = made->substr(0, made->find('\n'));
}

std::string TestCluster::bouncer_url() {
    if (std::system("command -v pgbouncer >/dev/null") != 0) {
        std::puts("SKIP postgres: pgbouncer is not installed");
        return {};
    }
    if (!bouncer_url_.empty()) return bouncer_url_;
    const auto made = run("bouncer");
    if (made == nullptr) throw std::runtime_error("tests/postgres/cluster bouncer failed");
    bouncer_url_ = made->substr(0, made->find('\n'));
    return bouncer_url_;
}

TestCluster::~TestCluster() {
    (void)run("stop");
}

TestCluster* TestCluster::shared() {
    if (skipped()) return nullptr;
    static TestCluster cluster{"single"};
    return &cluster;
}

std::unique_ptr<TestCluster> TestCluster::with_standby() {
    if (skipped()) return nullptr;
    return std::unique_ptr<TestCluster>{new TestCluster{"start"}};
}

std::unique_ptr<std::string> TestCluster::run(const std::string& command) const {
    const auto line = "FSYNC=off GUARD=" + std::to_string(::getpid()) + " PORT=" + std::to_string(port_) + " '" +
                      script() + "' " + command + " '" + folder_ + "'";
    std::FILE* output = ::popen(line.c_str(), "re");
    if (output == nullptr) return nullptr;
    auto text = std::make_unique<std::string>();
    std::array<char, 256> piece{};
    while (std::fgets(piece.data(), piece.size(), output) != nullptr) text->append(piece.data());
    return ::pclose(output) == 0 ? std::move(text) : nullptr;
}

}  // namespace baton::core::db::postgres
