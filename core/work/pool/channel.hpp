#pragma once

#include "core/base/error.hpp"
#include "core/work/wire/frame.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

#include <span>
#include <string>
#include <string_view>

namespace baton::core::work {

/// The detail of the error that says the worker is gone; every other one says what it did wrong.
inline constexpr std::string_view channel_closed = "the worker closed its channel";

/// The server's end of the socket to one worker. One send and one receive at a time, on one strand.
class Channel {
public:
    /// `helper` reads what is too large to be read on an I/O thread.
    Channel(boost::asio::any_io_executor executor, boost::asio::any_io_executor helper, file::Fd socket);

    /// `files` must stay open until it returns. Errors: internal (the worker is gone, or `close` was called).
    task<void> send(std::string_view body, std::span<const int> files);

    /// Errors: internal (the worker is gone, broke the format, or `close` was called).
    task<Delivery> receive();

    /// Ends both directions; the worker sees the end of its input.
    void close();

private:
    task<Delivery> deliver(Message message);

    boost::asio::posix::stream_descriptor socket_;
    boost::asio::any_io_executor helper_;
    MessageAssembler assembler_;
};

}  // namespace baton::core::work
