#include "core/work/wire/frame.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>

#include <cstring>
#include <random>
#include <string>

using namespace baton::core;
using namespace baton::core::work;

namespace {

/// As many descriptors as a packet names.
std::vector<file::Fd> descriptors(std::size_t count) {
    std::vector<file::Fd> fds;
    for (std::size_t i = 0; i < count; ++i) fds.emplace_back(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    return fds;
}

std::span<const std::byte> bytes_of(const std::string& text) {
    return std::as_bytes(std::span{text});
}

std::string packet(std::uint32_t magic, std::uint16_t flags, std::uint16_t fds, std::uint32_t files, std::uint32_t body,
                   const std::string& text = {}) {
    std::string bytes(16, '\0');
    std::memcpy(bytes.data(), &magic, 4);
    std::memcpy(bytes.data() + 4, &flags, 2);
    std::memcpy(bytes.data() + 6, &fds, 2);
    std::memcpy(bytes.data() + 8, &files, 4);
    std::memcpy(bytes.data() + 12, &body, 4);
    return bytes + text;
}

constexpr std::uint32_t frame_magic = 0x314e5442;

/// What an assembler says of one packet that arrives with `fds` descriptors.
result<std::optional<Message>> receive(const std::string& bytes, std::size_t fds = 0) {
    return MessageAssembler{}.add(bytes_of(bytes), descriptors(fds));
}

}  // namespace

TEST_CASE("a short message is one packet") {
    const auto packets = encode_message("{}", -1, {});
    REQUIRE(packets.size() == 1);
    const auto message = receive(packets[0].bytes).value();
    REQUIRE(message.has_value());
    CHECK(message->body == "{}");
    CHECK(message->files.empty());
    CHECK_FALSE(static_cast<bool>(message->body_memfd));
}

TEST_CASE("many files are spread over packets and come together again") {
    const std::vector<int> files(200, 7);
    for (const int memfd : {-1, 9}) {
        const auto packets = encode_message(memfd < 0 ? "{}" : std::string(50'000, ' '), memfd, files);
        REQUIRE(packets.size() == 4);
        MessageAssembler assembler;
        std::optional<Message> message;
        for (const auto& one : packets) {
            CHECK_FALSE(message.has_value());
            CHECK(one.fds.size() <= max_packet_fds);
            message = assembler.add(bytes_of(one.bytes), descriptors(one.fds.size())).value();
        }
        REQUIRE(message.has_value());
        CHECK(message->files.size() == 200);
        CHECK(static_cast<bool>(message->body_memfd) == (memfd >= 0));
        CHECK(message->body_size == (memfd < 0 ? 2 : 50'000));
    }
}

TEST_CASE("an assembler serves one message after the other") {
    MessageAssembler assembler;
    for (const char* text : {"{\"a\":1}", "{\"b\":2}"}) {
        const auto packets = encode_message(text, -1, {});
        CHECK(assembler.add(bytes_of(packets[0].bytes), {}).value()->body == text);
    }
}

TEST_CASE("malformed packets are refused") {
    CHECK(receive("").has_error());
    CHECK(receive("BTN1").has_error());
    CHECK(receive(packet(0x12345678, 0, 0, 0, 0)).has_error());               // magic
    CHECK(receive(packet(frame_magic, 4, 0, 0, 0)).has_error());              // flags
    CHECK(receive(packet(frame_magic, 0, 1, 1, 0)).has_error());              // names a descriptor that is not there
    CHECK(receive(packet(frame_magic, 0, 0, 0, 0), 1).has_error());           // has one that it does not name
    CHECK(receive(packet(frame_magic, 0, 65, 65, 0), 65).has_error());        // too many in a packet
    CHECK(receive(packet(frame_magic, 0, 0, 1025, 0)).has_error());           // too many in all
    CHECK(receive(packet(frame_magic, 0, 0, 0, 5, "{}")).has_error());        // body shorter than said
    CHECK(receive(packet(frame_magic, 0, 0, 0, 1, "{}")).has_error());        // body longer than said
    CHECK(receive(packet(frame_magic, 1, 0, 0, 5)).has_error());              // a memfd that is not there
    CHECK(receive(packet(frame_magic, 1, 1, 0, 5, "{}"), 1).has_error());     // memfd and inline
    CHECK(receive(packet(frame_magic, 1, 1, 0, 0x7fffffff), 1).has_error());  // body over its limit
    CHECK(receive(packet(frame_magic, 0, 2, 1, 0), 2).has_error());           // more files than announced
    CHECK(receive(packet(frame_magic, 2, 1, 1, 0), 1).has_error());           // continues nothing
    CHECK(receive(packet(frame_magic, 3, 1, 1, 0), 1).has_error());           // continues with a body
}

TEST_CASE("continuations must belong to what they continue") {
    const auto first = packet(frame_magic, 0, 1, 3, 2, "{}");
    for (const auto& [second, fds] : {
             std::pair{packet(frame_magic, 0, 1, 1, 0), 1},  // another message begins
             std::pair{packet(frame_magic, 2, 1, 4, 0), 1},  // another total
             std::pair{packet(frame_magic, 2, 3, 3, 0), 3},  // too many
             std::pair{packet(frame_magic, 2, 0, 3, 0), 0},  // none: could go on for ever
         }) {
        MessageAssembler assembler;
        CHECK_FALSE(assembler.add(bytes_of(first), descriptors(1)).value().has_value());
        CHECK(assembler.add(bytes_of(second), descriptors(static_cast<std::size_t>(fds))).has_error());
    }
}

TEST_CASE("random and mutated packets never break the assembler") {
    std::mt19937 random{20240229};
    const auto valid = encode_message("{\"type\":\"done\"}", -1, std::vector<int>{3, 4})[0].bytes;
    for (int round = 0; round < 20'000; ++round) {
        std::string bytes = valid;
        for (unsigned changes = random() % 4; changes > 0; --changes)
            bytes[random() % bytes.size()] = static_cast<char>(random());
        if (random() % 4 == 0) bytes.resize(random() % (bytes.size() + 1));
        MessageAssembler assembler;
        const auto message = assembler.add(bytes_of(bytes), {});
        if (message && *message) CHECK((*message)->body.size() == (*message)->body_size);
    }
}
