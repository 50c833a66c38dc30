#include "actions/photo/options.hpp"
#include "actions/scan/options.hpp"
#include "actions/signature/options.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <map>
#include <string>
#include <vector>

namespace baton {
namespace {

namespace json = boost::json;

/// What a README and a schema say of an option, in the README's words.
struct Said {
    std::string values;
    std::string usual;
    friend bool operator==(const Said&, const Said&) = default;
};
using Options = std::map<std::string, Said>;

/// The rows `| `key` | values | default | …` below the head that such a table has.
Options told_by(const std::string& action) {
    std::ifstream file{std::string{std::getenv("BATON_TEST_ACTIONS")} + "/" + action + "/README.md"};
    Options options;
    bool within = false;
    for (std::string line; std::getline(file, line);) {
        if (line == "| option | values | default | |") {
            within = true;
        } else if (within && line.starts_with("| `")) {
            std::vector<std::string> cells;
            for (std::size_t at = 1; cells.size() < 3;) {
                const std::size_t end = line.find('|', at);
                const std::string cell = line.substr(at, end - at);
                cells.push_back(cell.size() > 1 ? cell.substr(1, cell.size() - 2) : "");
                at = end + 1;
            }
            options[cells[0].substr(1, cells[0].size() - 2)] = {cells[1], cells[2]};
        } else if (!line.starts_with("|-")) {
            within = false;
        }
    }
    return options;
}

std::string listed(const json::value& names) {
    std::string text;
    for (const json::value& name : names.as_array()) {
        text += (text.empty() ? "`" : ", `") + std::string{name.as_string()} + "`";
    }
    return text;
}

std::string values_of(const json::object& option) {
    if (const json::value* names = option.if_contains("enum")) return listed(*names);
    if (const json::value* items = option.if_contains("items")) return "some of " + listed(items->at("enum"));
    if (const json::value* least = option.if_contains("minimum")) {
        return json::serialize(*least) + " … " + json::serialize(option.at("maximum"));
    }
    if (const json::value* longest = option.if_contains("maxLength")) {
        return "≤ " + json::serialize(*longest) + " characters";
    }
    return option.contains("format") ? "`#rrggbb`" : std::string{option.at("type").as_string()};
}

std::string usual_of(const json::object& option) {
    const json::value* usual = option.if_contains("default");
    if (usual == nullptr) return "";
    if (usual->is_array()) return *usual == option.at("items").at("enum") ? "all" : listed(*usual);
    const std::string text = usual->is_string() ? std::string{usual->as_string()} : json::serialize(*usual);
    return usual->is_int64() ? text : "`" + text + "`";
}

Options known_from(const json::object& schema) {
    Options options;
    for (const auto& property : schema.at("properties").as_object()) {
        const json::object& option = property.value().as_object();
        options[property.key()] = {values_of(option), usual_of(option)};
    }
    return options;
}

void compare(const Options& told, const Options& known) {
    for (const auto& [key, said] : known) {
        CAPTURE(key);
        REQUIRE(told.contains(key));
        CHECK(told.at(key).values == said.values);
        // What happens without a value may be said in words.
        if (!said.usual.empty()) CHECK(told.at(key).usual == said.usual);
        CHECK((!said.usual.empty() || told.at(key).usual.find('`') == std::string::npos));
    }
    CHECK(told.size() == known.size());
}

TEST_CASE("READMEs say of options what the schemas say") {
    SUBCASE("photo") {
        compare(told_by("photo"), known_from(photo::options_schema()));
    }
    SUBCASE("signature") {
        compare(told_by("signature"), known_from(signature::options_schema()));
    }
    SUBCASE("scan") {
        // Which languages there are is the machine's business.
        auto told = told_by("scan");
        CHECK(told["ocr"] == Said{"`off`, or languages joined by `+`", "`off`"});
        told["ocr"].values = "`off`";
        compare(told, known_from(scan::options_schema({})));
    }
}

}  // namespace
}  // namespace baton
