#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <variant>

/// The structured log: one JSON object a line on standard error, coloured text in development mode.
/// Never pass a secret: no API key, no cookie, no file content, no query string.
namespace baton::core::log {

enum class Level { debug, info, warn, error };

std::string_view name_of(Level level);

/// A named value. It only looks at a text: good for the call it is an argument of, and no longer.
// decision 0038
struct Field {
    Field(std::string_view name, std::string_view text) : key(name), value(text) {}
    Field(std::string_view name, std::integral auto number) : key(name), value(static_cast<std::int64_t>(number)) {}
    Field(std::string_view name, double number) : key(name), value(number) {}

    std::string_view key;
    std::variant<std::string_view, std::int64_t, double> value;
};
using Fields = std::initializer_list<Field>;

/// Call once, before any thread starts but the queue's. `coloured` selects the text form for people, which has colours
/// on a terminal. Lines are written by whoever has them, and are on standard error when `write` returns: for processes
/// that may end at any moment, and commands.
void start(Level level, bool coloured);

/// From now on a thread writes the lines, and nobody waits for standard error, which may be a pipe that is not read:
/// for a server. Call once, before any thread starts and any file is opened; then end with `flush`. An exception that
/// nobody catches is the last line of the log from then on.
// decision 0049
void start_queue();
/// Waits a moment for what is queued to be written; false if some of it could not be. True at once without a queue.
bool flush();

bool enabled(Level level);
void write(Level level, std::string_view message, Fields fields = {});
/// One line as it is, whatever the level: why the process ends.
void say(std::string_view text);

inline void debug(std::string_view message, Fields fields = {}) {
    if (enabled(Level::debug)) write(Level::debug, message, fields);
}
inline void info(std::string_view message, Fields fields = {}) {
    if (enabled(Level::info)) write(Level::info, message, fields);
}
inline void warn(std::string_view message, Fields fields = {}) {
    if (enabled(Level::warn)) write(Level::warn, message, fields);
}
inline void error(std::string_view message, Fields fields = {}) {
    if (enabled(Level::error)) write(Level::error, message, fields);
}

}  // namespace baton::core::log
