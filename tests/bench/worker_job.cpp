// What one file costs a worker, for tests/bench/hostile.mjs.
//   worker-job ACTION FORMAT FILE     looks at an upload and makes a result of it; FORMAT "inspect": looks only
//   worker-job signature FORMAT FILE.json     the data of a drawn signature
// Prints a JSON line: {inspect, process (CPU s), peak (KiB), outcome ("ok" or what the action refused it with), bytes}.
// A worker's usual memory limit holds.

#include "actions/photo/inspector.hpp"
#include "actions/photo/processor.hpp"
#include "actions/scan/assemble/ocr.hpp"
#include "actions/scan/inspector.hpp"
#include "actions/scan/processor.hpp"
#include "actions/signature/inspector.hpp"
#include "actions/signature/processor.hpp"
#include "tests/bench/cpu_time.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <sys/resource.h>

#include <cstdint>
#include <cstdio>
#include <exception>
#include <fstream>
#include <iterator>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace baton;

constexpr rlim_t memory = 1'610'612'736;

struct Action {
    std::unique_ptr<Inspector> inspector;
    std::unique_ptr<Processor> processor;
};

Action action_named(std::string_view name) {
    if (name == "photo")
        return {std::make_unique<photo::PhotoInspector>(photo::Settings{}),
                std::make_unique<photo::PhotoProcessor>(photo::Settings{})};
    if (name == "scan")
        return {std::make_unique<scan::ScanInspector>(scan::Settings{}),
                std::make_unique<scan::ScanProcessor>(scan::Ground{{}, nullptr})};
    return {std::make_unique<signature::SignatureInspector>(signature::Settings{}),
            std::make_unique<signature::SignatureProcessor>(signature::Settings{}, nullptr)};
}

std::vector<char> read(const char* path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

/// KiB. What getrusage says is not less than what the parent had when it forked.
std::int64_t peak_rss() {
    std::ifstream status{"/proc/self/status"};
    std::string word;
    std::int64_t size = 0;
    while (status >> word) {
        if (word == "VmHWM:") status >> size;
    }
    return size;
}

/// Adds what `work` took to `report` under `name`; its outcome and, if it made files, their bytes.
template <class Work>
auto timed(boost::json::object& report, std::string_view name, Work work) -> decltype(work()) {
    const double before = bench::cpu_ms();
    auto made = [&]() -> decltype(work()) {
        try {
            return work();
        } catch (const std::exception& error) {
            return Error{errc::processing_failed, error.what(), {}};
        }
    }();
    report[name] = (bench::cpu_ms() - before) / 1000;
    report["outcome"] = made ? "ok" : made.error().detail;
    return made;
}

void run(std::string_view name, std::string_view format, const char* path, boost::json::object& report) {
    const Action action = action_named(name);
    const std::vector<char> bytes = read(path);
    const boost::json::object options = name == "scan" ? boost::json::object{{"mode", "color"}} : boost::json::object{};
    InputFile file{"p1", "", "", std::as_bytes(std::span{bytes}), {}};
    boost::json::value data;
    const bool drawn = std::string_view{path}.ends_with(".json");
    if (drawn) {
        data = boost::json::parse({bytes.data(), bytes.size()});
    } else {
        auto info = timed(report, "inspect", [&] { return action.inspector->inspect(file, options); });
        if (!info || format == "inspect") return;
        file.info = std::move(*info);
    }
    const std::span<const InputFile> files = drawn ? std::span<const InputFile>{} : std::span{&file, 1};
    const auto outcome =
        timed(report, "process", [&] { return action.processor->process({format, options, data, files}); });
    if (!outcome) return;
    std::size_t made = 0;
    for (const OutputFile& each : outcome->files) made += each.bytes.size();
    for (const KeptFile& each : outcome->keep) made += each.file.bytes.size();
    report["bytes"] = made;
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 4) return 2;
    const rlimit limit{memory, memory};
    setrlimit(RLIMIT_AS, &limit);
    boost::json::object report;
    run(arguments[1], arguments[2], arguments[3], report);
    report["peak"] = peak_rss();
    std::printf("%s\n", boost::json::serialize(report).c_str());
}
