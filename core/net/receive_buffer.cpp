#include "core/net/receive_buffer.hpp"

#include <cstring>

namespace baton::core::net {

namespace {

constexpr std::size_t header_size = 20 * 1024;  // above the parser's limit, so that the parser is who refuses
constexpr std::size_t body_size = 64 * 1024;

}  // namespace

std::span<char> ReceiveBuffer::room() {
    if (begin_ == end_) begin_ = end_ = 0;
    if (end_ == bytes_.size() && begin_ > 0) {
        std::memmove(bytes_.data(), bytes_.data() + begin_, end_ - begin_);
        end_ -= begin_;
        begin_ = 0;
    }
    if (end_ == bytes_.size() && bytes_.size() < header_size) bytes_.resize(header_size);
    return std::span{bytes_}.subspan(end_);
}

void ReceiveBuffer::grow_for_body() {
    if (bytes_.size() < body_size) bytes_.resize(body_size);
}

void ReceiveBuffer::shrink() {
    if (begin_ != end_ || bytes_.size() <= idle_size) return;
    begin_ = end_ = 0;
    bytes_.resize(idle_size);
    bytes_.shrink_to_fit();
}

}  // namespace baton::core::net
