#pragma once

#include <cstddef>
#include <string_view>

namespace baton::core::observe {

/// Writes `text` to a descriptor and waits for it as long as that takes, whether the descriptor blocks or not. Returns
/// how many bytes were written: fewer than all when it takes no more (errno says why).
std::size_t write_all(int descriptor, std::string_view text);

}  // namespace baton::core::observe
