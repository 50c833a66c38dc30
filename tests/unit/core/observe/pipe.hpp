#pragma once

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <string>
#include <utility>

/// A pipe whose reader decides when it reads.
class Pipe {
public:
    /// `flags` of both ends, as pipe2 takes them.
    explicit Pipe(int flags = 0) { REQUIRE(::pipe2(ends_.data(), flags | O_CLOEXEC) == 0); }
    ~Pipe() {
        close_out();
        close_in();
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;

    int in() const { return ends_[1]; }
    void close_in() { close(ends_[1]); }
    void close_out() { close(ends_[0]); }

    /// Until nothing more goes in. Returns how many bytes that are; all are line ends.
    std::size_t fill() {
        const int flags = ::fcntl(in(), F_GETFL);
        ::fcntl(in(), F_SETFL, flags | O_NONBLOCK);
        const std::string filling(4096, '\n');
        std::size_t size = 0;
        for (ssize_t written = 0; (written = ::write(in(), filling.data(), filling.size())) > 0;) {
            size += static_cast<std::size_t>(written);
        }
        ::fcntl(in(), F_SETFL, flags);
        return size;
    }

    /// Waits for as many bytes; fewer if there is an end.
    std::string read(std::size_t size) {
        const int flags = ::fcntl(ends_[0], F_GETFL);
        ::fcntl(ends_[0], F_SETFL, flags & ~O_NONBLOCK);
        std::string text(size, '\0');
        std::size_t have = 0;
        while (have < size) {
            const ssize_t more = ::read(ends_[0], text.data() + have, size - have);
            if (more <= 0) break;
            have += static_cast<std::size_t>(more);
        }
        text.resize(have);
        return text;
    }

    /// With its end.
    std::string read_line() {
        std::string line;
        do {
            const std::string more = read(1);
            REQUIRE(!more.empty());
            line += more;
        } while (line.back() != '\n');
        return line;
    }

    std::string read_to_end() {
        std::string text;
        for (std::string more = read(4096); !more.empty(); more = read(4096)) text += more;
        return text;
    }

private:
    static void close(int& end) {
        if (end >= 0) ::close(std::exchange(end, -1));
    }

    std::array<int, 2> ends_{-1, -1};
};
