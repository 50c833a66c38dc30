#include "core/config/near_names.hpp"

#include <doctest/doctest.h>

using baton::core::config::nearest;

namespace {

const std::vector<std::string_view> names{"API_KEYS", "BASE_URL", "DEV", "PORT", "WORKERS", "WORKER_QUEUE"};

}  // namespace

TEST_CASE("a name that is nearly a setting's is taken for it") {
    CHECK(nearest("API_KEY", names) == "API_KEYS");
    CHECK(nearest("APIKEYS", names) == "API_KEYS");
    CHECK(nearest("APIKEY", names) == "API_KEYS");
    CHECK(nearest("API_KYES", names) == "API_KEYS");
    CHECK(nearest("BASE_URI", names) == "BASE_URL");
    CHECK(nearest("WORKER", names) == "WORKERS");
    CHECK(nearest("WORKER_QUEUES", names) == "WORKER_QUEUE");
}

TEST_CASE("a name of its own is nobody's mistake") {
    for (const char* name : {"HOME", "PATH", "ENV", "POST", "PORTS", "DEVEL", "HOST", "MY_API_KEYS", "WORKSPACE",
                             "BASE_PATH", "WORLDS", "", "API"}) {
        CAPTURE(name);
        CHECK(nearest(name, names).empty());
    }
}
