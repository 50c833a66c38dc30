#pragma once

#include "core/base/error.hpp"
#include "core/file/blob.hpp"

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace baton::core::work {

/// How a process ended.
struct Exit {
    int code = 0;    ///< if it exited
    int signal = 0;  ///< if a signal killed it, else 0

    /// "exited with code 3", "was killed by signal 11 (Segmentation fault)".
    std::string text() const;
};

/// A worker process. Killed and reaped, at the latest, with this object: there are no orphans and no zombies.
// decision 0010
class Child {
public:
    /// Starts `executable worker` with nothing but `channel` (as descriptor 3), `voice` (as standard error and standard
    /// output) and an environment without the server's secrets. Blocks until the exec, about a millisecond: not for an
    /// I/O thread. The worker dies with the thread that started it (PR_SET_PDEATHSIG), so that must be a lasting one.
    /// Errors: internal (no such file, no more processes).
    static result<Child> spawn(const std::filesystem::path& executable, file::Fd channel, file::Fd voice);

    Child() = default;  ///< no process
    Child(Child&& other) noexcept;
    Child& operator=(Child&&) = delete;
    ~Child();

    pid_t pid() const { return pid_; }
    /// A descriptor that becomes readable when the process has ended; given away once.
    file::Fd take_pidfd() { return std::move(pidfd_); }

    /// SIGKILL. Harmless after the end.
    void kill();

    /// What its descriptors stand for, sorted; nothing if that cannot be seen (no /proc, or a container's root without
    /// the right to look at other users' processes).
    std::optional<std::vector<std::string>> open_files() const;

    /// Whether the kernel is to end it before all others when memory runs out. Best effort: where that cannot be set
    /// the kernel chooses by size, which mostly is a worker too.
    void set_expendable(bool expendable);

    /// How it ended, or nothing while it runs.
    std::optional<Exit> reap();

private:
    Child(pid_t pid, file::Fd pidfd) : pid_(pid), pidfd_(std::move(pidfd)) {}
    std::optional<Exit> wait(int options);
    void open_oom_score();

    pid_t pid_ = -1;
    file::Fd pidfd_;
    file::Fd oom_score_;       ///< open, because later its user may be another: see leave_root
    std::string usual_score_;  ///< the server's own, which it was born with
    std::optional<Exit> exit_;
};

}  // namespace baton::core::work
