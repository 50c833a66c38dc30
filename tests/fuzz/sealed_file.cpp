// A sealed file after somebody had it in his hands: the first line says what he did to it, the rest is the file. And
// the rest as it is, in the place of a sealed file.
#include "core/store/seal/sealed_file.hpp"

#include "core/store/seal/key_mark.hpp"
#include "core/store/seal/sealing_file.hpp"
#include "tests/fuzz/await.hpp"

#include <algorithm>
#include <cstring>
#include <memory>
#include <string>
#include <utility>

using namespace baton;
using namespace baton::core;
using namespace baton::core::store::seal;
using fuzz::expect;

namespace {

constexpr Salt salt{1, 2, 3};

class Text final : public file::FileReader {
public:
    explicit Text(std::string text) : text_(std::move(text)) {}

    std::uint64_t size() const override { return text_.size(); }
    const std::string& sha256() const override { return sha256_; }
    task<std::size_t> read(std::uint64_t first, std::span<std::byte> buffer) const override {
        if (first >= text_.size()) co_return std::size_t{0};
        const std::size_t size = std::min<std::uint64_t>(buffer.size(), text_.size() - first);
        std::memcpy(buffer.data(), text_.data() + first, size);
        co_return size;
    }

private:
    const std::string text_;
    const std::string sha256_;
};

const KeyRing& keys() {
    static const KeyRing ring = KeyRing::parse(std::string(64, '5')).value();
    return ring;
}

std::string sealed(const std::string& plain, const Id& name) {
    const SealingFile file{std::make_shared<Text>(plain), *keys().sealing(), name, salt};
    std::string bytes(file.size(), '\0');
    const auto got = fuzz::await(file.read(0, std::as_writable_bytes(std::span{bytes})));
    expect(got && *got == bytes.size(), "all of it is sealed");
    return bytes;
}

/// Reads a file in steps that `how` chooses; each gives what was stored, or nothing.
void read(const std::string& bytes, const file::Object& object, std::string_view how, const std::string& plain,
          bool genuine) {
    const auto file = fuzz::await(SealedFile::open(std::make_shared<Text>(bytes), keys(), object));
    if (!file) {
        expect(!genuine, "what was sealed can be opened");
        return;
    }
    std::string buffer(70'000, '?');
    std::uint64_t first = 0;
    for (const char step : how) {
        const auto length = static_cast<std::size_t>(static_cast<unsigned char>(step)) * 270;
        const auto got = fuzz::await((*file)->read(first, std::as_writable_bytes(std::span{buffer}.first(length))));
        expect(got || !genuine, "what was sealed can be read");
        if (got) {
            const auto wanted = plain.substr(std::min<std::size_t>(first, plain.size()), length);
            expect(std::string_view{buffer}.substr(0, *got) == wanted, "only what was sealed comes out");
        }
        first += length / 2 + 1;
    }
}

/// Two letters of `deeds` at a time: what is done, and where.
std::string change(std::string bytes, std::string_view deeds) {
    for (; deeds.size() >= 2 && !bytes.empty(); deeds.remove_prefix(2)) {
        const std::size_t at = static_cast<unsigned char>(deeds[1]) * bytes.size() / 256;
        switch (deeds[0] % 4) {
            case 0:
                bytes[at] = static_cast<char>(bytes[at] ^ (1 << at % 8));
                break;
            case 1:
                bytes.resize(at);
                break;
            case 2:
                std::swap(bytes[at], bytes[bytes.size() - 1 - at]);
                break;
            default:
                bytes.insert(at, bytes, 0, at % 50);
                break;
        }
    }
    return bytes;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    auto rest = fuzz::text_of(data, size);
    const auto deeds = fuzz::take_line(rest);
    // More than a piece now and then, without inputs of that size.
    std::string plain;
    for (std::size_t times = deeds.size() % 8 == 7 && !rest.empty() ? 70'000 / rest.size() + 1 : 1; times > 0;
         --times) {
        plain += rest;
    }
    const Id name{{1, 2, 3}};
    const file::Object object{name, plain.size(), {}};
    const std::string bytes = sealed(plain, name);
    read(bytes, object, deeds, plain, true);
    const std::string changed = change(bytes, deeds);
    read(changed, object, deeds, plain, changed == bytes);

    // The store gives as many bytes as a sealed file has; what they say is not ours.
    const std::size_t least = sealed_size(0);
    if (rest.size() >= least) {
        const std::string foreign{rest};
        std::size_t claimed = rest.size() - least;
        const auto file = fuzz::await(SealedFile::open(std::make_shared<Text>(foreign), keys(), {name, claimed, {}}));
        if (file) {
            std::byte one{};
            const auto got = fuzz::await((*file)->read(0, {&one, 1}));
            expect(!got, "nobody else can seal");
        }
    }
    const auto mark = split_mark(rest);
    expect(split_mark(join_mark(mark)).text == mark.text, "a marker is taken apart as it was put together");
    return 0;
}
