// A worker that breaks the rules. Which one is its program's name, so that a test chooses by symbolic link.

#include "core/file/memfd.hpp"
#include "core/work/pool/child.hpp"
#include "core/work/wire/answer_messages.hpp"
#include "core/work/wire/job_messages.hpp"
#include "core/work/wire/packet_socket.hpp"
#include "core/work/wire/setup_messages.hpp"
#include "core/work/worker/worker_port.hpp"

#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <span>
#include <string>
#include <thread>
#include <utility>
#include <vector>

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

std::string done_with_file(std::uint64_t id) {
    return encode_answer(JobDone{id, {}, {{"image/jpeg", "a.jpg"}}});
}

/// What the server gives for one output of five bytes.
std::vector<file::Fd> ask_for_room(WorkerPort& port, std::uint64_t id) {
    port.send(encode_answer(JobNeeds{id, {5}, 0}));
    auto room = port.receive();
    return std::move(room->files);
}

bool fill(const file::Fd& room) {
    return file::fill_and_seal(room, std::as_bytes(std::span{"bytes", 5})).has_value();
}

void answer_well(WorkerPort& port, std::uint64_t id) {
    const auto room = ask_for_room(port, id);
    if (!fill(room.at(0))) ::_exit(9);
    port.send(done_with_file(id));
}

/// Names other files than there is room for, or does not seal them.
void misuse_room(WorkerPort& port, const std::string& how, std::uint64_t id) {
    if (how == "missing-file") port.send(done_with_file(id));
    if (how == "needs-twice") {
        (void)ask_for_room(port, id);
        port.send(encode_answer(JobNeeds{id, {5}, 0}));
    }
    if (how == "needs-for-info") port.send(encode_answer(JobNeeds{id, {5}, 0}));
    if (how == "needs-too-much") {
        port.send(encode_answer(JobNeeds{id, {1ull << 40}, 0}));
        if (port.receive()->files.empty()) port.send(done_with_file(id));
    }
    if (how == "unsealed") {
        const auto room = ask_for_room(port, id);
        port.send(done_with_file(id));
        for (;;) ::pause();
    }
    if (how == "own-files") {
        const auto bytes = std::as_bytes(std::span{"bytes", 5});
        const auto memfd = file::seal_bytes({&bytes, 1});
        const auto room = ask_for_room(port, id);
        send_raw(encode_message(done_with_file(id), -1, std::vector<int>{memfd->get()})[0].bytes, {memfd->get()});
    }
}

/// Texts that are too long, or not what they are said to be.
void misuse_text(WorkerPort& port, const std::string& how, std::uint64_t id) {
    const auto info = [&](std::size_t size) { return encode_answer(JobDone{id, {{"x", std::string(size, 'x')}}}); };
    if (how == "long-info") port.send(info(max_info));
    if (how == "huge-info") port.send(info(16 * 1024 * 1024));
    if (how == "huge-answer") port.send(info(max_answer));
    if (how == "lying-body") {
        // Says that its body is larger than the memfd: reading it through a mapping would be SIGBUS in the server.
        const std::byte one{};
        const std::span<const std::byte> bytes{&one, 1};
        const auto memfd = file::seal_bytes({&bytes, 1});
        send_raw(encode_message(std::string(100'000, ' '), memfd->get(), {})[0].bytes, {memfd->get()});
    }
}

void answer(WorkerPort& port, const std::string& program, const std::string& how, const Delivery& job) {
    const std::uint64_t id = decode_job(job.text)->id;
    if (how == "garbage") send_raw("this is no message at all");
    if (how == "wrong-id") port.send(encode_answer(JobDone{id + 1, {}, {}}));
    if (how == "heavy") port.send(encode_answer(JobHeavy{id, 1ull << 40}));
    if (how == "no-json") port.send("{");
    if (how == "closes") ::close(worker_channel_fd);
    if (how == "floods") {
        port.send(encode_answer(JobDone{id, {}, {}}));
        for (;;) port.send(encode_answer(JobDone{id + 1, {{"forged", true}}, {}}));
    }
    if (how == "early") {
        answer_well(port, id);
        port.send(encode_answer(JobDone{id + 1, {{"forged", true}}, {}}));
        const std::ofstream spoke{program + ".spoke"};
    }
    if (how == "keeps" || how == "hides") answer_well(port, id);
    if (how == "hides") {
        // What a process holds is not shown once its first thread has ended.
        std::thread{[] {
            for (;;) ::pause();
        }}.detach();
        ::syscall(SYS_exit, 0);
    }
    misuse_room(port, how, id);
    misuse_text(port, how, id);
    if (how != "keeps") {
        for (;;) ::pause();
    }
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
    std::vector<Delivery> jobs;  // with their files, which nobody asked it to keep
    while (auto job = port.receive()) {
        jobs.push_back(std::move(*job));
        answer(port, arguments[0], how, jobs.back());
    }
}
