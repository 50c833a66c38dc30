#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace baton::core::session {

/// What goes with a session and is a record of its own: as large as half a megabyte, so that it must not be written
/// again with every change of the session. The session only knows how many bytes there are.
enum class Annex : std::uint8_t {
    draft,     ///< the page's own JSON, while the session is unfinished
    retained,  ///< the data that completed the session, if its action retains it: JSON
};
inline constexpr std::size_t annex_count = 2;
static_assert(static_cast<std::size_t>(Annex::retained) + 1 == annex_count);

/// Never empty; null: there is none. Who holds it holds what counts it against the session's quota.
using AnnexText = std::shared_ptr<const std::string>;

/// The text together with what counts it.
inline AnnexText counted(std::string text, std::shared_ptr<const void> charge) {
    struct Counted {
        std::string text;
        std::shared_ptr<const void> charge;
    };
    const auto both = std::make_shared<const Counted>(Counted{std::move(text), std::move(charge)});
    return {both, &both->text};
}

/// What is to become of an annex together with a change of its session; a null text: it is forgotten.
struct AnnexChange {
    Annex annex;
    AnnexText text;
    std::uint32_t before = 0;  ///< bytes of the one that goes
};
using AnnexChanges = std::vector<AnnexChange>;

}  // namespace baton::core::session
