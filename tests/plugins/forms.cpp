#include "minimal.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>
#include <thread>

namespace {

namespace json = boost::json;

/// One file per upload, and a result object that names them. The data may ask for more: `"jobs"`: so many files are
/// kept first, one in each job; `"pause"`: so many ms before it goes on; `"shift"`: see below.
class Collect final : public baton::Processor {
public:
    baton::result<baton::Outcome> process(const baton::Submission& submission) override {
        baton::Outcome outcome;
        std::this_thread::sleep_for(std::chrono::milliseconds{number(submission.data, "pause")});
        const auto kept = std::ranges::count_if(submission.files, &baton::InputFile::is_kept);
        if (kept < number(submission.data, "jobs")) {
            // One more than there are uploads is never reached.
            const auto at = std::min<std::size_t>(static_cast<std::size_t>(kept), uploads(submission) - 1);
            outcome.keep.push_back({upload(submission, at).key, {"application/octet-stream", "kept", {}}, {}});
            return outcome;
        }
        json::array names;
        for (const auto& file : submission.files) {
            if (file.is_kept()) continue;
            const std::size_t index = outcome.files.size() + shift(submission.data);
            names.push_back({{"key", file.key}, {"address", {{"$download", index}}}});
            outcome.files.push_back({"image/jpeg", file.key + ".jpg", {file.bytes.begin(), file.bytes.end()}});
        }
        outcome.result = {{"names", std::move(names)}};
        return outcome;
    }

private:
    static std::int64_t number(const json::value& data, std::string_view name) {
        const auto* found = data.is_object() ? data.get_object().if_contains(name) : nullptr;
        return found == nullptr ? 0 : found->to_number<std::int64_t>();
    }

    static std::size_t uploads(const baton::Submission& submission) {
        return static_cast<std::size_t>(
            std::ranges::count_if(submission.files, [](const auto& file) { return !file.is_kept(); }));
    }

    static const baton::InputFile& upload(const baton::Submission& submission, std::size_t at) {
        for (const auto& file : submission.files) {
            if (!file.is_kept() && at-- == 0) return file;
        }
        return submission.files.front();
    }

    /// What the data may ask for to make the result name files that are not there.
    static std::size_t shift(const json::value& data) {
        return data.is_object() && data.get_object().contains("shift") ? 7 : 0;
    }
};

/// Answers what a call sees.
class See final : public baton::Operation {
public:
    baton::result<baton::Reply> operate(const baton::Call& call) override {
        json::array files;
        for (const auto& file : call.files) {
            json::object seen{{"size", file.bytes.size()}, {"info", file.info}};
            seen[file.is_kept() ? "made_from" : "key"] = file.is_kept() ? file.made_from : file.key;
            files.push_back(std::move(seen));
        }
        baton::Reply reply;
        reply.body = {{"files", std::move(files)},
                      {"format", call.format},
                      {"submitted", call.submitted},
                      {"backend", call.backend}};
        return reply;
    }
};

/// `{"of", "size", "note"}`: keeps so many bytes beside that upload.
class Keep final : public baton::Operation {
public:
    baton::result<baton::Reply> operate(const baton::Call& call) override {
        baton::Reply reply;
        const auto size = call.arguments.at("size").to_number<std::size_t>();
        reply.keep.push_back({std::string{call.arguments.at("of").get_string()},
                              {"application/octet-stream", "kept", std::vector<std::byte>(size)},
                              {{"note", call.arguments.at("note")}}});
        return reply;
    }
};

/// What the form has done once an upload is taken: keeps its key beside it. Fails at a PNG.
class Prepare final : public baton::Operation {
public:
    baton::result<baton::Reply> operate(const baton::Call& call) override {
        const std::string key{call.arguments.at("key").get_string()};
        for (const auto& file : call.files) {
            if (file.key == key && file.content_type == "image/png") {
                return baton::Error{baton::errc::processing_failed, "cannot be prepared", {}};
            }
        }
        baton::Reply reply;
        reply.keep.push_back({key, {"application/octet-stream", "kept", std::vector<std::byte>(1)}, {{"of", key}}});
        return reply;
    }
};

/// Uses all that an action may add to the API.
class FormsPlugin final : public baton::Plugin {
public:
    baton::result<void> provision(const json::object& settings) override {
        for (const auto& setting : settings) {
            const std::string key{setting.key()};
            if (key != "most")
                return baton::Error{baton::errc::invalid_input, "unknown setting '" + key + "'", "/" + key};
            if (!setting.value().is_int64() || setting.value().get_int64() < 1 || setting.value().get_int64() > 9) {
                return baton::Error{baton::errc::invalid_input, "'most' must be an integer from 1 to 9", "/most"};
            }
            most_ = static_cast<std::size_t>(setting.value().get_int64());
        }
        return {};
    }

    baton::result<void> register_with(baton::Registry& registry) override {
        registry.add_format({"jpg", "image/jpeg", "jpg", true});
        registry.add_format({"raw", "image/jpeg", "jpg"});
        registry.set_accepts({"image/jpeg", "image/png"});
        registry.set_options({{"type", "object"},
                              {"properties",
                               {{"groups", {{"type", "string"}, {"enum", {"one", "many"}}, {"default", "one"}}},
                                {"other", {{"type", "integer"}}}}}});
        registry.set_processor(std::make_unique<Collect>());
        registry.add_operation("see", baton::Audience::phone_and_backend, std::make_unique<See>(),
                               baton::CallFiles::all_unless_named);
        registry.add_operation("keep", baton::Audience::phone, std::make_unique<Keep>(),
                               baton::CallFiles::all_unless_named);
        registry.add_operation("prepare", baton::Audience::phone, std::make_unique<Prepare>());
        registry.set_presentation({"forms_format", "forms_result", {"groups"}});
        registry.set_retention(true);
        registry.set_upload_limit({most_, "sheet limit exceeded"});
        registry.add_upload_form({"send",
                                  "file",
                                  {{"group", "groups", "one"}, {"sheet"}},
                                  "g{group}s{sheet}",
                                  "sheet taken",
                                  20'000,
                                  "prepare"});
        registry.add_submit_form({"finish", "no sheets"});
        return {};
    }

private:
    std::size_t most_ = 3;
};

}  // namespace

BATON_PLUGIN(FormsPlugin);
