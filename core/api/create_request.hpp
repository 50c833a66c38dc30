#pragma once

#include "core/action/catalog.hpp"
#include "core/base/error.hpp"
#include "core/config/settings.hpp"
#include "core/session/session.hpp"

#include <string_view>

namespace baton::core::api {

/// Reads and checks the body of `POST /api/v1/sessions`. Everything but id, owner and creation time is filled in.
/// Errors: malformed_json; invalid_field with one entry per wrong field.
result<session::Spec> parse_create_request(std::string_view body, const action::Catalog& catalog,
                                           const config::Settings& settings);

}  // namespace baton::core::api
