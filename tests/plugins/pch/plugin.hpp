// Precompiled: what every plugin of the tests includes.
#include "tests/plugins/minimal.hpp"
