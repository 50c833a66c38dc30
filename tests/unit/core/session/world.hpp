#pragma once

#include "core/session/service.hpp"
#include "core/store/memory/file_store.hpp"
#include "tests/unit/core/run.hpp"
#include "tests/unit/core/session/failing_store.hpp"

#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstddef>
#include <utility>
#include <vector>

namespace baton::core::session {

using namespace std::chrono_literals;

/// A service over memory stores, of which the sessions' can fail, with clocks that the test sets.
struct SessionWorld {
    TimePoint now{1'700'000'000s};
    WallClock::time_point wall{1'800'000'000s};
    store::memory::MemoryFileStore files{1000, 5000};
    FailingStore sessions{files, 3000};
    event::Hub hub;
    Service service{sessions, files, hub, [this] { return now; }, [this] { return wall; }};
    boost::asio::io_context context;

    template <class T>
    result<T> run(task<T> work) {
        return run_on(context, std::move(work));
    }

    Id create() {
        Spec spec;
        spec.id = new_id();
        spec.session_ttl = 60s;
        spec.result_ttl = 30s;
        spec.created_at = now;
        return (*run(service.create(std::move(spec))))->id();
    }

    File stored(const Id& session, std::size_t size) {
        return *run([&]() -> task<File> {
            const auto writer = files.begin({0, session});
            const std::vector<std::byte> bytes(size);
            (void)co_await writer->write(bytes);
            File file;
            file.id = new_id();
            file.size = size;
            file.sha256 = (*co_await writer->seal())->sha256();
            (void)co_await writer->commit(file.id);
            co_return file;
        }());
    }
};

}  // namespace baton::core::session
