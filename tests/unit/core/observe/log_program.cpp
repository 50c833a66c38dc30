// Writes to its log in the way that its argument names.
#include "core/observe/log.hpp"

#include <unistd.h>

#include <stdexcept>
#include <string_view>

namespace log = baton::core::log;

namespace {

void say_everything() {
    log::debug("below the level");
    log::info("first\nline", {{"text", "a\tb"}, {"number", 7}, {"share", 0.5}});
    log::error("second");
}

}  // namespace

int main(int count, char** arguments) {
    const std::string_view how = count > 1 ? arguments[1] : "";
    log::start(log::Level::info, how == "text");
    if (how == "closed") {
        log::start_queue();
        return ::dup(STDIN_FILENO) > STDERR_FILENO ? 0 : 1;
    }
    if (how != "json" && how != "text") log::start_queue();
    say_everything();
    if (how == "exception") throw std::runtime_error{"of the test"};
    if (how == "flood") {
        for (int i = 0; i < 50'000; ++i) log::info("flood", {{"i", i}});
    }
    log::say("the last line");
    return log::flush() ? 0 : 1;
}
