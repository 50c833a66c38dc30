#include "core/db/postgres/hints.hpp"

#include "tests/unit/core/db/postgres/test_cluster.hpp"
#include "tests/unit/core/db/postgres/test_database.hpp"

#include <boost/asio/steady_timer.hpp>

#include <doctest/doctest.h>

#include <atomic>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

using namespace baton::core;
using namespace baton::core::db::postgres;
using namespace std::chrono_literals;
namespace asio = boost::asio;

namespace {

/// A node's hints, on a thread of their own.
class Node {
public:
    explicit Node(const std::string& url, std::chrono::milliseconds check_timeout = 20s)
        : guard_(home_.get_executor()), thread_([this] { home_.run(); }) {
        asio::io_context here;
        Hints::Settings settings;
        settings.url = url;
        settings.connect_timeout = 20s;
        settings.check_timeout = check_timeout;
        auto opened = run_on(here, Hints::open(home_.get_executor(), settings, [this](std::string_view id) {
                                 const std::scoped_lock lock{mutex_};
                                 heard_.emplace(id);
                             }));
        if (opened)
            hints = std::move(*opened);
        else
            error = opened.error();
    }
    ~Node() {
        asio::io_context here;
        if (hints) asio::co_spawn(here, hints->close(), [](const std::exception_ptr& thrown) { CHECK_FALSE(thrown); });
        here.run();
        hints.reset();
        guard_.reset();
        thread_.join();
    }
    Node(const Node&) = delete;
    Node& operator=(const Node&) = delete;

    std::set<std::string> heard() const {
        const std::scoped_lock lock{mutex_};
        return heard_;
    }
    bool hears(const std::string& id) const {
        return eventually([&] { return heard().contains(id); });
    }

    std::unique_ptr<Hints> hints;
    std::optional<Problem> error;

private:
    mutable std::mutex mutex_;
    std::set<std::string> heard_;
    asio::io_context home_;
    asio::executor_work_guard<asio::io_context::executor_type> guard_;
    std::thread thread_;
};

}  // namespace

TEST_CASE("other nodes hear what one tells, itself not") {
    auto* cluster = TestCluster::shared();
    if (cluster == nullptr) return;
    Node one{cluster->url()};
    Node two{cluster->url()};
    REQUIRE(one.hints);
    REQUIRE(two.hints);
    CHECK(one.hints->works());
    CHECK(two.hints->works());
    one.hints->notify({"first", "second"});
    CHECK(two.hears("first"));
    CHECK(two.hears("second"));
    two.hints->notify({"third"});
    CHECK(one.hears("third"));
    CHECK(one.heard() == std::set<std::string>{"third"});
}

TEST_CASE("thousands of hints at once all arrive, more than one message has room for") {
    auto* cluster = TestCluster::shared();
    if (cluster == nullptr) return;
    Node one{cluster->url()};
    Node two{cluster->url()};
    REQUIRE(one.hints);
    std::vector<std::string> ids;
    for (int i = 0; i < 5000; ++i) ids.push_back("00000000-0000-4000-8000-" + std::to_string(100'000'000'000 + i));
    one.hints->notify(ids);
    CHECK(eventually([&] { return two.heard().size() == ids.size(); }));
}

TEST_CASE("hints come back with the server") {
    auto* cluster = TestCluster::shared();
    if (cluster == nullptr) return;
    Node one{cluster->url()};
    Node two{cluster->url()};
    REQUIRE(two.hints);
    REQUIRE(cluster->run("kill").get() != nullptr);
    CHECK(eventually([&] { return !one.hints->works() && !two.hints->works(); }));
    REQUIRE(cluster->run("revive").get() != nullptr);
    CHECK(eventually([&] { return one.hints->works() && two.hints->works(); }));
    one.hints->notify({"again"});
    CHECK(two.hears("again"));
}

TEST_CASE("without a server there are no hints, and no error either") {
    auto* cluster = TestCluster::shared();
    if (cluster == nullptr) return;
    Node node{"postgresql://baton@127.0.0.1:" + std::to_string(cluster->port() + 1) + "/postgres"};
    REQUIRE(node.hints);
    CHECK_FALSE(node.hints->works());
    node.hints->notify({"nobody"});
    const Node wrong{"no url"};
    REQUIRE(wrong.error.has_value());
    CHECK(wrong.error->code == errc::internal);
}

TEST_CASE("a pgbouncer in transaction mode is noticed: it keeps hints to itself") {
    auto* cluster = TestCluster::shared();
    const auto url = cluster == nullptr ? "" : cluster->bouncer_url();
    if (url.empty()) return;
    const Node node{url, 500ms};
    REQUIRE(node.hints);
    CHECK_FALSE(node.hints->works());
}
