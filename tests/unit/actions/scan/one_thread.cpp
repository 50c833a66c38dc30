// The programs of the scan tests compute in one thread, as the plugin does: threads inside OpenCV, which is no
// sanitizer build, look like races to ThreadSanitizer.
#include <opencv2/core/utility.hpp>

namespace {

const bool one_thread = [] {
    cv::setNumThreads(1);
    return true;
}();

}  // namespace
