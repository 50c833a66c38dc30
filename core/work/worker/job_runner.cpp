#include "core/work/worker/job_runner.hpp"

#include "core/base/text.hpp"
#include "core/file/memfd.hpp"
#include "core/observe/log.hpp"
#include "core/work/wire/frame.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <exception>
#include <new>
#include <utility>

namespace baton::core::work {

namespace {

Error failed(std::string detail) {
    return Error{baton::errc::processing_failed, std::move(detail), {}};
}

bool too_long(const boost::json::object& info) {
    return boost::json::serialize(info).size() > max_info;
}

/// What the three kinds of job have in common at their end.
struct Product {
    boost::json::object body;
    std::vector<OutputFile> files;
    std::vector<KeptFile> keep;
};

/// A job's inputs, mapped.
class Inputs {
public:
    static result<Inputs> map(const JobRequest& request, std::vector<file::Fd> descriptors) {
        if (descriptors.size() != request.files.size()) {
            return problem(errc::internal, "the job's files and descriptors do not match");
        }
        Inputs inputs;
        for (std::size_t i = 0; i < descriptors.size(); ++i) {
            auto mapping = file::Mapping::of(descriptors[i]);
            if (!mapping) return mapping.error();
            const auto& note = request.files[i];
            inputs.files_.push_back(
                {note.key, note.content_type, note.filename, mapping->bytes(), note.info, note.made_from});
            inputs.mappings_.push_back(std::move(*mapping));
            descriptors[i] = {};
        }
        return inputs;
    }
    std::span<const InputFile> files() const { return files_; }

private:
    std::vector<file::Mapping> mappings_;
    std::vector<InputFile> files_;
};

baton::result<Product> inspect(const action::Registration& action, const JobRequest& request, const Inputs& inputs) {
    if (action.inspector() == nullptr || inputs.files().size() != 1) return failed("nothing to inspect");
    auto info = action.inspector()->inspect(inputs.files().front(), request.options);
    if (!info) return info.error();
    if (too_long(*info)) return failed("what was learned of the file is over 16 KiB");
    return Product{std::move(*info), {}, {}};
}

baton::result<void> check_kept(const std::vector<KeptFile>& files, const Inputs& inputs) {
    for (const auto& kept : files) {
        const bool known = std::ranges::any_of(
            inputs.files(), [&](const InputFile& file) { return file.made_from.empty() && file.key == kept.of; });
        if (!known) return failed("the action keeps a file of no upload");
        if (too_long(kept.info)) return failed("what a kept file was made with is over 16 KiB");
    }
    return {};
}

baton::result<Product> process(const action::Registration& action, const JobRequest& request, const Inputs& inputs) {
    if (action.processor() == nullptr) return failed("the action has no processor");
    auto outcome = action.processor()->process({request.format, request.options, request.data, inputs.files()});
    if (!outcome) return outcome.error();
    if (!outcome->files.empty()) return Product{std::move(outcome->result), std::move(outcome->files), {}};
    if (outcome->keep.empty()) return failed("the action made no file");
    if (auto kept = check_kept(outcome->keep, inputs); !kept) return kept.error();
    return Product{{}, {}, std::move(outcome->keep)};
}

baton::result<Product> operate(const action::Registration& action, const JobRequest& request, const Inputs& inputs) {
    Operation* operation = action.find_operation(request.operation);
    if (operation == nullptr || !request.data.is_object()) return failed("the action has no such operation");
    auto reply = operation->operate({request.data.get_object(), request.options, inputs.files(), request.format,
                                     request.submitted, request.backend});
    if (!reply) return reply.error();
    if (reply->files.size() > 1) return failed("an operation answers with at most one file");
    if (auto kept = check_kept(reply->keep, inputs); !kept) return kept.error();
    return Product{std::move(reply->body), std::move(reply->files), std::move(reply->keep)};
}

/// What the files that nobody has looked at yet weigh.
std::uint64_t weigh(const action::Registration& action, const JobRequest& request, const Inputs& inputs) {
    constexpr std::uint64_t most = 1ull << 60;
    std::uint64_t weight = 0;
    if (request.weight_limit == 0 || action.inspector() == nullptr) return weight;
    try {
        for (const auto& file : inputs.files()) {
            if (!file.info.empty() || file.is_kept()) continue;
            weight = std::min(most, weight + std::min(most, action.inspector()->weigh(file)));
        }
    } catch (...) {
        // Whatever is wrong with the file is for the job itself to say.
        return 0;
    }
    return weight;
}

baton::result<Product> perform(const action::Registration& action, const JobRequest& request, const Inputs& inputs) {
    try {
        switch (request.kind) {
            case JobKind::inspect:
                return inspect(action, request, inputs);
            case JobKind::process:
                return process(action, request, inputs);
            case JobKind::operate:
                return operate(action, request, inputs);
        }
        return failed("unknown kind of job");
    } catch (const std::bad_alloc&) {
        return failed("the action ran out of memory");
    } catch (const std::exception& exception) {
        // The text may name paths or hold pieces of a file, so it is for the log, not for the client.
        log::warn("a plugin threw", {{"action", request.action}, {"what", one_line(exception.what(), 400)}});
    } catch (...) {
        log::warn("a plugin threw", {{"action", request.action}, {"what", "no std::exception"}});
    }
    return failed("the action failed");
}

Finished refuse(const JobRequest& request, Error error) {
    return {JobFailed{request.id, std::move(error)}, {}};
}

/// Takes a file's bytes into the answer.
baton::result<OutputNote> take_file(OutputFile& file, Finished& finished) {
    if (!is_media_type(file.content_type)) return failed("the action names no media type for a file");
    finished.files.push_back(std::move(file.bytes));
    return OutputNote{std::move(file.content_type), std::move(file.filename)};
}

Finished finish(const JobRequest& request, Product product) {
    // One less than a message carries: the text of so many may need a descriptor too.
    if (product.files.size() + product.keep.size() >= max_message_files) {
        return refuse(request, failed("the action made too many files"));
    }
    JobDone done{request.id, std::move(product.body), {}, {}};
    Finished finished;
    for (auto& file : product.files) {
        auto note = take_file(file, finished);
        if (!note) return refuse(request, note.error());
        done.files.push_back(std::move(*note));
    }
    for (auto& kept : product.keep) {
        auto note = take_file(kept.file, finished);
        if (!note) return refuse(request, note.error());
        done.keep.push_back({std::move(kept.of), std::move(*note), std::move(kept.info)});
    }
    finished.answer = std::move(done);
    return finished;
}

}  // namespace

JobRunner::JobRunner(std::vector<plugin::LoadedPlugin> plugins) : plugins_(std::move(plugins)) {}

const action::Registration* JobRunner::find(std::string_view action) const {
    for (const auto& plugin : plugins_) {
        if (plugin.id == action) return plugin.registration.get();
    }
    return nullptr;
}

Finished JobRunner::run(const JobRequest& request, std::vector<file::Fd> inputs) {
    const auto* action = find(request.action);
    if (action == nullptr) return refuse(request, failed("no such action"));
    try {
        const auto mapped = Inputs::map(request, std::move(inputs));
        if (!mapped) return refuse(request, failed(mapped.error().detail));
        const auto weight = weigh(*action, request, *mapped);
        if (weight > request.weight_limit) return {JobHeavy{request.id, weight}, {}};
        auto product = perform(*action, request, *mapped);
        if (!product) return refuse(request, product.error());
        return finish(request, std::move(*product));
    } catch (const std::bad_alloc&) {
        return refuse(request, failed("the action ran out of memory"));
    }
}

void JobRunner::shutdown() {
    for (auto& plugin : plugins_) {
        try {
            plugin.instance->shutdown();
        } catch (...) {
            log::warn("a plugin threw at shutdown", {{"action", plugin.id}});
        }
    }
}

}  // namespace baton::core::work
