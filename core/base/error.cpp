#include "core/base/error.hpp"

#include <stdexcept>

namespace baton::core {

void throw_exception_from_error(const Problem& problem, const boost::source_location&) {
    throw std::runtime_error(problem.detail);
}

}  // namespace baton::core
