#pragma once

#include <baton/registry.hpp>

#include <span>

namespace baton::signature::testing {

/// The files of the built page that have to do with fonts, read from the folder in BATON_TEST_PAGE.
std::span<const Asset> page_fonts();

}  // namespace baton::signature::testing
