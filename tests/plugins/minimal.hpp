#pragma once

#include <baton/plugin.hpp>
#include <baton/processor.hpp>
#include <baton/registry.hpp>

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

/// The well-behaved part that all test plugins share.
namespace test_plugin {

inline std::vector<std::byte> bytes_of(std::string_view text) {
    const auto bytes = std::as_bytes(std::span{text});
    return {bytes.begin(), bytes.end()};
}

/// Answers with the first file as it came, or with a JPEG's first bytes if there is none.
class Echo : public baton::Processor {
public:
    baton::result<baton::Outcome> process(const baton::Submission& submission) override {
        baton::OutputFile file{"image/jpeg", "echo.jpg", bytes_of("\xff\xd8\xff\xe0")};
        if (!submission.files.empty()) {
            const auto& input = submission.files.front();
            file = {input.content_type, "echo.jpg", {input.bytes.begin(), input.bytes.end()}};
        }
        baton::Outcome outcome;
        outcome.files.push_back(std::move(file));
        return outcome;
    }
};

inline void register_minimum(baton::Registry& registry) {
    registry.add_format({"jpg", "image/jpeg", "jpg", true});
    registry.set_processor(std::make_unique<Echo>());
}

}  // namespace test_plugin
