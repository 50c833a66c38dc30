#include "core/work/worker/answer.hpp"

#include "core/file/memfd.hpp"
#include "core/work/wire/answer_messages.hpp"
#include "core/work/wire/job_messages.hpp"

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace baton::core::work {

namespace {

bool refuse(WorkerPort& port, std::uint64_t id, const char* why) {
    return port.send(encode_answer(JobFailed{id, {baton::errc::processing_failed, why, {}}}));
}

/// The memfds that the server gives, empty if it refuses; nothing if it is gone.
std::optional<std::vector<file::Fd>> ask_for_room(WorkerPort& port, const JobNeeds& needs) {
    if (!port.send(encode_answer(needs))) return std::nullopt;
    auto delivery = port.receive();
    if (!delivery) return std::nullopt;
    const auto room = decode_room(delivery->text);
    if (!room) return std::nullopt;
    return std::move(delivery->files);
}

}  // namespace

bool send_answer(WorkerPort& port, std::uint64_t id, Finished finished) {
    const std::string text = encode_answer(finished.answer);
    if (text.size() > max_answer) return refuse(port, id, "the action's answer is too large");
    JobNeeds needs{id, {}, text.size() > max_inline_body ? text.size() : 0};
    for (const auto& bytes : finished.files) needs.files.push_back(bytes.size());
    if (needs.files.empty() && needs.text == 0) return port.send(text);

    auto room = ask_for_room(port, needs);
    if (!room) return false;
    if (room->size() != needs.files.size() + (needs.text > 0 ? 1 : 0)) {
        return refuse(port, id, "the action's results are too large");
    }
    for (std::size_t i = 0; i < needs.files.size(); ++i) {
        if (!file::fill_and_seal((*room)[i], finished.files[i])) {
            room->clear();  // before the answer: a worker that holds files between jobs is taken for a bad one
            return refuse(port, id, "no room for a result");
        }
        finished.files[i] = {};
        (*room)[i] = {};
    }
    if (needs.text == 0) return port.send(text);
    if (!file::fill_and_seal(room->back(), std::as_bytes(std::span{text}))) {
        room->clear();
        return refuse(port, id, "no room for the answer");
    }
    return port.send_sealed(text, room->back());
}

}  // namespace baton::core::work
