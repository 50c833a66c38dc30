#include "core/work/pool/voice_lines.hpp"

#include <algorithm>

namespace baton::core::work {

bool VoiceLines::fits(Time now) {
    if (now - begun_ >= window) {
        begun_ = now;
        lines_ = 0;
        bytes_ = 0;
    }
    ++lines_;
    bytes_ += line_.size();
    return lines_ <= max_lines && bytes_ <= max_bytes;
}

std::vector<std::string> VoiceLines::add(std::string_view bytes, Time now) {
    std::vector<std::string> lines;
    while (!bytes.empty()) {
        const std::size_t end = bytes.find('\n');
        const std::string_view part = bytes.substr(0, end);
        line_ += part.substr(0, max_line - std::min(max_line, line_.size()));
        if (end == std::string_view::npos) break;
        bytes.remove_prefix(end + 1);
        if (line_.empty()) continue;
        if (fits(now)) {
            lines.push_back(std::move(line_));
        } else {
            ++dropped_;
        }
        line_.clear();
    }
    return lines;
}

}  // namespace baton::core::work
