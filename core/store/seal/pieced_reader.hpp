#pragma once

#include "core/file/file_reader.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>

namespace baton::core::store::seal {

/// Bytes that can only be had in whole pieces of one size, read from any place. A piece of which a read took only the
/// beginning is kept for the one that goes on there: whoever reads in small steps has each piece made once. Any number
/// may read at once.
class PiecedReader : public file::FileReader {
protected:
    /// `total` bytes in pieces of `piece` bytes, the last one less.
    PiecedReader(std::uint64_t total, std::size_t piece) : total_(total), piece_(piece) {}

    /// As FileReader::read, of these bytes. Errors: those of `make`.
    task<std::size_t> read_pieces(std::uint64_t first, std::span<std::byte> buffer) const;

private:
    struct Piece {
        std::uint64_t number;
        std::unique_ptr<std::byte[]> bytes;
    };

    /// Fills `bytes`, which are as many as the piece has, or fails. From any thread, and several at once.
    virtual task<> make(std::uint64_t number, std::span<std::byte> bytes) const = 0;

    std::size_t size_of(std::uint64_t number) const;
    std::optional<Piece> take() const;
    void keep(Piece piece) const;

    const std::uint64_t total_;
    const std::size_t piece_;
    mutable std::mutex mutex_;
    mutable std::optional<Piece> kept_;
};

}  // namespace baton::core::store::seal
