#include "actions/signature/strokes/strokes_file.hpp"

#include <doctest/doctest.h>

namespace baton::signature {
namespace {

TEST_CASE("strokes.json has absolute values in px, ms and shares") {
    const Strokes strokes{{358, 220.5}, {{{120, 90.1, 0, 0.5}, {121.4, -3, 16, 0.512}}, {{5, 6, 300, 1}}}};
    CHECK(write_strokes(strokes) ==
          "{\"version\":1,\"canvas\":{\"width\":358,\"height\":220.5},\"strokes\":["
          "{\"points\":[[120,90.1,0,0.5],[121.4,-3,16,0.512]]},{\"points\":[[5,6,300,1]]}]}\n");
}

}  // namespace
}  // namespace baton::signature
