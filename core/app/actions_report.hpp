#pragma once

#include <filesystem>

namespace baton::core::app {

/// `baton actions`: prints the installed actions with formats and ABI verdict, broken ones with what is wrong.
/// Returns the exit code: 1 if any is broken.
int list_actions(const std::filesystem::path& executable);

}  // namespace baton::core::app
