#include "core/observe/log.hpp"

#include "core/base/json_writer.hpp"
#include "core/base/timestamp.hpp"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <chrono>
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

std::string as_text(std::string_view message, Fields fields) {
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
    return line;
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
