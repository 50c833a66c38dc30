#include "core/work/wire/packet_socket.hpp"

#include "core/file/memfd.hpp"

#include <sys/socket.h>
#include <sys/uio.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace baton::core::work {

namespace {

constexpr std::size_t control_size = CMSG_SPACE(sizeof(int) * max_packet_fds);

void take_descriptors(msghdr& message, std::vector<file::Fd>& fds) {
    for (cmsghdr* part = CMSG_FIRSTHDR(&message); part != nullptr; part = CMSG_NXTHDR(&message, part)) {
        if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_RIGHTS) continue;
        const std::size_t count = (part->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (std::size_t i = 0; i < count; ++i) {
            int fd = -1;
            std::memcpy(&fd, CMSG_DATA(part) + i * sizeof(int), sizeof fd);
            fds.emplace_back(fd);
        }
    }
}

}  // namespace

result<std::pair<file::Fd, file::Fd>> make_socket_pair() {
    int ends[2] = {-1, -1};
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) {
        return problem(errc::internal, std::string{"socketpair: "} + std::strerror(errno));
    }
    return std::pair{file::Fd{ends[0]}, file::Fd{ends[1]}};
}

IoStatus send_packet(int socket, const Packet& packet) {
    iovec bytes{const_cast<char*>(packet.bytes.data()), packet.bytes.size()};
    alignas(cmsghdr) std::array<char, control_size> control{};
    msghdr message{};
    message.msg_iov = &bytes;
    message.msg_iovlen = 1;
    if (!packet.fds.empty()) {
        const std::size_t size = sizeof(int) * packet.fds.size();
        message.msg_control = control.data();
        message.msg_controllen = CMSG_SPACE(size);
        cmsghdr* part = CMSG_FIRSTHDR(&message);
        part->cmsg_level = SOL_SOCKET;
        part->cmsg_type = SCM_RIGHTS;
        part->cmsg_len = CMSG_LEN(size);
        std::memcpy(CMSG_DATA(part), packet.fds.data(), size);
    }
    for (;;) {
        if (::sendmsg(socket, &message, MSG_NOSIGNAL) >= 0) return IoStatus::done;
        if (errno == EINTR) continue;
        return errno == EAGAIN || errno == EWOULDBLOCK ? IoStatus::would_block : IoStatus::closed;
    }
}

IoStatus receive_packet(int socket, bool wait, std::string& bytes, std::vector<file::Fd>& fds) {
    fds.clear();
    bytes.resize(max_packet_size);
    iovec space{bytes.data(), bytes.size()};
    alignas(cmsghdr) std::array<char, control_size> control{};
    msghdr message{};
    message.msg_iov = &space;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    ssize_t got = 0;
    do {
        got = ::recvmsg(socket, &message, MSG_CMSG_CLOEXEC | (wait ? 0 : MSG_DONTWAIT));
    } while (got < 0 && errno == EINTR);
    if (got < 0) return errno == EAGAIN || errno == EWOULDBLOCK ? IoStatus::would_block : IoStatus::closed;
    take_descriptors(message, fds);
    bytes.resize(static_cast<std::size_t>(got));
    if ((message.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) != 0) return IoStatus::malformed;
    // A packet of no bytes cannot be told from the end; no packet of ours is empty.
    return got == 0 ? IoStatus::closed : IoStatus::done;
}

result<file::Fd> spill_body(std::string_view body) {
    if (body.size() > max_body) return problem(errc::internal, "a message body over 32 MiB");
    if (body.size() <= max_inline_body) return file::Fd{};
    const std::span<const std::byte> bytes = std::as_bytes(std::span{body});
    return file::seal_bytes({&bytes, 1});
}

}  // namespace baton::core::work
