#include "core/work/worker/syscall_filter.hpp"

#include "core/work/wire/packet_socket.hpp"
#include "core/work/worker/sandbox.hpp"

#include <fcntl.h>
#include <linux/sockios.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <concepts>
#include <cstdint>
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
constexpr scmp_arg_cmp equal(unsigned argument, std::integral auto value) {
    return {argument, SCMP_CMP_EQ, static_cast<scmp_datum_t>(value), 0};
}
constexpr scmp_arg_cmp other(unsigned argument, std::integral auto value) {
    return {argument, SCMP_CMP_NE, static_cast<scmp_datum_t>(value), 0};
}
constexpr scmp_arg_cmp masked(unsigned argument, std::integral auto mask, std::integral auto value) {
    return {argument, SCMP_CMP_MASKED_EQ, static_cast<scmp_datum_t>(mask), static_cast<scmp_datum_t>(value)};
}

/// Files may be opened for reading only. Each condition is one way to write.
void refuse_writing(Filter& filter) {
    const auto denied = refuse(EACCES);
    for (const int mode : {O_WRONLY, O_RDWR}) {
        filter.add_if(denied, "open", {masked(1, O_ACCMODE, mode)});
        filter.add_if(denied, "openat", {masked(2, O_ACCMODE, mode)});
    }
    for (const int flag : {O_CREAT, O_TRUNC}) {
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

/// No process but this one is looked at, signalled or changed.
void refuse_other_processes(Filter& filter) {
    const auto denied = refuse(EPERM);
    const auto self = ::getpid();
    filter.add(denied,
               {"ptrace", "process_vm_readv", "process_vm_writev", "pidfd_open", "pidfd_getfd", "pidfd_send_signal",
                "process_madvise", "kcmp", "tkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo"});
    for (const char* call : {"kill", "tgkill"}) filter.add_if(denied, call, {other(0, self)});
    for (const char* call : {"prlimit64", "sched_setaffinity", "sched_setscheduler", "sched_setparam", "sched_setattr",
                             "setpgid", "migrate_pages", "move_pages"}) {
        filter.add_if(denied, call, {other(0, 0)});
    }
    for (const char* call : {"setpriority", "ioprio_set"}) filter.add_if(denied, call, {other(1, 0)});
}

/// A descriptor can be told to send its owner, any process of the same user, a signal of one's choice.
// decision 0013
void refuse_signals_by_descriptor(Filter& filter) {
    const auto denied = refuse(EPERM);
    // The kernel looks at the lower half of these arguments only, and so must a rule that refuses.
    constexpr std::uint32_t lower_half = 0xFFFF'FFFF;
    for (const int command : {F_SETOWN, F_SETOWN_EX, F_SETSIG, F_NOTIFY, F_SETLEASE}) {
        filter.add_if(denied, "fcntl", {masked(1, lower_half, command)});
    }
    filter.add_if(denied, "fcntl", {masked(1, lower_half, F_SETFL), masked(2, O_ASYNC, O_ASYNC)});
    for (const int request : {FIOASYNC, FIOSETOWN, SIOCSPGRP, TIOCSTI}) {
        filter.add_if(denied, "ioctl", {masked(1, lower_half, request)});
    }
}

}  // namespace

result<void> install_loading_filter() {
    const auto denied = refuse(EPERM);
    Filter filter{SCMP_ACT_ALLOW};
    refuse_writing(filter);
    filter.add(denied,
               {"socket", "socketpair", "connect", "bind", "listen", "accept", "accept4", "sendto", "sendmmsg"});
    filter.add(denied, {"execve", "execveat", "fork", "vfork"});
    filter.add_if(denied, "clone", {masked(0, CLONE_THREAD, 0)});
    filter.add(refuse(ENOSYS), {"clone3"});  // its flags are out of a filter's sight; glibc then uses clone
    refuse_other_processes(filter);
    refuse_signals_by_descriptor(filter);
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

namespace {

/// Threads of this process (decoders have pools), its own signals and its end.
void allow_own_threads(Filter& filter) {
    // What pthread_create asks for, to the letter: no other process, no namespace.
    constexpr int thread = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD | CLONE_SYSVSEM |
                           CLONE_SETTLS | CLONE_PARENT_SETTID | CLONE_CHILD_CLEARTID;
    filter.add_if(SCMP_ACT_ALLOW, "clone", {equal(0, thread)});
    filter.add_if(SCMP_ACT_ALLOW, "tgkill", {equal(0, ::getpid())});
    for (const int option : {PR_SET_NAME, PR_SET_VMA}) filter.add_if(SCMP_ACT_ALLOW, "prctl", {equal(0, option)});
    // Every limit may be read, the one of processor time set anew for each job.
    filter.add_if(SCMP_ACT_ALLOW, "prlimit64", {equal(0, 0), equal(2, 0)});
    filter.add_if(SCMP_ACT_ALLOW, "prlimit64", {equal(0, 0), equal(1, int{RLIMIT_CPU})});
    filter.add(SCMP_ACT_ALLOW, {"futex", "set_robust_list", "rseq", "sched_yield", "sched_getaffinity", "gettid",
                                "getpid", "rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "sigaltstack",
                                "restart_syscall", "exit", "exit_group"});
}

}  // namespace

/// Everything a job may do, with its arguments; who needs what stands in the decision's table.
// decision 0013
result<void> install_serving_filter() {
    Filter filter{refuse(EPERM)};
    filter.add(refuse(EACCES), {"open", "openat", "openat2", "creat"});
    filter.add(refuse(ENOSYS), {"clone3"});

    // The channel and nothing else.
    const auto channel = worker_channel_fd;
    filter.add_if(SCMP_ACT_ALLOW, "recvmsg", {equal(0, channel)});
    filter.add_if(SCMP_ACT_ALLOW, "sendmsg", {equal(0, channel)});
    filter.add(SCMP_ACT_ALLOW, {"poll", "ppoll"});

    // Memory. Nothing may become executable any more.
    filter.add_if(SCMP_ACT_ALLOW, "mmap", {masked(2, PROT_EXEC, 0)});
    filter.add_if(SCMP_ACT_ALLOW, "mprotect", {masked(2, PROT_EXEC, 0)});
    filter.add(SCMP_ACT_ALLOW, {"brk", "munmap", "mremap"});
    for (const int advice : {MADV_NORMAL, MADV_RANDOM, MADV_SEQUENTIAL, MADV_WILLNEED, MADV_DONTNEED, MADV_FREE,
                             MADV_HUGEPAGE, MADV_NOHUGEPAGE, MADV_DONTDUMP, MADV_DODUMP}) {
        filter.add_if(SCMP_ACT_ALLOW, "madvise", {equal(2, advice)});
    }

    // Descriptors that are already there: none can be made, doubled or told to send signals.
    filter.add(SCMP_ACT_ALLOW, {"read", "write", "writev", "pread64", "pwrite64", "lseek", "close"});
    for (const int command : {F_ADD_SEALS, F_GET_SEALS}) filter.add_if(SCMP_ACT_ALLOW, "fcntl", {equal(1, command)});

    // Their runtimes ask by a pipe whether memory can be read, and report what can be as broken if they get none.
    if (has_sanitizer()) filter.add(SCMP_ACT_ALLOW, {"pipe", "pipe2"});

    allow_own_threads(filter);

    // Clocks, random numbers, facts of the machine.
    filter.add(SCMP_ACT_ALLOW,
               {"clock_gettime", "clock_getres", "clock_nanosleep", "nanosleep", "gettimeofday", "time", "times",
                "getrusage", "getrandom", "uname", "sysinfo", "getcpu", "getuid", "geteuid", "getgid", "getegid"});
    return filter.install();
}

}  // namespace baton::core::work
