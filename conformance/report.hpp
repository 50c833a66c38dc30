#pragma once

#include <string>
#include <string_view>

namespace baton::conformance {

/// Prints one line per check and counts them.
class Report {
public:
    void ok(std::string_view check);
    void fail(std::string_view check, std::string_view why);
    void skip(std::string_view check, std::string_view why);

    /// `ok` if `why` is empty, else `fail`.
    void judge(std::string_view check, const std::string& why);

    /// Prints the last line; true if nothing failed.
    bool finish(std::string_view plugin) const;

private:
    int passed_ = 0;
    int failed_ = 0;
    int skipped_ = 0;
};

}  // namespace baton::conformance
