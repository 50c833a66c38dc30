#include "core/store/sql/recount.hpp"

#include <utility>

namespace baton::core::store::sql {

namespace {

constexpr int most_recounts = 3;  // a busy server may never find a quiet moment, and counts again soon

}  // namespace

task<> recount(Kept& kept, std::function<task<Kept::Amounts>()> count) {
    for (int tries = 0;; ++tries) {
        const auto changes = kept.changes();
        auto amounts = co_await count();
        if (!amounts) co_return amounts.error();
        if (tries == most_recounts) {
            kept.replace(std::move(*amounts));
            co_return result<>{};
        }
        if (kept.replace_since(changes, *amounts)) co_return result<>{};
    }
}

}  // namespace baton::core::store::sql
