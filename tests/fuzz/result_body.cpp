// The body of POST /s/:id/result: JSON and base64 decoded while they arrive.
#include "core/phone/result_body.hpp"

#include "core/store/memory/file_store.hpp"
#include "tests/fuzz/await.hpp"

#include <boost/json/parse.hpp>

using namespace baton;
using namespace baton::core;
using fuzz::expect;

namespace {

constexpr std::uint64_t quota_bytes = 16 * 1024;

struct Read {
    std::string items;  ///< names, sizes and hashes
    std::string refusal;
};

boost::asio::awaitable<Read> read_items(http::BodySource& body, store::memory::MemoryFileStore& files) {
    Read out;
    const auto session = new_id();
    auto items =
        co_await phone::read_result_body(body, [&] { return files.begin({0, session}); }, [] { return result<>{}; });
    if (!items) {
        out.refusal = std::to_string(static_cast<int>(items.error().code)) + items.error().detail;
        for (const auto& error : items.error().errors) out.refusal += "|" + error.pointer + " " + error.code;
        co_return out;
    }
    for (auto& item : *items) {
        const auto file = co_await item.writer->seal();
        expect(file.has_value() && (*file)->size() <= quota_bytes, "items stay within the quota");
        out.items += item.filename + "|" + std::to_string((*file)->size()) + "|" + (*file)->sha256() + "\n";
    }
    co_return out;
}

Read read(const fuzz::Pieces& pieces) {
    store::memory::MemoryFileStore files{quota_bytes, quota_bytes};
    fuzz::PieceBody body{pieces};
    auto out = fuzz::await(read_items(body, files));
    expect(files.usage() == 0, "nothing stays behind");
    return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::text_of(data, size);
    const auto whole = read({text});
    const auto in_pieces = read(fuzz::cut(text));
    // With two things wrong, the pieces decide which is met first.
    expect(in_pieces.refusal.empty() == whole.refusal.empty(), "taken or refused however the body is cut");
    if (whole.refusal.empty()) expect(in_pieces.items == whole.items, "the same items however the body is cut");
    if (whole.refusal.empty()) {
        boost::system::error_code error;
        const auto value = boost::json::parse({text.data(), text.size()}, error);
        expect(!error && value.is_object(), "what is taken is a JSON object");
    }
    return 0;
}
