// Precompiled: what nearly every file of an action includes and what takes longest to parse.
#include "media/pch/plain.hpp"

#include <boost/json.hpp>
