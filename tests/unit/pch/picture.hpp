// Precompiled: what a test of an action includes that looks at pictures.
#include "actions/pch/picture.hpp"
#include "tests/unit/pch/action.hpp"
