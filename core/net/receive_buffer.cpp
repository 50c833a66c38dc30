#include "core/net/receive_buffer.hpp"

#include <cstring>

namespace baton::core::net {

namespace {

constexpr std::size_t kHeaderSize = 20 * 1024;  // above the parser's limit, so that the parser is who refuses
constexpr std::size_t kBodySize = 64 * 1024;

}  // namespace

std::span<char> ReceiveBuffer::room() {
    if (begin_ == end_) begin_ = end_ = 0;
    if (end_ == bytes_.size() && begin_ > 0) {
        std::memmove(bytes_.data(), bytes_.data() + begin_, end_ - begin_);
        end_ -= begin_;
        begin_ = 0;
    }
    if (end_ == bytes_.size() && bytes_.size() < kHeaderSize) bytes_.resize(kHeaderSize);
    return std::span{bytes_}.subspan(end_);
}

void ReceiveBuffer::grow_for_body() {
    if (bytes_.size() < kBodySize) bytes_.resize(kBodySize);
}

void ReceiveBuffer::shrink() {
    if (begin_ != end_ || bytes_.size() <= kIdleSize) return;
    begin_ = end_ = 0;
    bytes_.resize(kIdleSize);
    bytes_.shrink_to_fit();
}

}  // namespace baton::core::net
