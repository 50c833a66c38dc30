#pragma once

#include "core/base/error.hpp"

#include <string_view>

namespace baton::core::http {

/// One row per `errc`: the only place where an error gets its public form. The strings are API.
struct ErrorRow {
    errc code;
    unsigned status;
    std::string_view type;  ///< last part of `urn:baton:error:…`
    std::string_view text;  ///< `title`, and `error` unless the problem has its own sentence
};

const ErrorRow& error_row(errc code);

}  // namespace baton::core::http
