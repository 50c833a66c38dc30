#include "core/work/worker/worker_port.hpp"

#include "core/file/memfd.hpp"
#include "core/work/wire/packet_socket.hpp"

#include <malloc.h>
#include <poll.h>

#include <utility>

namespace baton::core::work {

namespace {

constexpr int idle_milliseconds = 500;

}  // namespace

void WorkerPort::wait_for_packet() {
    pollfd channel{worker_channel_fd, POLLIN, 0};
    // A job's memory is worth keeping for the next one that comes at once, not for the night.
    if (::poll(&channel, 1, idle_milliseconds) == 0) ::malloc_trim(0);
}

std::optional<Delivery> WorkerPort::receive() {
    wait_for_packet();
    std::string bytes;
    std::vector<file::Fd> fds;
    for (;;) {
        if (receive_packet(worker_channel_fd, true, bytes, fds) != IoStatus::done) return std::nullopt;
        auto message = assembler_.add(std::as_bytes(std::span{bytes}), std::exchange(fds, {}));
        if (!message) return std::nullopt;
        if (!*message) continue;
        if (!(*message)->body_memfd) return Delivery{std::move((*message)->body), std::move((*message)->files)};
        auto text = file::read_sealed((*message)->body_memfd, (*message)->body_size);
        if (!text) return std::nullopt;
        return Delivery{std::move(*text), std::move((*message)->files)};
    }
}

bool WorkerPort::send(std::string_view text, std::span<const file::Fd> files) {
    auto spilled = spill_body(text);
    if (!spilled) return false;
    std::vector<int> fds;
    for (const auto& file : files) fds.push_back(file.get());
    return send_all(encode_message(text, spilled->get(), fds));
}

bool WorkerPort::send_sealed(std::string_view text, const file::Fd& memfd) {
    return send_all(encode_message(text, memfd.get(), {}));
}

bool WorkerPort::send_all(const std::vector<Packet>& packets) {
    for (const auto& packet : packets) {
        if (send_packet(worker_channel_fd, packet) != IoStatus::done) return false;
    }
    return true;
}

}  // namespace baton::core::work
