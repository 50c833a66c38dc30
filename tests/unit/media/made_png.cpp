#include "made_png.hpp"

namespace baton::media::testing {
namespace {

void append_number(Bytes& to, std::uint32_t number) {
    for (int shift = 24; shift >= 0; shift -= 8) to.push_back(static_cast<std::byte>(number >> shift & 0xFF));
}

void append(Bytes& to, const Bytes& more) {
    to.insert(to.end(), more.begin(), more.end());
}

std::uint32_t crc32(BytesView bytes) {
    std::uint32_t crc = ~0U;
    for (std::byte byte : bytes) {
        crc ^= std::to_integer<std::uint32_t>(byte);
        for (int bit = 0; bit < 8; ++bit) crc = (crc & 1) != 0 ? crc >> 1 ^ 0xEDB88320U : crc >> 1;
    }
    return ~crc;
}

// Deflate packs bits from the lowest up; Huffman codes come with their highest bit first.
class BitWriter {
public:
    explicit BitWriter(Bytes& to) : to_(to) {}

    void code(unsigned bits, unsigned count) {
        while (count-- > 0) put(bits >> count & 1);
    }

    void put(unsigned bit) {
        current_ |= bit << filled_;
        if (++filled_ == 8) flush();
    }

    void flush() {
        if (filled_ == 0) return;
        to_.push_back(static_cast<std::byte>(current_));
        current_ = filled_ = 0;
    }

private:
    Bytes& to_;
    unsigned current_ = 0;
    unsigned filled_ = 0;
};

}  // namespace

// One block of fixed codes (RFC 1951, 3.2.6): literal 0 is 00110000, a copy of 258 bytes from the one before 11000101
// and 00000.
Bytes deflated_zeros(std::uint64_t count) {
    constexpr std::uint64_t run = 258;
    Bytes stream{std::byte{0x78}, std::byte{0xDA}};
    BitWriter bits{stream};
    bits.put(1);
    bits.code(0b10, 2);
    const std::uint64_t runs = count > 0 ? (count - 1) / run : 0;
    for (std::uint64_t i = runs * run; i < count; ++i) bits.code(0b00110000, 8);
    for (std::uint64_t i = 0; i < runs; ++i) bits.code(0b1100010100000, 13);
    bits.code(0, 7);
    bits.flush();
    append_number(stream, static_cast<std::uint32_t>(count % 65521) << 16 | 1);
    return stream;
}

Bytes png_chunk(std::string_view type, const Bytes& payload) {
    Bytes chunk;
    append_number(chunk, static_cast<std::uint32_t>(payload.size()));
    append(chunk, type);
    append(chunk, payload);
    append_number(chunk, crc32(BytesView{chunk}.subspan(4)));
    return chunk;
}

Bytes png_of(const PngHeader& header, const Bytes& stream, const Bytes& extra) {
    Bytes file;
    append(file, "\x89PNG\r\n\x1A\n");
    Bytes fields;
    append_number(fields, header.width);
    append_number(fields, header.height);
    for (const int field : {header.depth, header.colour, 0, 0, header.interlaced ? 1 : 0}) {
        fields.push_back(static_cast<std::byte>(field));
    }
    append(file, png_chunk("IHDR", fields));
    append(file, extra);
    append(file, png_chunk("IDAT", stream));
    append(file, png_chunk("IEND", {}));
    return file;
}

void append(Bytes& to, std::string_view text) {
    for (char c : text) to.push_back(static_cast<std::byte>(c));
}

}  // namespace baton::media::testing
