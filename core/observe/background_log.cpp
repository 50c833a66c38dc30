#include "core/observe/background_log.hpp"

#include "core/observe/log.hpp"

namespace baton::core::observe {

void log_background(const background::Failure& failure) {
    log::error("a background task failed", {{"task", failure.name},
                                            {"detail", failure.what},
                                            {"in_a_row", failure.in_a_row},
                                            {"pause_ms", failure.pause.count()}});
}

}  // namespace baton::core::observe
