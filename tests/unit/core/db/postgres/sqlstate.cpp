#include "core/db/postgres/sqlstate.hpp"

#include <doctest/doctest.h>

using namespace baton::core;
using namespace baton::core::db::postgres;

TEST_CASE("a refusal is an error of the interface, by its SQLSTATE") {
    CHECK(meaning_of("23505").code == errc::conflict);
    CHECK(meaning_of("23503").code == errc::conflict);
    CHECK(meaning_of("42P07").code == errc::conflict);
    CHECK(meaning_of("42710").code == errc::conflict);
    CHECK(meaning_of("53100").code == errc::storage_full);
    CHECK(meaning_of("57014").code == errc::unavailable);
    CHECK(meaning_of("42601").code == errc::internal);
    CHECK(meaning_of("").code == errc::internal);
}

TEST_CASE("only what changed nothing and passes by itself is tried again") {
    CHECK(meaning_of("40001").retry);
    CHECK(meaning_of("40P01").retry);
    CHECK(meaning_of("25006").retry);
    CHECK_FALSE(meaning_of("23505").retry);
    CHECK_FALSE(meaning_of("53100").retry);
}

TEST_CASE("a server that will not take other calls either is left") {
    for (const auto* sqlstate : {"25006", "53300", "57P01", "57P02", "57P03", "08006"}) {
        CHECK(meaning_of(sqlstate).code == errc::unavailable);
        CHECK(meaning_of(sqlstate).reconnect);
    }
    CHECK_FALSE(meaning_of("40001").reconnect);
    CHECK_FALSE(meaning_of("57014").reconnect);
}

TEST_CASE("a refusal is told in one line") {
    const auto told = problem_of(Refusal{"42P01", "relation \"a\nb\" does not exist"});
    CHECK(told.code == errc::internal);
    CHECK(told.detail == "PostgreSQL 42P01: relation \"a b\" does not exist");
}

TEST_CASE("no connection: what waiting does not mend is a fault of the settings") {
    const auto wrong =
        connect_problem_of("connection to server at \"127.0.0.1\", port 1 failed: FATAL:  28P01: no\nLOCATION: x");
    CHECK(wrong.code == errc::internal);
    CHECK(wrong.detail.find("LOCATION") == std::string::npos);
    CHECK(connect_problem_of("… FATAL:  3D000: database \"x\" does not exist").code == errc::internal);
    CHECK(connect_problem_of("… FATAL:  57P03: the database system is starting up").code == errc::unavailable);
    CHECK(connect_problem_of("connection to server at \"h\", port 1 failed: Connection refused").code ==
          errc::unavailable);
    CHECK(connect_problem_of("").code == errc::unavailable);
}
