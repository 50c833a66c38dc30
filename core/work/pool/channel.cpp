#include "core/work/pool/channel.hpp"

#include "core/base/run_on.hpp"
#include "core/file/memfd.hpp"
#include "core/work/wire/packet_socket.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <sys/socket.h>

#include <cerrno>
#include <utility>
#include <vector>

namespace baton::core::work {

namespace {

constexpr auto await_token = boost::asio::as_tuple(boost::asio::use_awaitable);
using Wait = boost::asio::posix::stream_descriptor;

}  // namespace

Channel::Channel(boost::asio::any_io_executor executor, boost::asio::any_io_executor helper, file::Fd socket)
    : socket_(executor, socket.release()), helper_(std::move(helper)) {
    socket_.native_non_blocking(true);
}

task<void> Channel::send(std::string_view body, std::span<const int> files) {
    if (files.size() > max_message_files) co_return problem(errc::internal, "more than 1024 files in one job");
    auto spilled = spill_body(body);
    if (!spilled) co_return spilled.error();
    for (const auto& packet : encode_message(body, spilled->get(), files)) {
        for (;;) {
            if (!socket_.is_open()) co_return lost();
            const IoStatus status = send_packet(socket_.native_handle(), packet);
            if (status == IoStatus::done) break;
            if (status != IoStatus::would_block) co_return lost();
            const auto [error] = co_await socket_.async_wait(Wait::wait_write, await_token);
            if (error) co_return lost();
        }
    }
    co_return result<void>{};
}

task<Delivery> Channel::receive(std::size_t most_text) {
    std::string bytes;
    std::vector<file::Fd> fds;
    for (;;) {
        if (!socket_.is_open()) co_return lost();
        const IoStatus status = receive_packet(socket_.native_handle(), false, bytes, fds);
        if (status == IoStatus::closed) co_return lost();
        if (status == IoStatus::malformed) co_return problem(errc::internal, "malformed message: oversized packet");
        if (status == IoStatus::would_block) {
            bytes = {};  // an idle worker's channel holds no buffer
            const auto [error] = co_await socket_.async_wait(Wait::wait_read, await_token);
            if (error) co_return lost();
            continue;
        }
        auto message = assembler_.add(std::as_bytes(std::span{bytes}), std::exchange(fds, {}));
        if (!message) co_return message.error();
        if (*message) co_return co_await deliver(std::move(**message), most_text);
    }
}

result<void> Channel::check_quiet() {
    if (!socket_.is_open()) return lost();
    char byte = 0;
    const ssize_t waiting = ::recv(socket_.native_handle(), &byte, sizeof byte, MSG_PEEK | MSG_DONTWAIT);
    if (waiting > 0) return problem(errc::internal, "spoke before it was asked");
    if (waiting < 0 && (errno == EAGAIN || errno == EINTR)) return {};
    return lost();
}

task<Delivery> Channel::deliver(Message message, std::size_t most_text) {
    if (message.body_size > most_text) co_return problem(errc::internal, "sent more text than it may");
    if (!message.body_memfd) co_return Delivery{std::move(message.body), std::move(message.files)};
    auto text = co_await run_on(helper_, [memfd = std::move(message.body_memfd), size = message.body_size] {
        return file::read_sealed(memfd, size);
    });
    if (!text) co_return text.error();
    co_return Delivery{std::move(*text), std::move(message.files)};
}

Problem Channel::lost() {
    gone_ = true;
    return problem(errc::internal, "the worker closed its channel");
}

void Channel::close() {
    boost::system::error_code ignored;
    socket_.close(ignored);
}

}  // namespace baton::core::work
