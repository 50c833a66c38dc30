#include "core/net/answer.hpp"

#include "core/base/tuple_token.hpp"
#include "core/net/piece_framing.hpp"
#include "core/observe/log.hpp"

#include <boost/asio/buffer.hpp>

#include <algorithm>
#include <string>
#include <utility>

namespace baton::core::net {

namespace asio = boost::asio;

namespace {

std::string_view text_of(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

asio::awaitable<bool> send_pieces(Stream& stream, Protocol& protocol, Answer answer) {
    const auto& pieces = answer.response.pieces;
    PieceFraming framing{pieces->size(), answer.request.version};
    result<std::span<const std::byte>> piece = answer.first_piece;
    for (;;) {
        const auto frame = piece ? framing.frame(*piece) : std::nullopt;
        if (!frame) {
            const std::string why = piece ? "not as long as it said" : piece.error().detail;
            log::error("an answer was broken off", {{"request_id", answer.request.id}, {"detail", why}});
            // Its end would pass for the end of the body.
            if (framing.ends_with_connection()) stream.cut_off();
            co_return false;
        }
        const std::string before = std::string{std::exchange(answer.head, {})}.append(frame->before);
        if (!co_await send_bytes(stream, protocol, {before, text_of(*piece), frame->after})) co_return false;
        if (piece->empty()) co_return true;
        // While the next piece is made nobody waits for the network.
        protocol.working();
        piece = co_await pieces->next();
    }
}

}  // namespace

asio::awaitable<bool> send_answer(Stream& stream, Protocol& protocol, Answer answer) {
    const http::Response& response = answer.response;
    if (!has_body(answer.request, response)) co_return co_await send_bytes(stream, protocol, {answer.head});
    if (response.pieces) co_return co_await send_pieces(stream, protocol, answer);
    const std::string_view body = response.view.data() != nullptr ? response.view : std::string_view{response.body};
    co_return co_await send_bytes(stream, protocol, {answer.head, body});
}

asio::awaitable<bool> send_bytes(Stream& stream, Protocol& protocol, std::array<std::string_view, 3> texts) {
    for (;;) {
        protocol.sending(Protocol::Clock::now());
        if (texts[0].empty() && texts[1].empty() && texts[2].empty()) co_return true;
        const std::array buffers{asio::buffer(texts[0].data(), texts[0].size()),
                                 asio::buffer(texts[1].data(), texts[1].size()),
                                 asio::buffer(texts[2].data(), texts[2].size())};
        auto [error, size] = co_await stream.async_write_some(buffers, tuple_token);
        if (error) co_return false;
        for (auto& text : texts) {
            const std::size_t taken = std::min(size, text.size());
            text.remove_prefix(taken);
            size -= taken;
        }
    }
}

}  // namespace baton::core::net
