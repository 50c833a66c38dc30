#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace baton::core::net {

/// What has arrived and is not parsed yet: 4 KiB while a connection is idle, 20 KiB while a header comes, 64 KiB while
/// a large body comes.
class ReceiveBuffer {
public:
    ReceiveBuffer() : bytes_(idle_size) {}

    bool empty() const { return begin_ == end_; }
    std::string_view unread() const { return {bytes_.data() + begin_, end_ - begin_}; }
    void consume(std::size_t size) { begin_ += size; }

    /// Where to put what arrives next; moves the unread bytes if need be. Empty: full of what nobody could parse.
    std::span<char> room();
    void received(std::size_t size) { end_ += size; }

    /// Large bodies come in large pieces: fewer system calls, and chunk headers that always fit. Only when empty.
    void grow_for_body();
    /// Back to what an idle connection needs, if nothing is unread.
    void shrink();
    /// Gives all memory back. For good.
    void release() { *this = ReceiveBuffer{0}; }

    static constexpr std::size_t idle_size = 4 * 1024;

private:
    explicit ReceiveBuffer(std::size_t size) : bytes_(size) {}

    std::vector<char> bytes_;
    std::size_t begin_ = 0;  ///< unread: [begin_, end_)
    std::size_t end_ = 0;
};

}  // namespace baton::core::net
