#include "core/work/pool/survey.hpp"
#include "pool_fixture.hpp"
#include "process_census.hpp"

#include <algorithm>

using namespace pool_test;

namespace {

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a pool says what its plugins registered, in the order asked for") {
    asio::io_context context;
    work::Pool pool{context.get_executor(), settings_for({"strict", "misbehave"})};
    const auto actions = run(context, pool.start()).value();
    stop(context, pool);
    REQUIRE(actions.size() == 2);
    CHECK(actions[0].id == "strict");
    CHECK(actions[0].version == "1.0.0");
    CHECK(actions[0].page.entry == "main.js");
    CHECK(actions[0].page.locales == std::vector<std::string>{"de", "en"});
    CHECK(actions[0].page.hash.size() == 20);
    CHECK(actions[0].page.assets.at(0).identity == "export function mount() {}\n");
    CHECK_FALSE(actions[0].inspects);
    CHECK(actions[1].id == "misbehave");
    CHECK(actions[1].default_format == 0);
    CHECK(actions[1].accepts == std::vector<std::string>{"image/jpeg", "image/png"});
    CHECK(actions[1].inspects);
    REQUIRE(actions[1].operations.size() == 4);
    CHECK(actions[1].operations[0].backend);
    CHECK_FALSE(actions[1].operations[1].backend);
}

TEST_CASE("a bad plugin stops the start with one line that names it") {
    const std::pair<std::string, std::string_view> cases[] = {
        {"throwing-provision", "no settings please"},
        {"crash-on-load", "while loading, the worker was killed by signal 6"},
        {"no-formats", "registers no output format"},
        {"bad-assets", "'../main.js'"},
        {"wrong-symbol-abi", "boost=1_74"},
    };
    for (const auto& [name, reason] : cases) {
        CAPTURE(name);
        const auto complaint = complaint_of(settings_for({"misbehave", name}));
        CAPTURE(complaint);
        CHECK(contains(complaint, "plugin '" + name + "': "));
        CHECK(contains(complaint, reason));
        CHECK_FALSE(contains(complaint, "\n"));
        CHECK_FALSE(has_children());
    }
}

TEST_CASE("a plugin that hangs while loading is found out") {
    auto settings = settings_for({"hang-on-load"});
    settings.start_deadline = 300ms;
    CHECK(complaint_of(settings) == "plugin 'hang-on-load': did not finish loading within 300 ms");
}

TEST_CASE("settings reach a plugin, and unknown ones stop the start") {
    CHECK(complaint_of(settings_for({"strict"}, {{"strict", {{"greeting", "hi"}}}})).empty());
    const auto complaint = complaint_of(settings_for({"strict"}, {{"strict", {{"colour", "red"}}}}));
    CHECK(complaint == "plugin 'strict': refuses its settings: unknown setting 'colour' (/colour)");
}

TEST_CASE("a worker that cannot be started is one line too") {
    auto settings = settings_for({"strict"});
    settings.executable = "/no/such/program";
    CHECK(complaint_of(settings) == "cannot start /no/such/program: No such file or directory");
    settings.executable = "/bin/false";
    CHECK(contains(complaint_of(settings), "exited with code 1"));
}

TEST_CASE("a survey lists every installed plugin, broken ones too") {
    auto settings = settings_for({"strict"});
    settings.start_deadline = 500ms;
    asio::io_context context;
    const auto reports =
        run(context, work::survey(context.get_executor(), {plugin_directory()}, {}, std::move(settings)));
    const auto find = [&](std::string_view id) -> const work::ActionReport& {
        const auto found = std::ranges::find(reports, id, &work::ActionReport::id);
        REQUIRE(found != reports.end());
        return *found;
    };
    CHECK(reports.size() == 11);
    CHECK(find("strict").problem.empty());
    CHECK(find("strict").action.has_value());
    CHECK(find("strict").abi_fits);
    CHECK_FALSE(find("wrong-abi").abi_fits);
    CHECK(contains(find("wrong-abi").problem, "Boost 1_74"));
    CHECK(contains(find("crash-on-load").problem, "plugin 'crash-on-load'"));
    CHECK_FALSE(has_children());
}
