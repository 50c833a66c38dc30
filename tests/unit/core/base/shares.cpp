#include "core/base/shares.hpp"

#include <doctest/doctest.h>

#include <thread>
#include <vector>

using baton::core::Shares;
using Room = Shares::Room;

TEST_CASE("a key has its share, all keys together have what there is") {
    Shares shares{{100, 60}};
    CHECK(shares.take(1, 60) == Room::enough);
    CHECK(shares.take(1, 1) == Room::key_is_full);
    CHECK(shares.take(2, 41) == Room::all_is_full);
    CHECK(shares.take(2, 40) == Room::enough);
    CHECK(shares.take(3, 1) == Room::all_is_full);
    CHECK(shares.take(3, 0) == Room::enough);
    CHECK(shares.used() == 100);
    shares.give_back(1, 20);
    CHECK(shares.used_by(1) == 40);
    CHECK(shares.take(3, 20) == Room::enough);
    for (const unsigned key : {1u, 2u}) shares.give_back(key, 40);
    shares.give_back(3, 20);
    CHECK(shares.used() == 0);
    CHECK(shares.used_by(1) == 0);
    CHECK(shares.ever_fits(60));
    CHECK_FALSE(shares.ever_fits(61));
}

TEST_CASE("a share over all there is changes nothing") {
    Shares shares{{10, 1000}};
    CHECK(shares.take(1, 11) == Room::all_is_full);
    CHECK(shares.take(1, 10) == Room::enough);
    CHECK_FALSE(shares.ever_fits(11));
}

TEST_CASE("many threads give back what they took") {
    Shares shares{{64, 32}};
    {
        std::vector<std::jthread> threads;
        for (unsigned key = 0; key < 4; ++key) {
            threads.emplace_back([&shares, key] {
                for (std::uint64_t i = 0; i < 5'000; ++i) {
                    if (shares.take(key % 3, i % 40) == Room::enough) shares.give_back(key % 3, i % 40);
                }
            });
        }
    }
    CHECK(shares.used() == 0);
}
