// The manifest beside a plugin's library.
#include "core/plugin/manifest.hpp"

#include "core/base/text.hpp"
#include "tests/fuzz/harness.hpp"

using namespace baton;
using namespace baton::core;
using fuzz::expect;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto manifest = plugin::parse_manifest(fuzz::text_of(data, size));
    if (!manifest) {
        expect(!manifest.error().detail.empty() && !has_control_characters(manifest.error().detail),
               "a reason of one line");
        return 0;
    }
    expect(is_id(manifest->id), "an id");
    const auto mismatch = plugin::abi_mismatch(*manifest);
    if (mismatch) expect(!mismatch->empty() && !has_control_characters(*mismatch), "a mismatch has its reason");
    return 0;
}
