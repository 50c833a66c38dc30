#pragma once

#include "core/base/error.hpp"
#include "core/work/wire/frame.hpp"

#include <string>
#include <utility>
#include <vector>

/// The system calls below the channel, for both of its ends.
namespace baton::core::work {

/// The descriptor a worker finds its channel at.
inline constexpr int worker_channel_fd = 3;

/// A connected pair of SOCK_SEQPACKET sockets, close-on-exec. Errors: internal (no descriptors).
result<std::pair<file::Fd, file::Fd>> make_socket_pair();

enum class IoStatus {
    done,
    would_block,
    closed,     ///< the peer is gone
    malformed,  ///< more bytes or descriptors than a packet may have, or none left here to receive them with
};

/// Sends one packet. Blocks if the socket does.
IoStatus send_packet(int socket, const Packet& packet);

/// Receives one packet into `bytes` and `fds` (both replaced). `wait`: block until there is one.
IoStatus receive_packet(int socket, bool wait, std::string& bytes, std::vector<file::Fd>& fds);

/// A body over `max_inline_body` in a sealed memfd; an empty Fd otherwise. Errors: internal.
result<file::Fd> spill_body(std::string_view body);

}  // namespace baton::core::work
