#include "core/base/error.hpp"

#include <new>
#include <stdexcept>

namespace baton::core {

void throw_exception_from_error(const Problem& problem, const boost::source_location&) {
    throw std::runtime_error(problem.detail);
}

Problem problem_of(const std::exception& surprise) {
    const bool out_of_memory = dynamic_cast<const std::bad_alloc*>(&surprise) != nullptr;
    return problem(out_of_memory ? errc::overloaded : errc::internal, surprise.what());
}

}  // namespace baton::core
