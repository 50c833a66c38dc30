// Packets of the worker channel. An input is a row of packets: a byte for the descriptors that come with it, two bytes
// for its size (little endian), its bytes.
#include "core/work/wire/frame.hpp"
#include "tests/fuzz/harness.hpp"

#include <fcntl.h>

#include <algorithm>

using namespace baton;
using namespace baton::core::work;
using baton::core::file::Fd;
using fuzz::expect;

namespace {

std::vector<Fd> descriptors(std::size_t count) {
    static const int null = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    std::vector<Fd> fds;
    for (std::size_t i = 0; i < count; ++i) fds.emplace_back(::fcntl(null, F_DUPFD_CLOEXEC, 3));
    return fds;
}

void check(const Message& message) {
    expect(message.files.size() <= max_message_files, "not too many files");
    expect(message.body_size <= max_body, "not too large a body");
    expect(static_cast<bool>(message.body_memfd) || message.body.size() == message.body_size, "the size it says");
    expect(message.body.size() <= max_inline_body || message.body_memfd.get() < 0, "an inline body fits its packet");
    // Said again it must be understood as the same.
    std::vector<int> files;
    for (const auto& file : message.files) files.push_back(file.get());
    const std::string body = message.body_memfd ? std::string(message.body_size, 'x') : message.body;
    MessageAssembler assembler;
    std::optional<Message> again;
    for (const auto& packet : encode_message(body, message.body_memfd.get(), files)) {
        expect(!again && packet.fds.size() <= max_packet_fds, "one message in packets that the kernel takes");
        auto taken = assembler.add(fuzz::bytes_of(packet.bytes), descriptors(packet.fds.size()));
        expect(taken.has_value(), "what was understood can be said again");
        again = std::move(*taken);
    }
    expect(again && again->files.size() == files.size() && again->body == message.body, "the same message");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    MessageAssembler assembler;
    while (size >= 3) {
        const std::size_t fds = data[0] % 70;
        const std::size_t wanted = std::min<std::size_t>(data[1] | data[2] * 256U, size - 3);
        const std::vector<std::uint8_t> packet(data + 3, data + 3 + wanted);
        data += 3 + wanted;
        size -= 3 + wanted;
        auto message = assembler.add(std::as_bytes(std::span{packet}), descriptors(fds));
        if (!message) return 0;
        if (*message) check(**message);
    }
    return 0;
}
