#pragma once

#include "actions/scan/submission/finished_page.hpp"

#include <baton/processor.hpp>

namespace baton::scan {

/// Makes the documents of a submission: of pages that were kept, and of originals for the rest.
class ScanProcessor final : public Processor {
public:
    explicit ScanProcessor(Ground ground) : ground_(std::move(ground)) {}
    result<Outcome> process(const Submission& submission) override;

private:
    Ground ground_;
};

}  // namespace baton::scan
