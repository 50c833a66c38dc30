#pragma once

#include "core/base/error.hpp"
#include "core/work/wire/frame.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace baton::core::work {

/// The server's end of the socket to one worker. One send and one receive at a time, on one strand.
class Channel {
public:
    /// `helper` reads what is too large to be read on an I/O thread.
    Channel(boost::asio::any_io_executor executor, boost::asio::any_io_executor helper, file::Fd socket);

    /// `files` must stay open until it returns. Errors: internal (the worker is gone, or `close` was called).
    task<void> send(std::string_view body, std::span<const int> files);

    /// `most_text`: the longest text that is still read.
    /// Errors: internal (the worker is gone, broke the format or sent more, or `close` was called).
    task<Delivery> receive(std::size_t most_text);

    /// Errors: internal (there is something to be received, or the worker is gone).
    result<void> check_quiet();

    /// Whether a send or receive has failed because the worker was gone, or `close` was called. Every other failure
    /// says what the worker did wrong.
    bool gone() const { return gone_; }

    /// Ends both directions; the worker sees the end of its input.
    void close();

private:
    task<Delivery> deliver(Message message, std::size_t most_text);
    Problem lost();

    boost::asio::posix::stream_descriptor socket_;
    boost::asio::any_io_executor helper_;
    MessageAssembler assembler_;
    bool gone_ = false;
};

}  // namespace baton::core::work
