#pragma once

#include "actions/signature/drawing.hpp"

#include <cstddef>
#include <vector>

namespace baton::signature::svg {

/// A run of a pen. An open one is closed where it is filled, and has two ends where it is stroked.
struct Subpath {
    Contour contour;
    bool closed = false;
};

using Path = std::vector<Subpath>;

/// What is left of a limit on work or memory.
class Budget {
public:
    explicit Budget(std::size_t pieces) : left_{pieces} {}

    /// False, for this and every later call, if there is not so much left.
    bool take(std::size_t pieces) {
        exhausted_ = exhausted_ || pieces > left_;
        left_ -= exhausted_ ? 0 : pieces;
        return !exhausted_;
    }
    bool exhausted() const { return exhausted_; }

private:
    std::size_t left_;
    bool exhausted_ = false;
};

}  // namespace baton::signature::svg
