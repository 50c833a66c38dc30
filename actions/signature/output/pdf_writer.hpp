#pragma once

#include "actions/signature/drawing.hpp"
#include "actions/signature/output/placement.hpp"

#include <baton/media/bytes.hpp>
#include <baton/result.hpp>

namespace baton::signature {

/// A PDF of one page as large as the placement (points), with the drawing's shapes as vectors.
/// Errors: `processing_failed`.
result<media::Bytes> write_pdf(const Drawing& drawing, const Placement& placement);

}  // namespace baton::signature
