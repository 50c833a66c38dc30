#pragma once

#include "core/base/error.hpp"

#include <exception>

namespace baton::core::db::sqlite {

/// What `call` returns, or what its exception comes to: on a thread of ours nobody else would catch it.
template <class Call>
auto without_surprise(Call call) -> decltype(call()) {
    try {
        return call();
    } catch (const std::exception& surprise) {
        return problem_of(surprise);
    }
}

}  // namespace baton::core::db::sqlite
