#include "core/work/pool/child.hpp"

#include "core/work/wire/packet_socket.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace baton::core::work {

namespace {

/// What of the environment a worker needs. Never API keys or other settings.
constexpr std::array<std::string_view, 10> kept_variables{"LD_LIBRARY_PATH=",
                                                          "TZ=",
                                                          "LANG=",
                                                          "LC_",
                                                          "MALLOC_",
                                                          "ASAN_OPTIONS=",
                                                          "UBSAN_OPTIONS=",
                                                          "TSAN_OPTIONS=",
                                                          "LSAN_OPTIONS=",
                                                          "LLVM_PROFILE_FILE="};

std::vector<char*> worker_environment() {
    std::vector<char*> kept;
    for (char** variable = environ; *variable != nullptr; ++variable) {
        for (const auto name : kept_variables) {
            if (std::string_view{*variable}.starts_with(name)) {
                kept.push_back(*variable);
                break;
            }
        }
    }
    kept.push_back(nullptr);
    return kept;
}

/// The two attribute objects of posix_spawn.
class SpawnPlan {
public:
    SpawnPlan(int channel, int voice) {
        ::posix_spawn_file_actions_init(&actions_);
        ::posix_spawnattr_init(&attributes_);
        ::posix_spawn_file_actions_adddup2(&actions_, channel, worker_channel_fd);
        ::posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        ::posix_spawn_file_actions_adddup2(&actions_, voice, STDOUT_FILENO);
        ::posix_spawn_file_actions_adddup2(&actions_, voice, STDERR_FILENO);
        ::posix_spawn_file_actions_addclosefrom_np(&actions_, worker_channel_fd + 1);

        sigset_t defaults;
        ::sigfillset(&defaults);
        ::posix_spawnattr_setsigdefault(&attributes_, &defaults);
        // Blocked until the worker ignores them: a Ctrl-C for the server must not end a worker that is just starting.
        sigset_t blocked;
        ::sigemptyset(&blocked);
        for (const int signal : {SIGINT, SIGTERM, SIGHUP}) ::sigaddset(&blocked, signal);
        ::posix_spawnattr_setsigmask(&attributes_, &blocked);
        ::posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
    }
    ~SpawnPlan() {
        ::posix_spawn_file_actions_destroy(&actions_);
        ::posix_spawnattr_destroy(&attributes_);
    }
    SpawnPlan(const SpawnPlan&) = delete;
    SpawnPlan& operator=(const SpawnPlan&) = delete;

    int run(pid_t& pid, const std::string& executable) {
        std::string program = executable;
        std::string verb = "worker";
        std::array<char*, 3> arguments{program.data(), verb.data(), nullptr};
        auto environment = worker_environment();
        return ::posix_spawn(&pid, program.c_str(), &actions_, &attributes_, arguments.data(), environment.data());
    }

private:
    posix_spawn_file_actions_t actions_;
    posix_spawnattr_t attributes_;
};

}  // namespace

std::string Exit::text() const {
    if (signal == 0) return "exited with code " + std::to_string(code);
    const char* name = ::sigdescr_np(signal);
    return "was killed by signal " + std::to_string(signal) + (name == nullptr ? "" : " (" + std::string{name} + ")");
}

result<Child> Child::spawn(const std::filesystem::path& executable, file::Fd channel, file::Fd voice) {
    // In a server started without standard input or error they may themselves be among the numbers to be given.
    const file::Fd high_channel{::fcntl(channel.get(), F_DUPFD_CLOEXEC, worker_channel_fd + 1)};
    const file::Fd high_voice{::fcntl(voice.get(), F_DUPFD_CLOEXEC, worker_channel_fd + 1)};
    if (!high_channel || !high_voice) return problem(errc::internal, std::string{"F_DUPFD: "} + std::strerror(errno));
    pid_t pid = -1;
    const int error = SpawnPlan{high_channel.get(), high_voice.get()}.run(pid, executable.string());
    if (error != 0) return problem(errc::internal, "cannot start " + executable.string() + ": " + std::strerror(error));
    // Not <sys/pidfd.h>: glibc 2.36 declares its functions without C linkage.
    Child child{pid, file::Fd{static_cast<int>(::syscall(SYS_pidfd_open, pid, 0))}};
    if (!child.pidfd_) return problem(errc::internal, std::string{"pidfd_open: "} + std::strerror(errno));
    child.open_oom_score();
    return child;
}

void Child::open_oom_score() {
    const std::string name = "/proc/" + std::to_string(pid_) + "/oom_score_adj";
    oom_score_ = file::Fd{::open(name.c_str(), O_RDWR | O_CLOEXEC)};
    std::array<char, 16> text{};
    const ssize_t size = oom_score_ ? ::pread(oom_score_.get(), text.data(), text.size(), 0) : -1;
    if (size > 0) usual_score_.assign(text.data(), static_cast<std::size_t>(size));
}

void Child::set_expendable(bool expendable) {
    // Everybody may make a process of theirs more likely to be chosen, and undo that as far as it was inherited.
    const std::string_view score = expendable ? std::string_view{"1000"} : std::string_view{usual_score_};
    if (usual_score_.empty() || exit_) return;
    [[maybe_unused]] const ssize_t written = ::pwrite(oom_score_.get(), score.data(), score.size(), 0);
}

Child::Child(Child&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)),
      pidfd_(std::move(other.pidfd_)),
      oom_score_(std::move(other.oom_score_)),
      usual_score_(std::move(other.usual_score_)),
      exit_(other.exit_) {}

Child::~Child() {
    if (pid_ < 0 || exit_) return;
    kill();
    wait(0);
}

void Child::kill() {
    // The process is not reaped before exit_ is set, so its number cannot have been given to another one.
    if (pid_ > 0 && !exit_) ::kill(pid_, SIGKILL);
}

std::optional<std::vector<std::string>> Child::open_files() const {
    std::error_code error;
    std::vector<std::string> files;
    std::filesystem::directory_iterator entry{"/proc/" + std::to_string(pid_) + "/fd", error};
    for (; !error && entry != std::filesystem::directory_iterator{}; entry.increment(error)) {
        std::error_code gone;  // closed meanwhile
        const auto target = std::filesystem::read_symlink(entry->path(), gone);
        if (!gone) files.push_back(target.string());
    }
    if (error || files.empty()) return std::nullopt;
    std::ranges::sort(files);
    return files;
}

std::optional<Exit> Child::reap() {
    return exit_ ? exit_ : wait(WNOHANG);
}

std::optional<Exit> Child::wait(int options) {
    siginfo_t info{};
    int status = 0;
    do {
        status = ::waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | options);
    } while (status != 0 && errno == EINTR);
    if (status != 0) {
        exit_ = Exit{};  // somebody else reaped it (SIGCHLD ignored): how it ended is lost
    } else if (info.si_pid != 0) {
        exit_ = info.si_code == CLD_EXITED ? Exit{info.si_status, 0} : Exit{0, info.si_status};
    }
    return exit_;
}

}  // namespace baton::core::work
