#pragma once

#include "actions/photo/settings.hpp"

#include <baton/processor.hpp>

namespace baton::photo {

/// Makes one result of each submitted picture, in the order of submission.
class PhotoProcessor final : public Processor {
public:
    explicit PhotoProcessor(const Settings& settings);

    /// Errors: `invalid_input` (no file), and those of `convert`.
    result<Outcome> process(const Submission& submission) override;

private:
    Settings settings_;
};

}  // namespace baton::photo
