#include "core/observe/log.hpp"

#include "core/base/json_writer.hpp"
#include "core/base/timestamp.hpp"
#include "core/observe/line_queue.hpp"
#include "core/observe/write_all.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <mutex>
#include <string>

namespace baton::core::log {

namespace {

/// About 5,000 requests: a reader may be away for a second of a busy server, and what a stuck one costs stays small.
constexpr std::size_t queue_bytes = 1024 * 1024;

// Set before there are threads.
Level least = Level::info;
bool text_form = false;
bool colours = false;
/// Never destroyed: its thread may outlive main.
observe::LineQueue* queue = nullptr;

/// Appends the value as JSON.
void write_value(JsonWriter& json, const Field& field) {
    if (const auto* text = std::get_if<std::string_view>(&field.value)) {
        json.string(*text);
    } else if (const auto* number = std::get_if<std::int64_t>(&field.value)) {
        json.number(*number);
    } else {
        json.decimal(std::get<double>(field.value));
    }
}

std::string_view colour_of(Level level) {
    switch (level) {
        case Level::debug:
            return "\x1b[36m";
        case Level::info:
            return "\x1b[32m";
        case Level::warn:
            return "\x1b[33;1m";
        case Level::error:
            return "\x1b[31;1m";
    }
    return "";
}

/// The local time and the level.
std::string text_head(Level level) {
    const auto now = std::chrono::system_clock::now();
    const std::time_t seconds = std::chrono::system_clock::to_time_t(now);
    const auto milliseconds =
        std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count() % 1000;
    std::tm local{};
    ::localtime_r(&seconds, &local);
    std::array<char, 16> time{};
    std::snprintf(time.data(), time.size(), "%02d:%02d:%02d.%03d ", local.tm_hour, local.tm_min, local.tm_sec,
                  static_cast<int>(milliseconds));
    std::string head{time.data()};
    if (colours) head += colour_of(level);
    head += name_of(level);
    if (colours) head += "\x1b[m";
    return head.append(name_of(level).size() < 5 ? 2 : 1, ' ');
}

std::string as_text(Level level, std::string_view message, Fields fields) {
    std::string line{message};
    for (const auto& field : fields) {
        line.append(" ").append(field.key).append("=");
        if (const auto* text = std::get_if<std::string_view>(&field.value)) {
            line += *text;
        } else {
            JsonWriter json{line};
            write_value(json, field);
        }
    }
    // What came from outside must not start a line of its own.
    for (char& c : line) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
    }
    return text_head(level) + line;
}

std::string as_json(Level level, std::string_view message, Fields fields) {
    std::string line;
    line.reserve(256);
    JsonWriter json{line};
    json.begin_object()
        .member("time", rfc3339(std::chrono::system_clock::now()))
        .member("level", name_of(level))
        .member("message", message);
    for (const auto& field : fields) {
        json.key(field.key);
        write_value(json, field);
    }
    json.end_object();
    return line;
}

std::string line_of(Level level, std::string_view message, Fields fields) {
    std::string line = text_form ? as_text(level, message, fields) : as_json(level, message, fields);
    line += '\n';
    return line;
}

void put(std::string_view line) {
    if (queue != nullptr) return queue->push(line);
    static std::mutex one_at_a_time;
    const std::lock_guard lock{one_at_a_time};
    (void)observe::write_all(STDERR_FILENO, line);
}

/// The number of a closed one would be given to a socket or somebody's file, and the log be written into that.
void hold_standard_descriptors() {
    for (const int number : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (::fcntl(number, F_GETFD) < 0) (void)::open("/dev/null", O_RDWR);
    }
}

/// Instead of the library's own handler, which writes to standard error and would wait for it.
[[noreturn]] void end_by_exception() {
    static std::atomic_flag ending;
    if (ending.test_and_set()) std::abort();
    std::string what = "no exception";
    if (const auto surprise = std::current_exception()) {
        try {
            std::rethrow_exception(surprise);
        } catch (const std::exception& known) {
            what = known.what();
        } catch (...) {
            what = "of an unknown kind";
        }
    }
    error("an exception that nobody caught ends the process", {{"what", what}});
    flush();
    std::abort();
}

}  // namespace

std::string_view name_of(Level level) {
    switch (level) {
        case Level::debug:
            return "debug";
        case Level::info:
            return "info";
        case Level::warn:
            return "warn";
        case Level::error:
            return "error";
    }
    return "info";
}

void start(Level level, bool coloured) {
    least = level;
    text_form = coloured;
    const char* terminal = std::getenv("TERM");
    colours = coloured && ::isatty(STDERR_FILENO) == 1 && terminal != nullptr && std::string_view{terminal} != "dumb";
}

void start_queue() {
    hold_standard_descriptors();
    queue = new observe::LineQueue{STDERR_FILENO, queue_bytes, [](std::uint64_t dropped) {
                                       return line_of(Level::warn, "log lines were dropped", {{"count", dropped}});
                                   }};
    std::set_terminate(end_by_exception);
}

bool flush() {
    return queue == nullptr || queue->flush();
}

bool enabled(Level level) {
    return level >= least;
}

void write(Level level, std::string_view message, Fields fields) {
    put(line_of(level, message, fields));
}

void say(std::string_view text) {
    put(std::string{text} + '\n');
}

}  // namespace baton::core::log
