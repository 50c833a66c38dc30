#pragma once

#include <memory>
#include <string>

namespace baton::core::db::postgres {

/// A PostgreSQL that lives as long as this object, made by `tests/postgres/cluster`; ended too if this process is
/// killed.
class TestCluster {
public:
    /// The one server that the tests of this program share, running. Null, and a line `SKIP …`, where PostgreSQL is not
    /// installed.
    static TestCluster* shared();
    /// One with a standby that each commit waits for. Null as above.
    static std::unique_ptr<TestCluster> with_standby();

    ~TestCluster();
    TestCluster(const TestCluster&) = delete;
    TestCluster& operator=(const TestCluster&) = delete;

    const std::string& url() const { return url_; }
    /// Of a pgbouncer in transaction mode before the first server, started when it is asked for. Empty, and a line
    /// `SKIP …`, where it is not installed.
    std::string bouncer_url();
    int port() const { return port_; }
    /// Has the script do something, and returns what it prints. Null if it failed.
    std::unique_ptr<std::string> run(const std::string& command) const;

private:
    explicit TestCluster(const std::string& kind);

    std::string folder_;
    int port_ = 0;
    std::string url_;
    std::string bouncer_url_;
};

}  // namespace baton::core::db::postgres
