#include "core/db/postgres/target.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

using namespace baton::core;
using namespace baton::core::db::postgres;

namespace {

/// Null where libpq is not installed.
const Libpq* library() {
    const auto loaded = Libpq::load();
    if (!loaded) MESSAGE("skipped: ", loaded.error().detail);
    return loaded ? *loaded : nullptr;
}

std::string option_of(const Target& target, std::string_view name) {
    const auto at = std::ranges::find(target.options, name, [](const auto& option) { return option.first; });
    return at == target.options.end() ? "" : at->second;
}

}  // namespace

TEST_CASE("a URL becomes one server after the other, and asks for one that takes writes") {
    const auto* pq = library();
    if (pq == nullptr) return;
    const auto target = parse_target(*pq, "postgresql://me:top%20secret@one,two:7000/shop?connect_timeout=1");
    REQUIRE(target.has_value());
    REQUIRE(target->servers.size() == 2);
    CHECK(target->servers.at(0).host == "one");
    CHECK(target->servers.at(1).port == "7000");
    CHECK(option_of(*target, "dbname") == "shop");
    CHECK(option_of(*target, "password") == "top secret");
    CHECK(option_of(*target, "target_session_attrs") == "read-write");
    CHECK(option_of(*target, "connect_timeout").empty());
    CHECK(target->without_secrets("no user with top secret or top secret") == "no user with * or *");
}

TEST_CASE("a list of words, one port for all, addresses beside the names") {
    const auto* pq = library();
    if (pq == nullptr) return;
    const auto target =
        parse_target(*pq, "host=a,b hostaddr=127.0.0.1,127.0.0.2 port=1 target_session_attrs=any keepalives_idle=99");
    REQUIRE(target.has_value());
    REQUIRE(target->servers.size() == 2);
    CHECK(target->servers.at(1).host == "b");
    CHECK(target->servers.at(1).address == "127.0.0.2");
    CHECK(target->servers.at(1).port == "1");
    CHECK(option_of(*target, "target_session_attrs") == "any");
    CHECK(option_of(*target, "keepalives_idle") == "99");
}

TEST_CASE("what is no URL is not quoted") {
    const auto* pq = library();
    if (pq == nullptr) return;
    for (const auto* url : {"my secret", "postgresql://me:sec%ret@host/", "postgresql://me:secret@[host", "secret=1"}) {
        const auto target = parse_target(*pq, url);
        REQUIRE_FALSE(target.has_value());
        CHECK(target.error().code == errc::internal);
        CHECK(target.error().detail.find("sec") == std::string::npos);
    }
    const auto odd = parse_target(*pq, "host=a,b,c port=1,2 password=secret");
    REQUIRE_FALSE(odd.has_value());
    CHECK(odd.error().detail.find("sec") == std::string::npos);
}
