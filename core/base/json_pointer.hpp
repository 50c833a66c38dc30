#pragma once

#include <string>
#include <string_view>

namespace baton::core {

/// One step of a JSON pointer with its slash, escaped as RFC 6901 wants: "/a~1b" for the key "a/b".
inline std::string pointer_step(std::string_view key) {
    std::string step = "/";
    for (char c : key) {
        if (c == '~') {
            step += "~0";
        } else if (c == '/') {
            step += "~1";
        } else {
            step += c;
        }
    }
    return step;
}

}  // namespace baton::core
