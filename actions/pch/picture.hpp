// Precompiled: what an action includes that looks at pictures.
#include "actions/pch/action.hpp"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>
