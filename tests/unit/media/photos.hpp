#pragma once

#include <baton/media/bytes.hpp>
#include <baton/media/image.hpp>

#include <string>
#include <string_view>

namespace baton::media::testing {

/// A file of tests/data/photos. Fails the test if it is missing.
Bytes photo(const std::string& name);

/// True if the picture's four corner squares are where they belong: red, green, blue, yellow from top left on,
/// clockwise. In a grey picture they are compared by their lightness.
bool is_upright(const Image& image);

/// True if the bytes occur anywhere in the file.
bool contains(BytesView file, std::string_view text);

}  // namespace baton::media::testing
