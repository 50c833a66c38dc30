// A worker that breaks the rules. Which one is its program's name, so that a test chooses by symbolic link.

#include "core/file/memfd.hpp"
#include "core/work/pool/child.hpp"
#include "core/work/wire/packet_socket.hpp"
#include "core/work/wire/protocol.hpp"
#include "core/work/worker/worker_port.hpp"

#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <filesystem>
#include <string>

using namespace baton::core;
using namespace baton::core::work;

namespace {

constexpr const char* registration_text = R"({"type":"registered","plugin":"misbehave","registration":{
    "formats":[{"id":"jpg","media_type":"image/jpeg","extension":"jpg","default":true}],
    "options":{"type":"object","properties":{"how":{"type":"string"}}},"accepts":[],
    "page":{"entry":"","styles":[],"assets":[]},"processor":true,"inspector":false,"operations":[],
    "presentation":{"format_field":"","result_field":"","options":[]},"retains":false,
    "upload_limit":{"most":200,"error":""},"upload_forms":[],"submit_forms":[]}})";

void send_raw(const std::string& bytes, const std::vector<int>& fds = {}) {
    send_packet(worker_channel_fd, {bytes, fds});
}

std::string answer_with_file(std::uint64_t id) {
    return encode_answer(JobDone{id, {}, {{"image/jpeg", "a.jpg"}}});
}

file::Fd unsealed_memfd() {
    file::Fd memfd{::memfd_create("hostile", MFD_CLOEXEC | MFD_ALLOW_SEALING)};
    if (::write(memfd.get(), "bytes", 5) != 5) ::_exit(9);
    return memfd;
}

void answer(WorkerPort& port, const std::string& how, std::uint64_t id) {
    if (how == "garbage") send_raw("this is no message at all");
    if (how == "wrong-id") port.send(encode_answer(JobDone{id + 1, {}, {}}));
    if (how == "no-json") port.send("{");
    if (how == "missing-file") port.send(answer_with_file(id));
    if (how == "unsealed") {
        const file::Fd memfd = unsealed_memfd();
        send_raw(encode_message(answer_with_file(id), -1, std::vector<int>{memfd.get()})[0].bytes, {memfd.get()});
    }
    if (how == "no-memfd") send_raw(encode_message(answer_with_file(id), -1, std::vector<int>{2})[0].bytes, {2});
    if (how == "lying-body") {
        // Says that its body is larger than the memfd: reading it through a mapping would be SIGBUS in the server.
        const std::byte one{};
        const std::span<const std::byte> bytes{&one, 1};
        const auto memfd = file::seal_bytes({&bytes, 1});
        send_raw(encode_message(std::string(100'000, ' '), memfd->get(), {})[0].bytes, {memfd->get()});
    }
    if (how == "closes") ::close(worker_channel_fd);
    if (how == "floods") {
        for (;;) port.send(encode_answer(JobDone{id, {}, {}}));
    }
    for (;;) ::pause();
}

}  // namespace

int main(int, char** arguments) {
    const std::string how = std::filesystem::path{arguments[0]}.filename();
    WorkerPort port;
    if (!port.receive()) return 0;
    if (how == "early-ready") port.send(encode_load_report(Ready{}));
    if (how == "load-garbage") send_raw("this is no message at all");
    port.send(encode_load_report(Loading{"misbehave"}));
    port.send(registration_text);
    port.send(encode_load_report(Ready{}));
    if (const auto job = port.receive()) answer(port, how, decode_job(job->text)->id);
}
