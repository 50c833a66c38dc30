#pragma once

#include <baton/media/bytes.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

namespace baton::media {

/// Collects a file of big-endian fields: OpenType and ICC are such.
class BigEndian {
public:
    void u8(unsigned value) { bytes_.push_back(static_cast<std::byte>(value)); }
    void u16(unsigned value) {
        u8(value >> 8 & 0xFF);
        u8(value & 0xFF);
    }
    void u32(std::uint32_t value) {
        u16(value >> 16);
        u16(value & 0xFFFF);
    }
    /// s15Fixed16Number of ICC, 16.16 of OpenType.
    void fixed(double value) { u32(static_cast<std::uint32_t>(static_cast<std::int32_t>(std::lround(value * 65536)))); }
    void text(std::string_view text) {
        for (const char c : text) u8(static_cast<unsigned char>(c));
    }
    void reserve(std::size_t count) { bytes_.reserve(count); }
    void zeros(std::size_t count) { bytes_.resize(bytes_.size() + count); }
    void append(BytesView bytes) { bytes_.insert(bytes_.end(), bytes.begin(), bytes.end()); }
    /// Fills up to a multiple of four.
    void align() { zeros((4 - bytes_.size() % 4) % 4); }
    void patch_u32(std::size_t at, std::uint32_t value) {
        for (std::size_t i = 0; i < 4; ++i) bytes_[at + i] = static_cast<std::byte>(value >> (24 - 8 * i) & 0xFF);
    }

    std::size_t size() const { return bytes_.size(); }
    const Bytes& bytes() const { return bytes_; }
    Bytes take() { return std::move(bytes_); }

private:
    Bytes bytes_;
};

}  // namespace baton::media
