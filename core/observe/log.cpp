#include "core/observe/log.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <chrono>
#include <ctime>
#include <memory>
#include <string>

namespace baton::core::log {

namespace {

bool text_form = false;

spdlog::level::level_enum to_spdlog(Level level) {
    switch (level) {
        case Level::debug:
            return spdlog::level::debug;
        case Level::info:
            return spdlog::level::info;
        case Level::warn:
            return spdlog::level::warn;
        case Level::error:
            return spdlog::level::err;
    }
    return spdlog::level::info;
}

std::string now_text() {
    const auto now = std::chrono::system_clock::now();
    const std::time_t seconds = std::chrono::system_clock::to_time_t(now);
    const auto millis = std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count() % 1000;
    std::tm parts{};
    ::gmtime_r(&seconds, &parts);
    char text[40];
    const std::size_t size = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts);
    return std::string(text, size) + fmt::format(".{:03}Z", millis);
}

std::string as_text(std::string_view message, Fields fields) {
    std::string line{message};
    for (const auto& [key, value] : fields) {
        line += ' ';
        line += key;
        line += '=';
        line += value.is_string() ? std::string{value.get_string()} : boost::json::serialize(value);
    }
    // What came from outside must not start a line of its own.
    for (char& c : line) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
    }
    return line;
}

std::string as_json(Level level, std::string_view message, Fields fields) {
    boost::json::object line{{"time", now_text()}, {"level", name_of(level)}, {"message", message}};
    for (const auto& [key, value] : fields) line[key] = value;
    return boost::json::serialize(line);
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
    text_form = coloured;
    std::shared_ptr<spdlog::logger> logger;
    if (coloured) {
        logger = std::make_shared<spdlog::logger>("baton", std::make_shared<spdlog::sinks::stderr_color_sink_mt>());
        logger->set_pattern("%H:%M:%S.%e %^%-5l%$ %v");
    } else {
        logger = std::make_shared<spdlog::logger>("baton", std::make_shared<spdlog::sinks::stderr_sink_mt>());
        logger->set_pattern("%v");
    }
    logger->set_level(to_spdlog(level));
    spdlog::set_default_logger(std::move(logger));
}

bool enabled(Level level) {
    return spdlog::default_logger_raw()->should_log(to_spdlog(level));
}

void write(Level level, std::string_view message, Fields fields) {
    const std::string line = text_form ? as_text(message, fields) : as_json(level, message, fields);
    spdlog::default_logger_raw()->log(to_spdlog(level), std::string_view{line});
}

}  // namespace baton::core::log
