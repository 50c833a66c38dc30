// Precompiled: what a test of media/ or of an action includes and what takes longest to parse.
#include "actions/pch/action.hpp"

#include <doctest/doctest.h>

#include <random>
#include <sstream>
