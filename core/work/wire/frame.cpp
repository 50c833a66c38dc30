#include "core/work/wire/frame.hpp"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <utility>

namespace baton::core::work {

namespace {

constexpr std::uint32_t frame_magic = 0x314e5442;  // "BTN1"
constexpr std::uint16_t body_in_memfd = 1;
constexpr std::uint16_t continued_flag = 2;

struct Header {
    std::uint32_t magic = frame_magic;
    std::uint16_t flags = 0;
    std::uint16_t fds = 0;    ///< in this packet
    std::uint32_t files = 0;  ///< in the whole message
    std::uint32_t body = 0;   ///< bytes
};
static_assert(sizeof(Header) == frame_header_size);

std::string encode_header(std::uint16_t flags, std::size_t fds, std::size_t files, std::size_t body) {
    const Header header{frame_magic, flags, static_cast<std::uint16_t>(fds), static_cast<std::uint32_t>(files),
                        static_cast<std::uint32_t>(body)};
    std::string bytes(sizeof header, '\0');
    std::memcpy(bytes.data(), &header, sizeof header);
    return bytes;
}

Problem malformed(const char* what) {
    return problem(errc::internal, std::string{"malformed message: "} + what);
}

/// Errors: internal, if the header contradicts the packet it stands in.
result<Header> decode_header(std::span<const std::byte> packet, std::size_t fds) {
    Header header;
    if (packet.size() < sizeof header) return malformed("shorter than a header");
    std::memcpy(&header, packet.data(), sizeof header);
    if (header.magic != frame_magic) return malformed("wrong magic");
    if ((header.flags & ~(body_in_memfd | continued_flag)) != 0) return malformed("unknown flags");
    if (header.fds != fds || fds > max_packet_fds) return malformed("wrong number of descriptors");
    if (header.files > max_message_files) return malformed("too many files");
    const bool in_memfd = (header.flags & body_in_memfd) != 0;
    const bool continued = (header.flags & continued_flag) != 0;
    if (header.body > max_body) return malformed("body too large");
    if (continued && (in_memfd || header.body != 0)) return malformed("a continuation with a body");
    if (in_memfd && fds == 0) return malformed("no descriptor for the body");
    const std::size_t inline_size = packet.size() - sizeof header;
    if (inline_size != (in_memfd ? 0 : header.body)) return malformed("wrong body size");
    return header;
}

}  // namespace

std::vector<Packet> encode_message(std::string_view body, int body_memfd, std::span<const int> files) {
    const std::size_t all_files = files.size();
    std::vector<Packet> packets;
    Packet first;
    if (body_memfd >= 0) first.fds.push_back(body_memfd);
    const auto take = [&files](Packet& packet) {
        const std::size_t count = std::min(files.size(), max_packet_fds - packet.fds.size());
        packet.fds.insert(packet.fds.end(), files.begin(), files.begin() + static_cast<std::ptrdiff_t>(count));
        files = files.subspan(count);
    };
    take(first);
    first.bytes = encode_header(body_memfd >= 0 ? body_in_memfd : 0, first.fds.size(), all_files, body.size());
    if (body_memfd < 0) first.bytes += body;
    packets.push_back(std::move(first));
    while (!files.empty()) {
        Packet next;
        take(next);
        next.bytes = encode_header(continued_flag, next.fds.size(), all_files, 0);
        packets.push_back(std::move(next));
    }
    return packets;
}

result<void> MessageAssembler::begin(std::span<const std::byte> packet, std::vector<file::Fd>& fds) {
    auto header = decode_header(packet, fds.size());
    if (!header) return header.error();
    const bool continued = (header->flags & continued_flag) != 0;
    if (continued != message_.has_value()) return malformed("a continuation out of place");
    if (continued) {
        if (header->files != expected_files_ || fds.empty()) return malformed("a continuation of something else");
        return {};
    }
    message_.emplace();
    expected_files_ = header->files;
    message_->body_size = header->body;
    if ((header->flags & body_in_memfd) != 0) {
        message_->body_memfd = std::move(fds.front());
        fds.erase(fds.begin());
    } else {
        const auto text = packet.subspan(frame_header_size);
        message_->body.assign(reinterpret_cast<const char*>(text.data()), text.size());
    }
    return {};
}

result<std::optional<Message>> MessageAssembler::add(std::span<const std::byte> packet, std::vector<file::Fd> fds) {
    if (auto begun = begin(packet, fds); !begun) return begun.error();
    if (message_->files.size() + fds.size() > expected_files_) return malformed("more files than announced");
    std::ranges::move(fds, std::back_inserter(message_->files));
    if (message_->files.size() < expected_files_) return std::optional<Message>{};
    return std::exchange(message_, std::nullopt);
}

}  // namespace baton::core::work
