#include "core/service/enabled.hpp"

#include <doctest/doctest.h>

#include <array>

using namespace baton::core;
using namespace baton::core::service;

namespace {

std::vector<config::SettingText> settings() {
    return {{"PORT", "1", "a port", "port"}, {"KEY", "", "a key", "key", true}};
}

result<std::unique_ptr<Service>> none(const Setup&) {
    return problem(errc::internal);
}

const std::array kinds{Kind{"relay", "files", settings, none}, Kind{"signal", "peers", settings, none}};

std::string names(const Enabled& enabled) {
    std::string all = enabled.session ? "session" : "";
    for (const auto* kind : enabled.others) all.append(" ").append(kind->name);
    return all;
}

std::string said(const char* value) {
    const auto enabled = read_enabled({{"SERVICES", value}}, kinds);
    return enabled ? names(*enabled) : enabled.error().detail;
}

}  // namespace

TEST_CASE("SERVICES names what is enabled") {
    CHECK(names(*read_enabled({}, kinds)) == "session");
    CHECK(said("") == "session");
    CHECK(said("signal") == " signal");
    CHECK(said("signal, session ,relay") == "session signal relay");
    CHECK(read_enabled({{"SERVICES", "signal"}}, kinds)->only_one());
    CHECK_FALSE(read_enabled({{"SERVICES", "signal,session"}}, kinds)->only_one());
}

TEST_CASE("a name that is none, twice or empty stops the start with what there is") {
    for (const auto* value : {"sessions", "Signal", "signal,", ",", "relay,relay", "session,session", "signal;relay"}) {
        CHECK(said(value) == "SERVICES: '" + std::string{value} +
                                 "' is not allowed: it must be a comma list of session, relay, signal, none twice");
    }
}

TEST_CASE("names of settings, with and without prefix") {
    using Names = std::vector<std::string>;
    const auto one = *read_enabled({{"SERVICES", "relay"}}, kinds);
    CHECK(setting_names(one, false) == Names{"RELAY_PORT", "PORT", "RELAY_KEY", "KEY"});
    CHECK(setting_names(one, true) == Names{"RELAY_KEY", "KEY"});
    const auto two = *read_enabled({{"SERVICES", "relay,session"}}, kinds);
    CHECK(setting_names(two, true) == Names{"RELAY_KEY"});
}

TEST_CASE("others do not see the settings of services") {
    CHECK(without_settings({{"RELAY_KEY", "s"}, {"SIGNAL_KEY_FILE", "f"}, {"SIGNAL_X", "1"}, {"SCAN_X", "2"}}, kinds) ==
          config::Variables{{"SIGNAL_X", "1"}, {"SCAN_X", "2"}});
}
