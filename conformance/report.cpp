#include "conformance/report.hpp"

#include <iostream>

namespace baton::conformance {

void Report::ok(std::string_view check) {
    ++passed_;
    std::cout << "ok   " << check << std::endl;
}

void Report::fail(std::string_view check, std::string_view why) {
    ++failed_;
    std::cout << "FAIL " << check << ": " << why << std::endl;
}

void Report::skip(std::string_view check, std::string_view why) {
    ++skipped_;
    std::cout << "skip " << check << ": " << why << std::endl;
}

void Report::judge(std::string_view check, const std::string& why) {
    if (why.empty()) {
        ok(check);
    } else {
        fail(check, why);
    }
}

bool Report::finish(std::string_view plugin) const {
    std::cout << "conformance " << plugin << ": " << passed_ << " passed, " << failed_ << " failed, " << skipped_
              << " skipped" << std::endl;
    return failed_ == 0;
}

}  // namespace baton::conformance
