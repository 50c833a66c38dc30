#include "minimal.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <stdexcept>
#include <string>
#include <thread>

namespace {

using test_plugin::Echo;

/// Allocates and touches until nothing is left.
void eat_memory() {
    for (std::size_t size = 1; size < 200; ++size) {
        std::vector<std::byte> block(64 * 1024 * 1024, std::byte{1});
        static std::vector<std::vector<std::byte>> kept;
        kept.push_back(std::move(block));
    }
}

[[noreturn]] void hang() {
    for (volatile unsigned turns = 0;; turns = turns + 1) {
    }
}

/// Uses two seconds of processor time, however long that takes.
void burn() {
    const auto end = std::clock() + 2 * CLOCKS_PER_SEC;
    while (std::clock() < end) {
    }
}

int outcome(long answer) {
    return answer < 0 ? errno : 0;
}

/// Does what no job may; answers with each call's errno, 0 for "it worked".
boost::json::object try_to_escape() {
    boost::json::object tried;
    tried["open"] = outcome(::open("/etc/passwd", O_RDONLY | O_CLOEXEC));
    tried["create"] = outcome(::open("/tmp/escaped", O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
    tried["socket"] = outcome(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    tried["socketpair"] = [] {
        int ends[2];
        return outcome(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends));
    }();
    tried["fork"] = [] {
        const pid_t child = ::fork();
        if (child == 0) ::_exit(0);
        return outcome(child);
    }();
    char* const arguments[] = {nullptr};
    tried["exec"] = outcome(::execve("/bin/true", arguments, arguments));
    tried["kill_parent"] = outcome(::kill(::getppid(), 0));
    tried["unlink"] = outcome(::unlink("/tmp/no-such-file"));
    void* page = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    tried["executable_memory"] = page == MAP_FAILED ? errno : 0;
    return tried;
}

/// Has a descriptor send the server a signal that ends it.
boost::json::object try_to_signal() {
    boost::json::object tried;
    int ends[2] = {-1, -1};
    tried["pipe"] = outcome(::pipe2(ends, O_CLOEXEC));
    // Whatever could be read and written would do in place of a pipe.
    const int file = ends[0] >= 0 ? ends[0] : STDERR_FILENO;
    const int other = ends[1] >= 0 ? ends[1] : STDERR_FILENO;
    tried["duplicate"] = outcome(::fcntl(file, F_DUPFD_CLOEXEC, 0));
    tried["owner"] = outcome(::fcntl(file, F_SETOWN, ::getppid()));
    f_owner_ex owner{F_OWNER_PID, ::getppid()};
    tried["owner_ex"] = outcome(::fcntl(file, F_SETOWN_EX, &owner));
    tried["signal"] = outcome(::fcntl(file, F_SETSIG, SIGKILL));
    tried["async"] = outcome(::fcntl(file, F_SETFL, O_ASYNC));
    int on = 1;
    tried["ioctl"] = outcome(::ioctl(file, FIOASYNC, &on));
    if (other != STDERR_FILENO) (void)!::write(other, "x", 1);
    return tried;
}

/// Makes memory that RLIMIT_AS does not count.
boost::json::object try_to_hoard() {
    boost::json::object tried;
    tried["memfd"] = 0;
    for (int i = 0; i < 16 && tried["memfd"] == 0; ++i) {
        const int memfd = ::memfd_create("hoard", MFD_CLOEXEC);
        tried["memfd"] = outcome(memfd);
        if (memfd >= 0) tried["grow"] = outcome(::posix_fallocate(memfd, 0, 64 * 1024 * 1024));
    }
    return tried;
}

/// Treats standard error as if it were the server's.
boost::json::object try_to_forge() {
    boost::json::object tried;
    tried["truncate"] = outcome(::ftruncate(STDERR_FILENO, 0));
    tried["non_blocking"] = outcome(::fcntl(STDERR_FILENO, F_SETFL, O_NONBLOCK));
    const std::string line = R"({"level":"error","message":"forged","request_id":"of another"})"
                             "\nplain text\n";
    tried["line"] = ::write(STDERR_FILENO, line.data(), line.size()) < 0 ? errno : 0;
    tried["user"] = ::geteuid();
    return tried;
}

/// Says more than anybody wants to read, in lines and without.
void chatter() {
    const std::string line(5'000, 'x');
    for (int i = 0; i < 1'000; ++i) {
        (void)!::write(STDERR_FILENO, line.data(), line.size());
        if (i % 2 == 0) (void)!::write(STDERR_FILENO, "\n", 1);
    }
}

/// Writes to the server itself, before the job has an answer.
void speak_early() {
    constexpr int channel = 3;
    iovec bytes{const_cast<char*>("not a message"), 13};
    msghdr message{};
    message.msg_iov = &bytes;
    message.msg_iovlen = 1;
    (void)!::sendmsg(channel, &message, MSG_NOSIGNAL);
}

/// Decoders have pools, so a job may start threads.
int add_in_thread() {
    int sum = 0;
    std::thread{[&sum] { sum = 42; }}.join();
    return sum;
}

class Misbehaviour final : public Echo {
public:
    baton::result<baton::Outcome> process(const baton::Submission& submission) override {
        const auto* option = submission.options.if_contains("how");
        const std::string how{option == nullptr ? "ok" : std::string_view{option->get_string()}};
        boost::json::object report;
        if (how == "crash") std::abort();
        if (how == "exit") std::_Exit(7);
        if (how == "hang") hang();
        if (how == "burn") burn();
        if (how == "sleep") std::this_thread::sleep_for(std::chrono::milliseconds{100});
        if (how == "memory") eat_memory();
        if (how == "throw") throw std::runtime_error("thrown on purpose");
        if (how == "open") report = try_to_escape();
        if (how == "signal") report = try_to_signal();
        if (how == "hoard") report = try_to_hoard();
        if (how == "forge") report = try_to_forge();
        if (how == "chatter") chatter();
        if (how == "speak") speak_early();
        if (how == "thread") report["sum"] = add_in_thread();
        if (how == "print") std::puts("printed by a plugin");
        if (how == "reject") return baton::Error{baton::errc::invalid_input, "rejected on purpose", "/options/how"};
        if (how == "large") report["text"] = std::string(200'000, 'x');
        if (how == "nothing") return baton::Outcome{};
        auto outcome = Echo::process(submission);
        outcome->result = std::move(report);
        return outcome;
    }
};

/// Takes what begins like a JPEG or PNG and ends like one, more or less.
class Look final : public baton::Inspector {
public:
    baton::result<boost::json::object> inspect(const baton::InputFile& file, const boost::json::object&) override {
        const std::string_view bytes{reinterpret_cast<const char*>(file.bytes.data()), file.bytes.size()};
        const bool jpeg = bytes.starts_with("\xff\xd8\xff") && bytes.find("\xff\xd9") != std::string_view::npos;
        const bool png = bytes.starts_with("\x89PNG\r\n\x1a\n") && bytes.find("IEND") != std::string_view::npos;
        if (!jpeg && !png) return baton::Error{baton::errc::unsupported_media, "not a whole JPEG or PNG", ""};
        if (bytes.find("hang") != std::string_view::npos) hang();
        return boost::json::object{{"bytes", bytes.size()}};
    }

    /// What the file says of itself: `weight=123`; more than fits is the most there is.
    std::uint64_t weigh(const baton::InputFile& file) override {
        const std::string text{reinterpret_cast<const char*>(file.bytes.data()), file.bytes.size()};
        const auto at = text.find("weight=");
        return at == std::string::npos ? 0 : std::strtoull(text.c_str() + at + 7, nullptr, 10);
    }
};

class Count final : public baton::Operation {
public:
    baton::result<baton::Reply> operate(const baton::Call& call) override {
        return baton::Reply{{{"files", call.files.size()}, {"arguments", call.arguments}}, {}};
    }
};

/// Answers with as much as it is asked for: `{"file": bytes, "text": letters}`.
class Make final : public baton::Operation {
public:
    baton::result<baton::Reply> operate(const baton::Call& call) override {
        const auto wanted = [&](std::string_view name) {
            const auto* value = call.arguments.if_contains(name);
            return value == nullptr ? std::size_t{0} : value->to_number<std::size_t>();
        };
        baton::Reply reply{{{"text", std::string(wanted("text"), 'x')}}, {}};
        if (wanted("file") > 0) {
            reply.files.push_back({"image/png", "made.png", std::vector<std::byte>(wanted("file"))});
        }
        return reply;
    }
};

class Hang final : public baton::Operation {
public:
    baton::result<baton::Reply> operate(const baton::Call&) override { hang(); }
};

/// Behaves at load and in every job that does not ask for something else.
class MisbehavePlugin final : public baton::Plugin {
public:
    baton::result<void> register_with(baton::Registry& registry) override {
        registry.add_format({"jpg", "image/jpeg", "jpg", true});
        registry.set_accepts({"image/jpeg", "image/png"});
        registry.set_options({{"type", "object"},
                              {"properties", {{"how", {{"type", "string"}, {"default", "ok"}}}}},
                              {"additionalProperties", false}});
        registry.set_processor(std::make_unique<Misbehaviour>());
        registry.set_inspector(std::make_unique<Look>());
        registry.add_operation("count", baton::Audience::phone_and_backend, std::make_unique<Count>(),
                               baton::CallFiles::all_unless_named);
        registry.add_operation("quiet", baton::Audience::phone, std::make_unique<Count>());
        registry.add_operation("hang", baton::Audience::phone, std::make_unique<Hang>());
        registry.add_operation("make", baton::Audience::phone, std::make_unique<Make>());
        return {};
    }
};

}  // namespace

BATON_PLUGIN(MisbehavePlugin);
