#pragma once

#include "../../run.hpp"
#include "../object_store_suite.hpp"
#include "core/http/client/client.hpp"
#include "core/store/s3/object_store.hpp"

#include <boost/asio/thread_pool.hpp>

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

namespace baton::core::store::s3 {

/// A real S3 server with an empty bucket "baton", of its own for a test: tests/s3/server.
class S3Server {
public:
    explicit S3Server(std::vector<std::string> options = {}) : options_(std::move(options)) {
        char folder[] = "/tmp/baton-s3-XXXXXX";
        REQUIRE(::mkdtemp(folder) != nullptr);
        folder_ = folder;
        std::filesystem::create_directory(folder_ + "/baton");
        // Another program may take the port first; then it is the next one's turn.
        for (int tries = 0; tries < 5 && there_ && process_ < 0; ++tries) {
            port_ = free_port();
            start();
        }
    }
    ~S3Server() {
        kill();
        std::filesystem::remove_all(folder_);
    }
    S3Server(const S3Server&) = delete;
    S3Server& operator=(const S3Server&) = delete;

    /// False where it cannot be built; then the test has said so and has nothing to do.
    explicit operator bool() const {
        if (there_) REQUIRE(process_ > 0);
        return there_;
    }

    /// With SIGKILL: nothing is said to anybody.
    void kill() {
        if (process_ < 0) return;
        ::kill(process_, SIGKILL);
        ::waitpid(process_, nullptr, 0);
        process_ = -1;
    }
    /// Returns when it has stopped.
    void freeze() {
        ::kill(process_, SIGSTOP);
        ::waitpid(process_, nullptr, WUNTRACED);
    }
    void thaw() { ::kill(process_, SIGCONT); }
    /// On the same port, with what was kept.
    void start() {
        const char* script = std::getenv("BATON_TEST_S3");
        std::vector<std::string> words{script != nullptr ? script : "tests/s3/server", folder_, std::to_string(port_)};
        words.insert(words.end(), options_.begin(), options_.end());
        std::vector<char*> arguments;
        for (auto& word : words) arguments.push_back(word.data());
        arguments.push_back(nullptr);
        posix_spawn_file_actions_t actions;
        ::posix_spawn_file_actions_init(&actions);
        for (const int output : {1, 2}) ::posix_spawn_file_actions_addopen(&actions, output, "/dev/null", O_WRONLY, 0);
        REQUIRE(::posix_spawn(&process_, arguments[0], &actions, nullptr, arguments.data(), environ) == 0);
        ::posix_spawn_file_actions_destroy(&actions);
        wait_until_it_listens();
    }

    Settings settings() const {
        Settings settings{.endpoint = "http://127.0.0.1:" + std::to_string(port_), .bucket = "baton"};
        settings.access_key_id = "testkey";
        settings.secret_access_key = "testsecret";
        return settings;
    }
    const std::string& folder() const { return folder_; }

private:
    static std::uint16_t free_port() {
        std::random_device random;
        for (;;) {
            const auto port = static_cast<std::uint16_t>(20'000 + random() % 10'000);
            const file::Fd socket{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
            const sockaddr_in address = loopback(port);
            if (::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return port;
        }
    }
    static sockaddr_in loopback(std::uint16_t port) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        return address;
    }
    void wait_until_it_listens() {
        for (;;) {
            int status = 0;
            if (::waitpid(process_, &status, WNOHANG) == process_) {
                process_ = -1;
                there_ = !(WIFEXITED(status) && WEXITSTATUS(status) == 77);
                if (!there_) std::puts("SKIP an S3 test: no Go to build its server with");
                return;
            }
            const file::Fd socket{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
            const sockaddr_in address = loopback(port_);
            if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return;
            std::this_thread::sleep_for(std::chrono::milliseconds{5});
        }
    }

    std::vector<std::string> options_;
    std::string folder_;
    std::uint16_t port_ = 0;
    pid_t process_ = -1;
    bool there_ = true;
};

/// A store on it, and the loop of its caller.
class Stored {
public:
    explicit Stored(Settings settings, http::client::ClientSettings client = {})
        : client_(std::move(client), [](const background::Failure& failure) { FAIL_CHECK(failure.what); }),
          store_(S3ObjectStore::make(client_, std::move(settings), helper_.get_executor(),
                                     [this](const std::string& key, const std::string& upload_id) {
                                         left_behind.emplace_back(key, upload_id);
                                     })
                     .value()) {}
    ~Stored() { client_.stop(); }
    Stored(const Stored&) = delete;
    Stored& operator=(const Stored&) = delete;

    S3ObjectStore& store() { return *store_; }
    const Requests& requests() { return *store_->requests(); }
    void run(boost::asio::awaitable<void> suite) { (void)run_on(context_, finished(std::move(suite))); }
    template <class T>
    result<T> wait(task<T> work) {
        return run_on(context_, std::move(work));
    }
    std::string read(const file::FilePtr& file) {
        std::string text;
        run(read_into(*file, text));
        return text;
    }

    Pairs left_behind;

private:
    static task<> finished(boost::asio::awaitable<void> suite) {
        co_await std::move(suite);
        co_return result<>{};
    }
    static boost::asio::awaitable<void> read_into(const file::FileReader& file, std::string& text) {
        text = co_await object_suite::read_all(file, 65'536);
    }

    boost::asio::io_context context_{1};
    boost::asio::thread_pool helper_{1};
    http::client::Client client_;
    std::shared_ptr<S3ObjectStore> store_;
};

}  // namespace baton::core::store::s3
