#pragma once

#include <string>
#include <string_view>

namespace baton::signature::svg {

/// Why a file cannot become the picture that browsers show of it: the first reason counts.
// decision 0053
class Objection {
public:
    /// `reason` goes on after "the SVG cannot be drawn as browsers show it: "; nothing of the file may be in it.
    void raise(std::string_view reason) {
        if (reason_.empty()) reason_ = reason;
    }
    bool raised() const { return !reason_.empty(); }
    const std::string& reason() const { return reason_; }

private:
    std::string reason_;
};

}  // namespace baton::signature::svg
