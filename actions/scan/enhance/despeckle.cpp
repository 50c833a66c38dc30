#include "actions/scan/enhance/despeckle.hpp"

#include "actions/scan/enhance/moments.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numeric>
#include <vector>

namespace baton::scan {
namespace {

// Areas at 300 dpi, px: always a speck below the first, never from the second on.
constexpr double least_area = 6;
constexpr double sure_area = 60;

// Ink side by side in one row.
struct Run {
    int y;
    int begin;
    int end;
};

struct Ink {
    std::int64_t area = 0;
    bool deep = false;
};

// Disjoint sets of runs, each named by its first.
class Sets {
public:
    std::size_t add() {
        parent_.push_back(parent_.size());
        return parent_.size() - 1;
    }
    std::size_t find(std::size_t member) {
        while (parent_[member] != member) {
            parent_[member] = parent_[parent_[member]];
            member = parent_[member];
        }
        return member;
    }
    void join(std::size_t a, std::size_t b) {
        a = find(a);
        b = find(b);
        parent_[std::max(a, b)] = std::min(a, b);
    }

private:
    std::vector<std::size_t> parent_;
};

void append_runs(const std::uint8_t* row, int y, int width, std::vector<Run>& runs) {
    const std::uint8_t* const end = row + width;
    const std::uint8_t* at = row;
    while (at < end) {
        const auto* begin = static_cast<const std::uint8_t*>(std::memchr(at, 0, static_cast<std::size_t>(end - at)));
        if (begin == nullptr) return;
        at = static_cast<const std::uint8_t*>(std::memchr(begin, 255, static_cast<std::size_t>(end - begin)));
        at = at == nullptr ? end : at;
        runs.push_back({y, static_cast<int>(begin - row), static_cast<int>(at - row)});
    }
}

class Components {
public:
    explicit Components(const cv::Mat1b& bw) {
        std::size_t above_begin = 0;
        std::size_t above_end = 0;
        for (int y = 0; y < bw.rows; ++y) {
            const std::size_t begin = runs_.size();
            append_runs(bw[y], y, bw.cols, runs_);
            connect(above_begin, above_end, begin);
            above_begin = begin;
            above_end = runs_.size();
        }
    }

    const std::vector<Run>& runs() const { return runs_; }
    std::size_t of(std::size_t run) { return sets_.find(run); }

private:
    void connect(std::size_t above, std::size_t above_end, std::size_t begin) {
        for (std::size_t run = begin; run < runs_.size(); ++run) {
            sets_.add();
            while (above < above_end && runs_[above].end < runs_[run].begin) ++above;
            for (std::size_t other = above; other < above_end && runs_[other].begin <= runs_[run].end; ++other) {
                sets_.join(run, other);
            }
        }
    }

    std::vector<Run> runs_;
    Sets sets_;
};

bool is_deep(const Run& run, const cv::Mat1b& grey, const cv::Mat1b& threshold, const cv::Mat1b& depth) {
    for (int x = run.begin; x < run.end; ++x) {
        if (grey(run.y, x) + depth(run.y / block, x / block) < threshold(run.y / block, x / block)) return true;
    }
    return false;
}

}  // namespace

void despeckle(cv::Mat1b& bw, const cv::Mat1b& grey, const cv::Mat1b& threshold, const cv::Mat1b& depth, double dpi) {
    const double scale = dpi * dpi / (300.0 * 300.0);
    const auto least = static_cast<std::int64_t>(std::ceil(least_area * scale));
    const auto sure = static_cast<std::int64_t>(sure_area * scale);
    Components components{bw};
    const auto& runs = components.runs();
    std::vector<Ink> inks(runs.size());
    for (std::size_t run = 0; run < runs.size(); ++run) {
        inks[components.of(run)].area += runs[run].end - runs[run].begin;
    }
    for (std::size_t run = 0; run < runs.size(); ++run) {
        Ink& ink = inks[components.of(run)];
        if (ink.area >= least && ink.area < sure && !ink.deep) ink.deep = is_deep(runs[run], grey, threshold, depth);
    }
    for (std::size_t run = 0; run < runs.size(); ++run) {
        const Ink& ink = inks[components.of(run)];
        if (ink.area < least || (ink.area < sure && !ink.deep)) {
            std::memset(bw[runs[run].y] + runs[run].begin, 255,
                        static_cast<std::size_t>(runs[run].end - runs[run].begin));
        }
    }
}

}  // namespace baton::scan
