#include "core/store/sql/installation.hpp"

#include "core/base/id.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <utility>

namespace baton::core::store::sql {

namespace {

constexpr auto count_opening =
    "INSERT INTO session_store (one, installation, openings) VALUES (1, $1, 1) "
    "ON CONFLICT (one) DO UPDATE SET openings = session_store.openings + 1";
constexpr auto read_row = "SELECT installation, openings, doubted FROM session_store";
constexpr auto find_file = "SELECT 1 FROM session_file LIMIT 1";
constexpr auto doubt = "UPDATE session_store SET doubted = 1";
constexpr auto trust = "UPDATE session_store SET doubted = 0, openings = $1";

/// What tables or files say of themselves.
struct Mark {
    std::string installation;
    std::int64_t openings = 0;
    bool doubted = false;
    std::string rest{};  ///< lines behind ours in a marker, which others keep there: see store/seal/key_mark.hpp
};

std::string text_of(const Mark& mark) {
    return "baton " + mark.installation + " " + std::to_string(mark.openings) + "\n" + mark.rest;
}

/// Nothing: it is not of our making.
std::optional<Mark> mark_of(std::string_view text) {
    constexpr std::string_view ours = "baton ";
    constexpr std::size_t id_size = 36;
    if (!text.starts_with(ours) || text.size() < ours.size() + id_size + 2) return std::nullopt;
    Mark mark{std::string{text.substr(ours.size(), id_size)}};
    mark.rest = text.substr(std::min(text.find('\n'), text.size() - 1) + 1);
    const auto number = text.substr(ours.size() + id_size + 1);
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), mark.openings);
    if (error != std::errc{} || !parse_id(mark.installation)) return std::nullopt;
    return mark;
}

task<Mark> read(db::Database& database) {
    auto answer = co_await database.query({read_row});
    if (!answer) co_return answer.error();
    if (answer->rows.empty()) co_return problem(errc::internal, "the tables have never been opened");
    const auto& row = answer->rows[0];
    auto installation = db::text_of(row.at(0));
    const auto openings = db::number_of(row.at(1));
    const auto doubted = db::number_of(row.at(2));
    if (!installation) co_return installation.error();
    if (!openings) co_return openings.error();
    if (!doubted) co_return doubted.error();
    co_return Mark{std::move(*installation), *openings, *doubted != 0};
}

task<> commit(db::Database& database, db::Statement statement) {
    std::vector<db::Statement> statements;
    statements.push_back(std::move(statement));
    auto done = co_await database.commit(std::move(statements));
    if (!done) co_return done.error();
    co_return result<>{};
}

Problem foreign() {
    return problem(errc::internal,
                   "the files were written by another installation than the tables: they do not belong together");
}

/// The marker of a place that had none a moment ago. Errors: internal: sessions have files, and this is not where they
/// are; those of both stores.
task<std::string> check_empty_place(db::Database& database, file::ObjectStore& objects) {
    const auto file = co_await database.query({find_file});
    if (!file) co_return file.error();
    if (file->rows.empty()) co_return std::string{};
    // Another server may have begun, and been sent a file, meanwhile.
    auto marker = co_await objects.marker();
    if (!marker || !marker->empty()) co_return marker;
    co_return problem(errc::internal,
                      "sessions have files, but no installation has ever been where they should be: is it the right "
                      "place? (if they are lost: 'baton files --adopt')");
}

}  // namespace

task<Knowledge> open_installation(db::Database& database, file::ObjectStore& objects) {
    if (auto counted = co_await commit(database, {count_opening, {to_string(new_id())}}); !counted) {
        co_return counted.error();
    }
    auto marker = co_await objects.marker();
    if (marker && marker->empty()) marker = co_await check_empty_place(database, objects);
    if (!marker) co_return marker.error();
    // After the marker: who opens them at the same time counts in the tables first.
    auto tables = co_await read(database);
    if (!tables) co_return tables.error();
    const auto files = mark_of(*marker);
    if (files) tables->rest = files->rest;
    if (!marker->empty() && (!files || files->installation != tables->installation)) co_return foreign();
    if (tables->doubted) co_return Knowledge::restored;
    if (files && files->openings > tables->openings) {
        if (auto noted = co_await commit(database, {doubt}); !noted) co_return noted.error();
        co_return Knowledge::restored;
    }
    if (auto marked = co_await objects.set_marker(text_of(*tables)); !marked) co_return marked.error();
    co_return Knowledge::whole;
}

db::Statement doubt_tables() {
    return {doubt};
}

task<> adopt_files(db::Database& database, file::ObjectStore& objects) {
    const auto marker = co_await objects.marker();
    if (!marker) co_return marker.error();
    auto tables = co_await read(database);
    if (!tables) co_return tables.error();
    const auto files = mark_of(*marker);
    if (files) tables->rest = files->rest;
    if (!marker->empty() && (!files || files->installation != tables->installation)) co_return foreign();
    tables->openings = std::max(tables->openings, files ? files->openings : 0) + 1;
    if (auto trusted = co_await commit(database, {trust, {tables->openings}}); !trusted) co_return trusted.error();
    co_return co_await objects.set_marker(text_of(*tables));
}

}  // namespace baton::core::store::sql
