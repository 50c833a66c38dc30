#pragma once

#include "actions/scan/submission/finished_page.hpp"

#include <baton/processor.hpp>

namespace baton::scan {

/// For the phone, `render {"key","quad"?,"mode"?,"rotation"?}`: makes the finished page and keeps it, so that the
/// submission need not. Answers `{"mode","width","height","dpi"}`.
///
/// For the backend, `render {"document","page","quad"?,"mode"?,"rotation"?}`, both counted from 0: makes a page of the
/// result anew from its original, with what was submitted where nothing else is said, and answers it as a file too.
class RenderOperation final : public Operation {
public:
    explicit RenderOperation(Ground ground) : ground_(std::move(ground)) {}
    result<Reply> operate(const Call& call) override;

private:
    result<Reply> keep(const Call& call, const Options& options);
    result<Reply> render_again(const Call& call, const Options& options);

    Ground ground_;
};

}  // namespace baton::scan
