#include "core/work/pool/worker_voice.hpp"

#include "core/base/json_reader.hpp"
#include "core/base/text.hpp"
#include "core/observe/log.hpp"

#include <boost/json/serialize.hpp>

#include <unistd.h>

#include <array>
#include <cerrno>
#include <optional>
#include <string>

namespace baton::core::work {

namespace {

using Wait = boost::asio::posix::stream_descriptor;

constexpr std::size_t most_at_once = 16 * 1024;
/// More than this in a second is no log.
constexpr std::uint64_t most_in_a_second = 1024 * 1024;
/// A pipe holds 64 KiB.
constexpr int last_pieces = 5;

struct Said {
    log::Level level;
    std::string text;
};

/// A line as our own log module writes it in a worker; nothing for what others print.
std::optional<Said> parse(std::string_view line) {
    if (!line.starts_with('{')) return std::nullopt;
    const auto value = read_json(line, "");
    if (!value || !value->is_object()) return std::nullopt;
    Said said{log::Level::info, {}};
    for (const auto& member : value->get_object()) {
        const auto* text = member.value().if_string();
        if (member.key() == "level" && text != nullptr) {
            for (const auto level : {log::Level::debug, log::Level::warn, log::Level::error}) {
                if (*text == log::name_of(level)) said.level = level;
            }
        } else if (member.key() == "message" && text != nullptr) {
            said.text.insert(0, *text);
        } else if (member.key() != "time") {
            said.text.append(" ").append(member.key()).append("=");
            said.text.append(text != nullptr ? std::string{*text} : boost::json::serialize(member.value()));
        }
    }
    return said;
}

}  // namespace

WorkerVoice::WorkerVoice(const boost::asio::any_io_executor& strand, file::Fd pipe, pid_t worker)
    : pipe_(strand, pipe.release()), pause_(strand), worker_(worker) {
    pipe_.native_non_blocking(true);
}

void WorkerVoice::listen() {
    pipe_.async_wait(Wait::wait_read, [self = shared_from_this()](boost::system::error_code error) {
        if (!error) self->read_more();
    });
}

void WorkerVoice::read_more() {
    if (!pipe_.is_open() || !read_once()) return;
    const auto now = std::chrono::steady_clock::now();
    if (now - begun_ >= std::chrono::seconds{1}) {
        begun_ = now;
        read_ = 0;
    }
    if (read_ < most_in_a_second) return listen();
    pause_.expires_at(begun_ + std::chrono::seconds{1});
    pause_.async_wait([self = shared_from_this()](boost::system::error_code error) {
        if (!error) self->read_more();
    });
}

bool WorkerVoice::read_once() {
    std::array<char, most_at_once> piece;
    const ssize_t got = ::read(pipe_.native_handle(), piece.data(), piece.size());
    if (got < 0) return errno == EAGAIN || errno == EINTR;
    if (got == 0) return false;
    read_ += static_cast<std::uint64_t>(got);
    const auto lines = lines_.add({piece.data(), static_cast<std::size_t>(got)}, std::chrono::steady_clock::now());
    if (!lines.empty()) say_dropped();
    for (const auto& line : lines) say(line);
    return true;
}

void WorkerVoice::finish() {
    if (!pipe_.is_open()) return;
    for (int i = 0; i < last_pieces && read_once(); ++i) continue;
    if (const auto rest = lines_.rest(); !rest.empty()) say(rest);
    say_dropped();
    pause_.cancel();
    boost::system::error_code ignored;
    pipe_.close(ignored);
}

void WorkerVoice::say(std::string_view line) const {
    auto said = parse(line);
    if (!said) said = Said{log::Level::warn, std::string{line}};
    if (!log::enabled(said->level)) return;
    log::write(said->level, "a worker says",
               {{"worker", worker_}, {"text", one_line(said->text, VoiceLines::max_line)}});
}

void WorkerVoice::say_dropped() {
    if (const auto dropped = lines_.take_dropped(); dropped > 0) {
        log::warn("a worker said too much", {{"worker", worker_}, {"lines_left_out", dropped}});
    }
}

}  // namespace baton::core::work
