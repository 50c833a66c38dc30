#pragma once

#include <baton/result.hpp>

#include <boost/json/object.hpp>

#include <string>

namespace baton::signature {

/// A signature that was typed. Whether the face exists, `Lettering` says.
struct TypedName {
    std::string text;  ///< UTF-8, 1…60 characters, none of them a control character, not only white space
    std::string face;
};

/// Reads the `data` of the method `type`. Errors: `invalid_input` with a pointer below `/data`.
result<TypedName> read_typed_name(const boost::json::object& data);

}  // namespace baton::signature
