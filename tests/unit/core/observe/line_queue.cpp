#include "core/observe/line_queue.hpp"

#include "pipe.hpp"

#include <doctest/doctest.h>
#include <sys/mman.h>
#include <sys/resource.h>

#include <string>
#include <thread>
#include <vector>

using baton::core::observe::LineQueue;

namespace {

std::string missing(std::uint64_t count) {
    return "missing " + std::to_string(count) + "\n";
}

std::vector<std::string> split(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const auto end = text.find('\n');
        REQUIRE(end != std::string_view::npos);
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(end + 1);
    }
    return lines;
}

/// Of several lengths: one may fit where the one before it did not.
std::string numbered(int number) {
    return "line " + std::to_string(number) + std::string(static_cast<std::size_t>(number) * 5 % 7, '.') + "\n";
}

/// The lines up to one that says "end", which is read with them.
std::vector<std::string> lines_to_end(Pipe& pipe) {
    std::vector<std::string> lines;
    while (lines.empty() || lines.back() != "end\n") lines.push_back(pipe.read_line());
    return lines;
}

/// The limit for the size of a file; what it was comes back.
class FileLimit {
public:
    explicit FileLimit(rlim_t most) {
        REQUIRE(::getrlimit(RLIMIT_FSIZE, &before_) == 0);
        const rlimit low{most, before_.rlim_max};
        REQUIRE(::setrlimit(RLIMIT_FSIZE, &low) == 0);
    }
    ~FileLimit() { ::setrlimit(RLIMIT_FSIZE, &before_); }
    FileLimit(const FileLimit&) = delete;
    FileLimit& operator=(const FileLimit&) = delete;

private:
    rlimit before_{};
};

}  // namespace

TEST_CASE("lines of several threads all arrive whole, each thread's in order") {
    Pipe pipe;
    std::string text;
    {
        LineQueue queue{pipe.in(), 1024 * 1024, missing};
        std::vector<std::thread> threads;
        for (int who = 0; who < 4; ++who) {
            threads.emplace_back([&queue, who] {
                for (int i = 0; i < 2000; ++i) {
                    queue.push(std::to_string(who) + " " + std::to_string(i) + std::string(40, '.') + "\n");
                }
            });
        }
        std::thread reader{[&] { text = pipe.read_to_end(); }};
        for (auto& thread : threads) thread.join();
        while (!queue.flush()) {
        }
        pipe.close_in();
        reader.join();
    }
    std::vector<int> next(4, 0);
    for (const auto& line : split(text)) {
        const auto who = static_cast<std::size_t>(line.at(0) - '0');
        REQUIRE(who < next.size());
        REQUIRE(line == std::to_string(who) + " " + std::to_string(next[who]++) + std::string(40, '.'));
    }
    CHECK(next == std::vector<int>(4, 2000));
}

TEST_CASE("of a pipe that nobody reads, what does not fit is dropped, and its number stands in its place") {
    for (const int flags : {0, O_NONBLOCK}) {
        CAPTURE(flags);
        Pipe pipe{flags};
        const auto filling = pipe.fill();
        LineQueue queue{pipe.in(), 1000, missing};
        for (int i = 0; i < 10'000; ++i) queue.push(numbered(i));
        CHECK_FALSE(queue.flush());

        CHECK(pipe.read(filling) == std::string(filling, '\n'));
        int kept = 0;
        int dropped = 0;
        while (kept + dropped < 10'000) {
            const std::string line = pipe.read_line();
            if (line.starts_with("missing ")) {
                dropped += std::stoi(line.substr(8));
            } else {
                REQUIRE(line == numbered(kept + dropped));
                ++kept;
            }
        }
        CHECK(kept + dropped == 10'000);
        CHECK(dropped > 0);
        CHECK(kept * 10 > 900);
        queue.push("and on\nend\n");
        CHECK(lines_to_end(pipe) == std::vector<std::string>{"and on\n", "end\n"});
    }
}

TEST_CASE("a line longer than the queue is dropped, and those after it are not") {
    Pipe pipe;
    LineQueue queue{pipe.in(), 100, missing};
    queue.push(std::string(200, 'x') + "\n");
    CHECK(queue.flush());
    queue.push("end\n");
    CHECK(lines_to_end(pipe) == std::vector<std::string>{"missing 1\n", "end\n"});
}

TEST_CASE("lines longer than a pipe takes at once arrive") {
    Pipe pipe{O_NONBLOCK};
    LineQueue queue{pipe.in(), 1024 * 1024, missing};
    const std::string wide(200'000, 'x');
    queue.push("before\n" + wide + "\nend\n");
    CHECK(lines_to_end(pipe) == std::vector<std::string>{"before\n", wide + "\n", "end\n"});
}

TEST_CASE("a reader that went away costs lines and nothing else") {
    Pipe pipe;
    LineQueue queue{pipe.in(), 1000, missing};
    pipe.close_out();
    for (int i = 0; i < 10; ++i) queue.push(numbered(i));
    CHECK(queue.flush());
    queue.push("one more\n");
    CHECK(queue.flush());
}

TEST_CASE("a line that was cut off is completed before the next, and what is missing is said") {
    constexpr rlim_t most = 1024 * 1024 * 1024;
    const int file = ::memfd_create("log", MFD_CLOEXEC);
    REQUIRE(file >= 0);
    REQUIRE(::lseek(file, static_cast<off_t>(most) - 12, SEEK_SET) >= 0);
    {
        LineQueue queue{file, 1000, missing};
        {
            const FileLimit limit{most};
            queue.push("line 0\nline 1\nline 2\n");
            REQUIRE(queue.flush());
            queue.push("line 3\n");
            REQUIRE(queue.flush());
        }
        queue.push("line 4\n");
        REQUIRE(queue.flush());
    }
    std::string text(200, '\0');
    const ssize_t size = ::pread(file, text.data(), text.size(), static_cast<off_t>(most) - 12);
    REQUIRE(size > 0);
    text.resize(static_cast<std::size_t>(size));
    CHECK(text == "line 0\nline 1\nmissing 2\nline 4\n");
    ::close(file);
}
