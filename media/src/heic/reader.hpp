#pragma once

#include <baton/media/bytes.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

namespace baton::media::heic {

/// Reads big-endian numbers off the front. Past the end everything is 0 and `ok` is false.
class Cursor {
public:
    explicit Cursor(BytesView bytes) : left_(bytes) {}

    std::uint64_t number(std::size_t width);
    BytesView take(std::uint64_t count);
    bool ok() const { return ok_; }
    BytesView left() const { return left_; }

private:
    BytesView left_;
    bool ok_ = true;
};

/// A box of ISO/IEC 14496-12, 4.2. Views point into the file.
struct Box {
    std::string_view type;
    BytesView payload;
};

/// Goes through boxes side by side, as far as they are whole.
class BoxReader {
public:
    explicit BoxReader(BytesView bytes) : cursor_(bytes) {}
    std::optional<Box> next();

private:
    Cursor cursor_;
};

/// The payload of the first box of a type; empty if there is none.
BytesView find(BytesView bytes, std::string_view type);

/// What the file's `meta` box holds.
BytesView meta_children(BytesView file);

/// The id of the picture that a file is about.
std::uint64_t primary_item(BytesView meta);

}  // namespace baton::media::heic
