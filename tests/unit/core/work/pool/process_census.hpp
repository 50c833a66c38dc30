#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

/// What this process has of descriptors and children.
namespace pool_test {

inline std::size_t open_descriptors() {
    const std::filesystem::directory_iterator all{"/proc/self/fd"};
    return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

inline std::vector<pid_t> children() {
    std::vector<pid_t> pids;
    for (const auto& thread : std::filesystem::directory_iterator{"/proc/self/task"}) {
        std::ifstream list{thread.path() / "children"};
        for (pid_t pid = 0; list >> pid;) pids.push_back(pid);
    }
    return pids;
}

/// Neither running children nor zombies.
inline bool has_children() {
    siginfo_t info{};
    return ::waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0;
}

}  // namespace pool_test
