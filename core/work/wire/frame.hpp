#pragma once

#include "core/base/error.hpp"
#include "core/file/blob.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The wire format between server and worker. Pure: no sockets here, so that it can be tested and fuzzed.
///
/// A message is a JSON text and file descriptors. It travels as one or more packets of a SOCK_SEQPACKET socket. The
/// first packet is a 16-byte header (magic, flags, descriptors in this packet, files in the message, body size; host
/// byte order, as both ends are one machine) and the text; a text over 32 KiB is replaced by a sealed memfd, the first
/// descriptor. Packets with the `continued` flag follow while there are more files than one packet may carry.
namespace baton::core::work {

inline constexpr std::size_t frame_header_size = 16;
inline constexpr std::size_t max_inline_body = 32 * 1024;
inline constexpr std::size_t max_packet_size = frame_header_size + max_inline_body;
inline constexpr std::size_t max_packet_fds = 64;  ///< the kernel takes up to 253
inline constexpr std::size_t max_message_files = 1024;
inline constexpr std::size_t max_body = 32 * 1024 * 1024;

/// One packet, ready for sendmsg. Does not own its descriptors.
struct Packet {
    std::string bytes;
    std::vector<int> fds;
};

/// Cuts a message into packets. `body_memfd` carries the body if that is over `max_inline_body`, else -1.
/// `files` must be at most `max_message_files`.
std::vector<Packet> encode_message(std::string_view body, int body_memfd, std::span<const int> files);

/// A message that arrived. Owns its descriptors.
struct Message {
    std::string body;     ///< empty if it came in `body_memfd`
    file::Fd body_memfd;  ///< neither its seals nor its size are checked yet
    std::size_t body_size = 0;
    std::vector<file::Fd> files;
};

/// A message whose text has been read, wherever it was.
struct Delivery {
    std::string text;
    std::vector<file::Fd> files;
};

/// Puts messages together from packets of a peer that is not trusted.
class MessageAssembler {
public:
    /// Takes one packet; returns the message once it is complete.
    /// Errors: internal, the peer broke the format and nothing more can be read from it.
    result<std::optional<Message>> add(std::span<const std::byte> packet, std::vector<file::Fd> fds);

private:
    result<void> begin(std::span<const std::byte> packet, std::vector<file::Fd>& fds);

    std::optional<Message> message_;
    std::size_t expected_files_ = 0;
};

}  // namespace baton::core::work
