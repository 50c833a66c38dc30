#include "core/store/sql/watch.hpp"

#include <algorithm>
#include <utility>

namespace baton::core::store::sql {

namespace {

/// A query's text stays below 100 kB.
constexpr std::size_t asked_at_once = 2'000;
constexpr std::int64_t gone = -1;

constexpr auto read_versions = "SELECT id, version FROM session WHERE id = ANY (string_to_array($1, ','))";

std::string list_of(std::span<const Id> ids) {
    std::string text;
    text.reserve(ids.size() * 37);
    for (const auto& id : ids) text.append(text.empty() ? "" : ",").append(to_string(id));
    return text;
}

}  // namespace

task<> Watch::look() {
    const auto listened = hub_.listened();
    std::unordered_map<Id, std::int64_t, IdHash> seen;
    seen.reserve(listened.size());
    for (const auto& id : listened) {
        const auto before = seen_.find(id);
        // A listener has read the session before it was seen here: whether that was the same one is not known.
        if (before != seen_.end()) seen.emplace(id, before->second);
    }
    seen_ = std::move(seen);
    for (std::size_t first = 0; first < listened.size(); first += asked_at_once) {
        const auto size = std::min(asked_at_once, listened.size() - first);
        if (auto looked = co_await look_at(std::span{listened}.subspan(first, size)); !looked) co_return looked;
    }
    co_return result<>{};
}

task<> Watch::look_at(std::span<const Id> ids) {
    auto answer = co_await database_.query({read_versions, {list_of(ids)}});
    if (!answer) co_return answer.error();
    std::unordered_map<Id, std::int64_t, IdHash> versions;
    for (const auto& row : answer->rows) {
        const auto text = db::text_of(row.at(0));
        const auto version = db::number_of(row.at(1));
        if (!text) co_return text.error();
        if (!version) co_return version.error();
        if (const auto id = parse_id(*text)) versions.emplace(*id, *version);
    }
    for (const auto& id : ids) {
        const auto found = versions.find(id);
        const auto version = found == versions.end() ? gone : found->second;
        const auto [place, is_new] = seen_.emplace(id, version);
        if (!is_new && place->second == version) continue;
        place->second = version;
        hub_.wake(id);
    }
    co_return result<>{};
}

}  // namespace baton::core::store::sql
