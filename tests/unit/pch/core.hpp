// Precompiled: what a test of core/ includes and what takes longest to parse.
#include "core/pch/core.hpp"

#include <doctest/doctest.h>
