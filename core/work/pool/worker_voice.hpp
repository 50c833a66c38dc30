#pragma once

#include "core/file/blob.hpp"
#include "core/work/pool/voice_lines.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <sys/types.h>

#include <cstdint>
#include <memory>
#include <string_view>

namespace baton::core::work {

/// The server's end of a worker's standard error. The worker is not trusted with the server's own: it could forge
/// lines, cut the file off or make it non-blocking. What it says goes into the log line by line under its process
/// number, bounded by VoiceLines; one that writes faster than anybody could read waits. Everything runs on one strand.
// decision 0013
class WorkerVoice : public std::enable_shared_from_this<WorkerVoice> {
public:
    /// `pipe`: the reading end.
    WorkerVoice(const boost::asio::any_io_executor& strand, file::Fd pipe, pid_t worker);

    /// Reads from now on, until `finish`.
    void listen();

    /// When the worker has ended: passes on what is left.
    void finish();

private:
    void read_more();
    /// Reads once; false if there is nothing (any more).
    bool read_once();
    void say(std::string_view line) const;
    void say_dropped();

    boost::asio::posix::stream_descriptor pipe_;
    boost::asio::steady_timer pause_;
    pid_t worker_;
    VoiceLines lines_;
    VoiceLines::Time begun_{};
    std::uint64_t read_ = 0;  ///< in the second since `begun_`
};

}  // namespace baton::core::work
