#pragma once

#include "core/work/wire/frame.hpp"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace baton::core::work {

/// The worker's end of the channel: blocking, one thread.
class WorkerPort {
public:
    /// The next message, or nothing once the server has closed the channel (or sent what cannot be read).
    std::optional<Delivery> receive();

    /// False if the server is gone.
    bool send(std::string_view text, std::span<const file::Fd> files = {});

    /// Sends a text that lies in a sealed memfd already, as no new one can be made while serving.
    bool send_sealed(std::string_view text, const file::Fd& memfd);

private:
    static bool send_all(const std::vector<Packet>& packets);
    void wait_for_packet();

    MessageAssembler assembler_;
};

}  // namespace baton::core::work
