#pragma once

#include "core/work/pool/worker_process.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <utility>

namespace baton::core::work {

/// What a worker uses from here on, as the kernel counts it for all its threads. A worker that is gone by the end takes
/// its count along: then all of the time is taken for used, as it held a place that long.
// decision 0012
class CpuMeter {
public:
    explicit CpuMeter(std::shared_ptr<const WorkerProcess> worker)
        : worker_(std::move(worker)), cpu_(worker_->cpu_time()) {}

    std::chrono::nanoseconds used() const {
        const auto now = worker_->cpu_time();
        if (cpu_ && now) return *now - *cpu_;
        return std::chrono::steady_clock::now() - begin_;
    }

private:
    std::shared_ptr<const WorkerProcess> worker_;
    std::optional<std::chrono::nanoseconds> cpu_;
    std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

}  // namespace baton::core::work
