#include "core/work/worker/syscall_filter.hpp"

#include "core/work/wire/packet_socket.hpp"

#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <initializer_list>
#include <string>

namespace baton::core::work {

namespace {

/// A libseccomp filter under construction. Keeps the first error for `install`.
class Filter {
public:
    explicit Filter(std::uint32_t default_action) : context_(::seccomp_init(default_action)) {
        if (context_ == nullptr) {
            error_ = -ENOMEM;
            return;
        }
        ::seccomp_attr_set(context_, SCMP_FLTATR_CTL_NNP, 1);
        ::seccomp_attr_set(context_, SCMP_FLTATR_CTL_TSYNC, 1);     // plugins may have started threads
        ::seccomp_attr_set(context_, SCMP_FLTATR_CTL_OPTIMIZE, 2);  // a binary tree: futex comes before 90 others
    }
    ~Filter() { ::seccomp_release(context_); }
    Filter(const Filter&) = delete;
    Filter& operator=(const Filter&) = delete;

    void add(std::uint32_t action, std::initializer_list<const char*> calls) {
        for (const char* call : calls) add_if(action, call, {});
    }

    /// The action applies if all conditions on the call's arguments hold.
    void add_if(std::uint32_t action, const char* call, std::initializer_list<scmp_arg_cmp> conditions) {
        const int number = ::seccomp_syscall_resolve_name(call);
        // A call that this library's tables do not know does not exist on Debian 12's kernels either.
        if (number == __NR_SCMP_ERROR || error_ != 0) return;
        error_ = ::seccomp_rule_add_array(context_, action, number, static_cast<unsigned>(conditions.size()),
                                          conditions.begin());
    }

    result<void> install() {
        if (error_ == 0) error_ = ::seccomp_load(context_);
        if (error_ == 0) return {};
        return problem(errc::internal, std::string{"cannot install the seccomp filter: "} + std::strerror(-error_));
    }

private:
    scmp_filter_ctx context_;
    int error_ = 0;
};

constexpr std::uint32_t refuse(int error) {
    return SCMP_ACT_ERRNO(static_cast<std::uint32_t>(error));
}

// Conditions on the call's `argument`, counted from 0.
constexpr scmp_arg_cmp equal(unsigned argument, scmp_datum_t value) {
    return {argument, SCMP_CMP_EQ, value, 0};
}
constexpr scmp_arg_cmp other(unsigned argument, scmp_datum_t value) {
    return {argument, SCMP_CMP_NE, value, 0};
}
constexpr scmp_arg_cmp masked(unsigned argument, scmp_datum_t mask, scmp_datum_t value) {
    return {argument, SCMP_CMP_MASKED_EQ, mask, value};
}

/// Files may be opened for reading only. Each condition is one way to write.
void refuse_writing(Filter& filter) {
    const auto denied = refuse(EACCES);
    for (const scmp_datum_t mode : {scmp_datum_t{O_WRONLY}, scmp_datum_t{O_RDWR}}) {
        filter.add_if(denied, "open", {masked(1, O_ACCMODE, mode)});
        filter.add_if(denied, "openat", {masked(2, O_ACCMODE, mode)});
    }
    for (const scmp_datum_t flag : {scmp_datum_t{O_CREAT}, scmp_datum_t{O_TRUNC}}) {
        filter.add_if(denied, "open", {masked(1, flag, flag)});
        filter.add_if(denied, "openat", {masked(2, flag, flag)});
    }
    filter.add(refuse(ENOSYS), {"openat2"});  // its flags are out of a filter's sight
    filter.add(denied,
               {"creat",     "truncate",  "unlink",      "unlinkat",     "rename",      "renameat",  "renameat2",
                "mkdir",     "mkdirat",   "rmdir",       "link",         "linkat",      "symlink",   "symlinkat",
                "mknod",     "mknodat",   "chmod",       "fchmod",       "fchmodat",    "chown",     "fchown",
                "lchown",    "fchownat",  "utime",       "utimes",       "utimensat",   "futimesat", "setxattr",
                "lsetxattr", "fsetxattr", "removexattr", "lremovexattr", "fremovexattr"});
}

}  // namespace

result<void> install_loading_filter() {
    const auto denied = refuse(EPERM);
    const auto self = static_cast<scmp_datum_t>(::getpid());
    Filter filter{SCMP_ACT_ALLOW};
    refuse_writing(filter);
    filter.add(denied,
               {"socket", "socketpair", "connect", "bind", "listen", "accept", "accept4", "sendto", "sendmmsg"});
    filter.add(denied, {"execve", "execveat", "fork", "vfork"});
    filter.add_if(denied, "clone", {masked(0, CLONE_THREAD, 0)});
    filter.add(refuse(ENOSYS), {"clone3"});  // its flags are out of a filter's sight; glibc then uses clone
    filter.add(denied,
               {"ptrace", "process_vm_readv", "process_vm_writev", "pidfd_open", "pidfd_getfd", "pidfd_send_signal",
                "process_madvise", "kcmp", "tkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo"});
    for (const char* call : {"kill", "tgkill"}) filter.add_if(denied, call, {other(0, self)});
    filter.add_if(denied, "prlimit64", {other(0, 0)});
    filter.add(denied, {"mount",
                        "umount2",
                        "pivot_root",
                        "chroot",
                        "setns",
                        "unshare",
                        "fsopen",
                        "fsmount",
                        "open_tree",
                        "move_mount",
                        "swapon",
                        "swapoff",
                        "reboot",
                        "kexec_load",
                        "kexec_file_load",
                        "init_module",
                        "finit_module",
                        "delete_module",
                        "sethostname",
                        "setdomainname",
                        "bpf",
                        "perf_event_open",
                        "userfaultfd",
                        "io_uring_setup",
                        "io_uring_enter",
                        "io_uring_register",
                        "add_key",
                        "request_key",
                        "keyctl",
                        "quotactl",
                        "acct",
                        "syslog",
                        "open_by_handle_at",
                        "name_to_handle_at",
                        "fanotify_init",
                        "shmget",
                        "semget",
                        "msgget",
                        "mq_open"});
    return filter.install();
}

result<void> install_serving_filter() {
    Filter filter{refuse(EPERM)};
    filter.add(refuse(EACCES), {"open", "openat", "openat2", "creat"});
    filter.add(refuse(ENOSYS), {"clone3"});

    // The channel and nothing else.
    const auto channel = static_cast<scmp_datum_t>(worker_channel_fd);
    filter.add_if(SCMP_ACT_ALLOW, "recvmsg", {equal(0, channel)});
    filter.add_if(SCMP_ACT_ALLOW, "sendmsg", {equal(0, channel)});

    // Memory. Nothing may become executable any more.
    filter.add_if(SCMP_ACT_ALLOW, "mmap", {masked(2, PROT_EXEC, 0)});
    filter.add_if(SCMP_ACT_ALLOW, "mprotect", {masked(2, PROT_EXEC, 0)});
    filter.add(SCMP_ACT_ALLOW, {"brk", "munmap", "mremap", "madvise", "mincore", "msync", "membarrier"});

    // Descriptors that are already there, and memfds for the outputs. stat only of a descriptor (glibc's fstat).
    filter.add(SCMP_ACT_ALLOW, {"read",         "write", "readv", "writev", "pread64", "pwrite64",  "preadv",
                                "pwritev",      "lseek", "close", "fcntl",  "fstat",   "ftruncate", "fallocate",
                                "memfd_create", "pipe",  "pipe2", "poll",   "ppoll",   "dup"});
    filter.add_if(SCMP_ACT_ALLOW, "newfstatat", {masked(3, AT_EMPTY_PATH, AT_EMPTY_PATH)});
    filter.add_if(SCMP_ACT_ALLOW, "statx", {masked(2, AT_EMPTY_PATH, AT_EMPTY_PATH)});

    // Threads of this process (decoders have pools), its own signals and its end.
    filter.add_if(SCMP_ACT_ALLOW, "clone", {masked(0, CLONE_THREAD, CLONE_THREAD)});
    const auto self = static_cast<scmp_datum_t>(::getpid());
    filter.add_if(SCMP_ACT_ALLOW, "tgkill", {equal(0, self)});
    filter.add_if(SCMP_ACT_ALLOW, "prctl", {equal(0, PR_SET_NAME)});
    filter.add_if(SCMP_ACT_ALLOW, "prctl", {equal(0, PR_SET_VMA)});
    filter.add_if(SCMP_ACT_ALLOW, "prlimit64", {equal(0, 0)});
    filter.add(SCMP_ACT_ALLOW, {"futex", "set_robust_list", "rseq", "sched_yield", "sched_getaffinity", "gettid",
                                "getpid", "getppid", "rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "sigaltstack",
                                "restart_syscall", "getrlimit", "setrlimit", "exit", "exit_group"});

    // Clocks, random numbers, facts of the machine.
    filter.add(SCMP_ACT_ALLOW,
               {"clock_gettime", "clock_getres", "clock_nanosleep", "nanosleep", "gettimeofday", "time", "times",
                "getrusage", "getrandom", "uname", "sysinfo", "getcpu", "getuid", "geteuid", "getgid", "getegid"});
    return filter.install();
}

}  // namespace baton::core::work
