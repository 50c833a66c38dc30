#include "core/phone/form_reader.hpp"

#include "core/base/json_pointer.hpp"
#include "core/http/multipart.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

namespace baton::core::phone {

namespace {

/// As long as the greatest index.
constexpr std::size_t max_index_text = 6;

/// Fields that nobody here knows are many only in an attack; their bytes count in the body's limit.
constexpr std::size_t max_parts = 100;

/// Text or file, what came so far.
struct Progress {
    const action::UploadForm& form;
    const boost::json::object& options;
    std::vector<std::optional<std::string>> texts;
    std::unique_ptr<file::FileWriter> file = {};
};

FieldError wrong(std::string_view part, std::string code, std::string what) {
    return {pointer_step(part), std::move(code), std::string{part} + " " + what};
}

Problem refuse(FieldError error) {
    return Problem{errc::invalid_field, error.detail, {error}, {}};
}

bool is_forced(const action::FormIndex& index, const boost::json::object& options) {
    if (index.zero_option.empty()) return false;
    const auto* value = options.if_contains(index.zero_option);
    return value != nullptr && value->is_string() && value->get_string() == index.zero_value;
}

/// Errors: invalid_field.
result<std::uint32_t> read_index(const action::FormIndex& index, const std::optional<std::string>& text,
                                 const boost::json::object& options) {
    if (!text) return 0u;
    std::uint32_t number = 0;
    const auto [rest, error] = std::from_chars(text->data(), text->data() + text->size(), number);
    if (error != std::errc{} || rest != text->data() + text->size() || text->size() > max_index_text) {
        return refuse(wrong(index.name, "format", "must be a whole number from 0 to 999999"));
    }
    return is_forced(index, options) ? 0u : number;
}

result<std::vector<std::uint32_t>> read_indices(const Progress& progress) {
    std::vector<std::uint32_t> indices;
    for (std::size_t i = 0; i < progress.form.indices.size(); ++i) {
        const auto index = read_index(progress.form.indices[i], progress.texts[i], progress.options);
        if (!index) return index.error();
        indices.push_back(*index);
    }
    return indices;
}

/// A short text.
class TextPart : public http::PartSink {
public:
    TextPart(std::optional<std::string>& text, const std::string& name) : text_(text), name_(name) { text_.emplace(); }
    task<> append(std::span<const std::byte> bytes) override {
        if (text_->size() + bytes.size() > max_index_text) {
            co_return refuse(wrong(name_, "format", "must be a whole number from 0 to 999999"));
        }
        text_->append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        co_return result<>{};
    }
    task<> finish() override { co_return result<>{}; }

private:
    std::optional<std::string>& text_;
    const std::string& name_;
};

/// A field of somebody else's: read, and gone.
class IgnoredPart : public http::PartSink {
public:
    explicit IgnoredPart(const std::function<result<>()>& in_time) : in_time_(in_time) {}
    task<> append(std::span<const std::byte>) override { co_return in_time_(); }
    task<> finish() override { co_return in_time_(); }

private:
    const std::function<result<>()>& in_time_;
};

class FilePart : public http::PartSink {
public:
    FilePart(file::FileWriter& writer, const std::function<result<>()>& in_time) : writer_(writer), in_time_(in_time) {}
    task<> append(std::span<const std::byte> bytes) override {
        if (auto time_left = in_time_(); !time_left) co_return time_left;
        co_return co_await writer_.write(bytes);
    }
    task<> finish() override { co_return in_time_(); }

private:
    file::FileWriter& writer_;
    const std::function<result<>()>& in_time_;
};

}  // namespace

std::string form_key(const action::UploadForm& form, const std::vector<std::uint32_t>& indices) {
    std::string key = form.key;
    for (std::size_t i = 0; i < indices.size(); ++i) {
        const std::string place = "{" + form.indices[i].name + "}";
        key.replace(key.find(place), place.size(), std::to_string(indices[i]));
    }
    return key;
}

task<FormUpload> read_upload_form(http::Request& request, const action::UploadForm& form,
                                  const boost::json::object& options, OpenFile open,
                                  std::function<result<>()> in_time) {
    Progress progress{form, options, std::vector<std::optional<std::string>>(form.indices.size())};
    const auto open_part = [&](const http::PartHead& head) -> result<std::unique_ptr<http::PartSink>> {
        if (head.name == form.file_part) {
            if (progress.file) return refuse(wrong(form.file_part, "repeated", "is there twice"));
            const auto indices = read_indices(progress);
            if (!indices) return indices.error();
            // An index may still come behind the file; until then it is 0, as it is if none comes.
            progress.file = open(form_key(form, *indices));
            return std::make_unique<FilePart>(*progress.file, in_time);
        }
        const auto found = std::ranges::find(form.indices, head.name, &action::FormIndex::name);
        if (found == form.indices.end()) return std::make_unique<IgnoredPart>(in_time);
        auto& text = progress.texts[static_cast<std::size_t>(found - form.indices.begin())];
        if (text) return refuse(wrong(head.name, "repeated", "is there twice"));
        return std::make_unique<TextPart>(text, found->name);
    };
    const http::MultipartLimits limits{.parts = max_parts, .part_bytes = form.max_bytes};
    if (auto read = co_await http::read_form(request, limits, open_part); !read) co_return read.error();
    auto indices = read_indices(progress);
    if (!indices) co_return indices.error();
    if (!progress.file) co_return refuse(wrong(form.file_part, "required", "is required"));
    co_return FormUpload{std::move(progress.file), std::move(*indices)};
}

}  // namespace baton::core::phone
