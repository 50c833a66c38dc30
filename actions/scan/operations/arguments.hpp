#pragma once

#include "actions/scan/options.hpp"
#include "actions/scan/submission/documents.hpp"

#include <baton/processor.hpp>
#include <baton/result.hpp>

#include <boost/json/object.hpp>

#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace baton::scan {

/// Whether all members have known names. Errors: `invalid_input`, naming the first that has not.
result<void> check_members(const boost::json::object& arguments, std::initializer_list<std::string_view> known);

/// The whole number in a member, or `fallback` if it is absent. Errors: `invalid_input` with a pointer.
result<std::int64_t> number_in(const boost::json::object& arguments, std::string_view name, std::int64_t least,
                               std::int64_t most, std::int64_t fallback);

/// The page that a call of the phone names by `key`, with the call's `quad`, `mode` and `rotation`.
/// Errors: `invalid_input` with a pointer.
result<WantedPage> page_of_call(const Call& call, const Options& options);

}  // namespace baton::scan
