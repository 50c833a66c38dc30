#include "core/config/environment.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

using namespace baton::core::config;

TEST_CASE(".env: quotes, comments, export") {
    const auto variables = parse_dotenv(
        "# comment\n"
        "A=plain value # note\n"
        "export B='single # kept'\n"
        "C=\"line\\nbreak \\\"quoted\\\"\"\n"
        "\n"
        "D=\r\n"
        "E=a=b#c\n");
    REQUIRE(variables.has_value());
    CHECK(variables->at("A") == "plain value");
    CHECK(variables->at("B") == "single # kept");
    CHECK(variables->at("C") == "line\nbreak \"quoted\"");
    CHECK(variables->at("D").empty());
    CHECK(variables->at("E") == "a=b#c");
}

TEST_CASE(".env: a broken line is named by its number, not by its content") {
    const auto broken = parse_dotenv("A=1\nSECRET VALUE\n");
    REQUIRE_FALSE(broken.has_value());
    CHECK(broken.error().detail == ".env: line 2 is not NAME=value");
    CHECK_FALSE(parse_dotenv("A='open\n").has_value());
    CHECK_FALSE(parse_dotenv("1A=x\n").has_value());
}

TEST_CASE("the real environment wins over .env") {
    const auto directory = std::filesystem::temp_directory_path() / "baton-unit-dotenv";
    std::filesystem::create_directories(directory);
    std::ofstream{directory / ".env"} << "BATON_UNIT_A=file\nBATON_UNIT_B=file\n";
    ::setenv("BATON_UNIT_A", "real", 1);
    const auto variables = read_environment(directory);
    ::unsetenv("BATON_UNIT_A");
    std::filesystem::remove_all(directory);
    REQUIRE(variables.has_value());
    CHECK(variables->at("BATON_UNIT_A") == "real");
    CHECK(variables->at("BATON_UNIT_B") == "file");
}
