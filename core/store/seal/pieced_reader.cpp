#include "core/store/seal/pieced_reader.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace baton::core::store::seal {

task<std::size_t> PiecedReader::read_pieces(std::uint64_t first, std::span<std::byte> buffer) const {
    if (first >= total_ || buffer.empty()) co_return std::size_t{0};
    buffer = buffer.first(static_cast<std::size_t>(std::min<std::uint64_t>(buffer.size(), total_ - first)));
    auto at_hand = take();
    std::size_t done = 0;
    while (done < buffer.size()) {
        const std::uint64_t number = (first + done) / piece_;
        const auto offset = static_cast<std::size_t>((first + done) % piece_);
        const std::size_t size = size_of(number);
        const auto rest = buffer.subspan(done);
        if (offset == 0 && rest.size() >= size) {
            if (auto made = co_await make(number, rest.first(size)); !made) co_return made.error();
            done += size;
            continue;
        }
        if (!at_hand || at_hand->number != number) {
            at_hand = Piece{number, std::make_unique_for_overwrite<std::byte[]>(size)};
            if (auto made = co_await make(number, {at_hand->bytes.get(), size}); !made) co_return made.error();
        }
        const std::size_t part = std::min(rest.size(), size - offset);
        std::memcpy(rest.data(), at_hand->bytes.get() + offset, part);
        done += part;
    }
    const std::uint64_t end = first + done;
    if (at_hand && end < total_ && end / piece_ == at_hand->number) keep(std::move(*at_hand));
    co_return done;
}

std::size_t PiecedReader::size_of(std::uint64_t number) const {
    return static_cast<std::size_t>(std::min<std::uint64_t>(piece_, total_ - number * piece_));
}

std::optional<PiecedReader::Piece> PiecedReader::take() const {
    const std::lock_guard lock{mutex_};
    return std::exchange(kept_, std::nullopt);
}

void PiecedReader::keep(Piece piece) const {
    const std::lock_guard lock{mutex_};
    kept_ = std::move(piece);
}

}  // namespace baton::core::store::seal
