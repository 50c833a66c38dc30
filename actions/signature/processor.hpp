#pragma once

#include "actions/signature/lettering/lettering.hpp"
#include "actions/signature/settings.hpp"

#include <baton/processor.hpp>

#include <memory>

namespace baton::signature {

/// Makes a signature of what the page submits (one), or of each file of `POST /result`.
class SignatureProcessor final : public Processor {
public:
    SignatureProcessor(const Settings& settings, std::shared_ptr<const Lettering> lettering);

    /// Errors: `invalid_input` (no signature, too little ink, malformed data), `forbidden` (a way of signing that the
    /// session does not allow), and those of `read_picture`, `Lettering::write` and `render`.
    result<Outcome> process(const Submission& submission) override;

private:
    Settings settings_;
    std::shared_ptr<const Lettering> lettering_;
};

}  // namespace baton::signature
