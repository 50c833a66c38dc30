#include "core/work/worker/worker_main.hpp"

#include "core/base/text.hpp"
#include "core/file/memfd.hpp"
#include "core/observe/log.hpp"
#include "core/plugin/loader.hpp"
#include "core/work/wire/job_messages.hpp"
#include "core/work/wire/packet_socket.hpp"
#include "core/work/wire/setup_messages.hpp"
#include "core/work/worker/answer.hpp"
#include "core/work/worker/job_runner.hpp"
#include "core/work/worker/sandbox.hpp"
#include "core/work/worker/worker_port.hpp"

#include <malloc.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <optional>
#include <string_view>
#include <utility>

namespace baton::core::work {

namespace {

/// The parent decides when a worker ends, by closing the channel or by SIGKILL.
void ignore_signals() {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    sigset_t ignored;
    ::sigemptyset(&ignored);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        std::signal(signal, SIG_IGN);
        ::sigaddset(&ignored, signal);
    }
    ::sigprocmask(SIG_UNBLOCK, &ignored, nullptr);
}

/// Decoders can leave parts of a damaged picture as they found the memory (libde265 does), and there it would be
/// another person's photo. With this every allocation begins as zeros, and what is freed is overwritten. Sanitizers'
/// allocators have their own fillings.
// decision 0010
void let_memory_begin_empty() {
    constexpr int complement_of_zero = 0xFF;
    (void)::mallopt(M_PERTURB, complement_of_zero);
}

bool has_channel() {
    int type = 0;
    socklen_t size = sizeof type;
    return ::getsockopt(worker_channel_fd, SOL_SOCKET, SO_TYPE, &type, &size) == 0 && type == SOCK_SEQPACKET;
}

log::Level level_of(std::string_view name) {
    if (name == "debug") return log::Level::debug;
    if (name == "warn") return log::Level::warn;
    if (name == "error") return log::Level::error;
    return log::Level::info;
}

/// A worker from its setup to its end.
class WorkerSession {
public:
    explicit WorkerSession(Setup setup) : setup_(std::move(setup)) {}

    /// False if the worker is of no use; the server has been told.
    bool prepare(WorkerPort& port) {
        if (auto limited = limit_resources(setup_.address_space, setup_.session_bytes); !limited) {
            return refuse(port, "", limited.error());
        }
        if (auto restricted = restrict_loading(); !restricted) return refuse(port, "", restricted.error());
        for (const auto& file : setup_.plugins) {
            if (!load(port, file)) return false;
        }
        if (auto left = leave_root(); !left) log::warn("a worker stays root", {{"reason", left.error().detail}});
        if (auto restricted = restrict_serving(); !restricted) return refuse(port, "", restricted.error());
        return port.send(encode_load_report(Ready{}));
    }

    void serve(WorkerPort& port) {
        JobRunner runner{std::move(plugins_)};
        while (auto delivery = port.receive()) {
            const auto request = decode_job(delivery->text);
            if (!request) {
                log::error("a worker cannot read its job", {{"detail", request.error().detail}});
                return;
            }
            renew_cpu_limit(setup_.deadline);
            auto finished = runner.run(*request, std::move(delivery->files));
            delivery.reset();
            if (!send_answer(port, request->id, std::move(finished))) break;
        }
        runner.shutdown();
    }

private:
    static bool refuse(WorkerPort& port, const std::string& plugin, const Problem& why) {
        Refused refused{plugin, one_line(why.detail, 1000), std::nullopt};
        if (!why.errors.empty()) refused.setting = one_line(why.errors.front().pointer, 64);
        port.send(encode_load_report(refused));
        return false;
    }

    bool load(WorkerPort& port, const plugin::PluginFile& file) {
        if (!port.send(encode_load_report(Loading{file.id}))) return false;
        auto loaded = plugin::load_plugin(file.id, file.library, file.settings);
        if (!loaded) return refuse(port, file.id, loaded.error());
        std::vector<file::Fd> assets;
        if (setup_.assets) {
            auto sealed = file::seal_bytes(loaded->registration->asset_bytes());
            if (!sealed) return refuse(port, file.id, sealed.error());
            assets.push_back(std::move(*sealed));
        }
        const Registered report{file.id, loaded->registration->describe()};
        plugins_.push_back(std::move(*loaded));
        return port.send(encode_load_report(report), assets);
    }

    Setup setup_;
    std::vector<plugin::LoadedPlugin> plugins_;
};

}  // namespace

int worker_main() {
    ignore_signals();
    let_memory_begin_empty();
    if (!has_channel()) {
        std::fputs("baton worker: started by the server only\n", stderr);
        return 2;
    }
    WorkerPort port;
    const auto delivery = port.receive();
    if (!delivery) return 0;
    auto setup = decode_setup(delivery->text);
    if (!setup) return 2;
    log::start(level_of(setup->log_level), false);  // the server reads it
    WorkerSession session{std::move(*setup)};
    const bool ready = session.prepare(port);
    if (ready) session.serve(port);
    std::fflush(nullptr);
    // Not exit(): destructors of plugins' globals are nobody's business, and the filter would forbid half of them.
    ::_exit(ready ? 0 : 1);
}

}  // namespace baton::core::work
