// What a file is by its first bytes: the server's short look and the library's must not contradict each other.
#include "core/file/magic_bytes.hpp"
#include "tests/fuzz/harness.hpp"

#include <baton/media/picture.hpp>
#include <baton/media/sniff.hpp>

using namespace baton;
using fuzz::expect;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto file = fuzz::bytes_of(fuzz::text_of(data, size));
    const auto kind = media::sniff(file);
    const auto server = core::file::media_type_of(file.first(std::min(size, core::file::head_size)));
    if (kind == media::Kind::unknown) return 0;
    // An SVG's root may stand far from the beginning, and its first comment may hold what looks like another kind.
    if (kind == media::Kind::svg) return 0;
    expect(server == media::media_type(kind), "the server took it for the same");
    return 0;
}
