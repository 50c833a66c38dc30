#include "conformance/samples.hpp"

#include "core/file/magic_bytes.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <random>
#include <span>
#include <utility>

namespace baton::conformance {

namespace {

using namespace std::string_view_literals;

constexpr std::size_t noise_bytes = 4096;
/// The same noise in every run, so that a failure can be repeated.
constexpr unsigned fuzz_seed = 20240229;

/// The beginning that makes the server call a file by its type.
std::string_view magic_of(std::string_view media_type) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 7> table{{
        {"image/jpeg", "\xff\xd8\xff\xe0"sv},
        {"image/png", "\x89PNG\r\n\x1a\n"sv},
        {"image/webp", "RIFF\x00\x10\x00\x00WEBPVP8 "sv},
        {"image/heic",
         "\x00\x00\x00\x18"
         "ftypheic\x00\x00\x00\x00"
         "heicmif1"sv},
        {"image/avif",
         "\x00\x00\x00\x18"
         "ftypavif\x00\x00\x00\x00"
         "avifmif1"sv},
        {"image/svg+xml", "<svg xmlns=\"http://www.w3.org/2000/svg\">"sv},
        {"application/pdf", "%PDF-1.7\n"sv},
    }};
    const auto found = std::ranges::find(table, media_type, &std::pair<std::string_view, std::string_view>::first);
    return found == table.end() ? ""sv : found->second;
}

std::string noise(std::size_t size, unsigned seed) {
    std::mt19937 random{seed};
    std::string bytes(size, '\0');
    std::ranges::generate(bytes, [&random] { return static_cast<char>(random()); });
    return bytes;
}

}  // namespace

std::string media_type_of(std::string_view bytes) {
    return std::string{core::file::media_type_of(std::as_bytes(std::span{bytes}))};
}

std::optional<Sample> read_sample(const std::filesystem::path& file) {
    std::ifstream stream{file, std::ios::binary};
    if (!stream) return std::nullopt;
    std::string bytes{std::istreambuf_iterator<char>{stream}, {}};
    auto type = media_type_of(bytes);
    return Sample{file.filename().string(), std::move(type), std::move(bytes)};
}

std::vector<Sample> garbage_like(const std::string& media_type) {
    const std::string magic{magic_of(media_type)};
    return {
        {"an empty file", media_type, ""},
        {"a single byte", media_type, magic.substr(0, 1)},
        {"the magic bytes alone", media_type, magic},
        {"the magic bytes and zeros", media_type, magic + std::string(noise_bytes, '\0')},
        {"the magic bytes and noise", media_type, magic + noise(noise_bytes, fuzz_seed)},
        {"noise", media_type, noise(noise_bytes, fuzz_seed + 1)},
        {"text", media_type, "This is a text and no picture.\n"},
    };
}

std::vector<Sample> mutations_of(const Sample& sample) {
    std::vector<Sample> mutations;
    for (const std::size_t tenths : {1u, 5u, 9u}) {
        mutations.push_back({sample.name + " cut to " + std::to_string(tenths * 10) + " %", sample.media_type,
                             sample.bytes.substr(0, sample.bytes.size() * tenths / 10)});
    }
    std::mt19937 random{fuzz_seed};
    for (std::size_t round = 1; round <= 12; ++round) {
        Sample changed{sample.name + " with changes no. " + std::to_string(round), sample.media_type, sample.bytes};
        if (changed.bytes.empty()) break;
        // Half of the rounds change the first kilobyte, where the headers are.
        const std::size_t range =
            round % 2 == 0 ? changed.bytes.size() : std::min<std::size_t>(1024, changed.bytes.size());
        for (std::size_t n = 0; n < round * 2; ++n) changed.bytes[random() % range] = static_cast<char>(random());
        mutations.push_back(std::move(changed));
    }
    return mutations;
}

}  // namespace baton::conformance
