#include "services/signal/sql_store.hpp"

#include "core/base/hex.hpp"
#include "core/base/id.hpp"
#include "core/base/sha256.hpp"
#include "core/db/migrations.hpp"
#include "services/signal/schema.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <unordered_map>
#include <utility>

namespace baton::services::signal {

using namespace core;

namespace {

// `(SELECT baton_now())` is one moment for the whole statement, and a value that an index can be asked for.
// A negative limit of all is none: then nobody counts them.
constexpr auto insert_session =
    "INSERT INTO signal_session (code, origin, topic, info, offer, created_at, expires_at) "
    "SELECT $1, $2, $3, $4, $5, baton_now(), 0 WHERE (SELECT count(*) FROM (SELECT 1 FROM signal_session "
    "WHERE origin = $2 AND expires_at > (SELECT baton_now()) LIMIT $6) AS counted) < $6 AND (CAST($7 AS bigint) < 0 OR "
    "(SELECT count(*) FROM signal_session WHERE expires_at > (SELECT baton_now())) < CAST($7 AS bigint))";
constexpr auto count_of_origin =
    "SELECT count(*) FROM (SELECT 1 FROM signal_session WHERE origin = $1 AND expires_at > (SELECT baton_now()) "
    "LIMIT $2) AS counted";
constexpr auto take_turn = "UPDATE signal_turn SET taken = 0 WHERE number = $1";
constexpr std::int64_t turn_of_all = 64;
// Of whole milliseconds, as they are shown: so a session ends when it says.
constexpr auto set_end =
    "UPDATE signal_session SET expires_at = (created_at / 1000000 + CAST($2 AS bigint)) * 1000000 WHERE code = $1";
constexpr auto count_sessions = "SELECT count(*) FROM signal_session WHERE expires_at > (SELECT baton_now())";
constexpr auto list_topics =
    "WITH counted AS MATERIALIZED (SELECT topic, count(*) AS sessions FROM signal_session WHERE origin = $1 "
    "AND answer IS NULL AND expires_at > (SELECT baton_now()) GROUP BY topic) "
    "SELECT 0 AS kind, '' AS topic, count(*) AS sessions FROM counted UNION ALL "
    "SELECT 1, topic, sessions FROM (SELECT topic, sessions FROM counted ORDER BY topic LIMIT $3 OFFSET $2) AS page "
    "ORDER BY kind, topic";
constexpr auto list_open =
    "SELECT code FROM signal_session WHERE origin = $1 AND topic = $2 AND answer IS NULL "
    "AND expires_at > (SELECT baton_now()) ORDER BY created_at DESC LIMIT $3";
constexpr auto show_sessions =
    "WITH listed AS MATERIALIZED (SELECT code, info, offer, created_at, expires_at FROM signal_session "
    "WHERE code IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) AND answer IS NULL "
    "AND expires_at > (SELECT baton_now())) "
    "SELECT 0 AS kind, -created_at AS place, code, info, offer, expires_at FROM listed UNION ALL "
    "SELECT 1, c.number, c.code, c.candidate, '', 0 FROM signal_candidate AS c JOIN listed ON listed.code = c.code "
    "WHERE c.side = 0 AND c.number <= 16 ORDER BY kind, place";
static_assert(Store::at_once == 16, "a parameter for each, and candidates of each");
constexpr auto first_answer =
    "UPDATE signal_session SET answer = $3 WHERE code = $1 AND origin = $2 AND expires_at > (SELECT baton_now()) "
    "AND answer IS NULL";
constexpr auto read_answer =
    "SELECT answer FROM signal_session WHERE code = $1 AND origin = $2 AND expires_at > (SELECT baton_now())";
// The counter also counts those that are too many. Its row is held until the candidate is there: so none has the number
// of another one.
constexpr std::array count_candidate{
    "UPDATE signal_session SET offerer_candidates = offerer_candidates + 1 WHERE code = $1 AND origin = $2 "
    "AND expires_at > (SELECT baton_now()) RETURNING offerer_candidates",
    "UPDATE signal_session SET answerer_candidates = answerer_candidates + 1 WHERE code = $1 AND origin = $2 "
    "AND expires_at > (SELECT baton_now()) RETURNING answerer_candidates"};
constexpr std::array insert_candidate{
    "INSERT INTO signal_candidate (code, side, number, candidate, expires_at) SELECT code, 0, offerer_candidates, $3, "
    "expires_at FROM signal_session WHERE code = $1 AND origin = $2 AND expires_at > (SELECT baton_now()) "
    "AND offerer_candidates <= $4",
    "INSERT INTO signal_candidate (code, side, number, candidate, expires_at) SELECT code, 1, answerer_candidates, $3, "
    "expires_at FROM signal_session WHERE code = $1 AND origin = $2 AND expires_at > (SELECT baton_now()) "
    "AND answerer_candidates <= $4"};
constexpr std::array poll_side{
    "SELECT 0 AS number, answer FROM signal_session WHERE code = $1 AND origin = $2 "
    "AND expires_at > (SELECT baton_now()) UNION ALL "
    "SELECT number, candidate FROM signal_candidate WHERE code = $1 AND side = 1 ORDER BY number",
    "SELECT 0 AS number, offer FROM signal_session WHERE code = $1 AND origin = $2 "
    "AND expires_at > (SELECT baton_now()) UNION ALL "
    "SELECT number, candidate FROM signal_candidate WHERE code = $1 AND side = 0 ORDER BY number"};
constexpr auto drop_candidates =
    "DELETE FROM signal_candidate WHERE code IN (SELECT code FROM signal_candidate "
    "WHERE expires_at <= (SELECT baton_now()) ORDER BY expires_at LIMIT 500)";
constexpr auto drop_sessions =
    "DELETE FROM signal_session WHERE code IN (SELECT code FROM signal_session "
    "WHERE expires_at <= (SELECT baton_now()) ORDER BY expires_at LIMIT 500)";

/// So many may be inserted at the same moment, by all nodes: who is closer to a limit waits for their turn.
constexpr std::int64_t inserted_at_once = 512;
/// Other nodes may fill what is left at the same time.
constexpr std::int64_t share_of_places = 8;
/// More rows take their time: of all time, counting them may take a part of so many.
constexpr std::int64_t quickly_counted = 10'000;
constexpr int counting_share = 20;
constexpr std::chrono::seconds longest_pause{2};
/// By then other nodes may have filled what was free.
constexpr std::chrono::seconds places_last{1};

/// As a column has it: short, the same for any bytes, and none that a database could not keep.
std::string name_of(const std::string& origin) {
    return to_hex(Sha256::of(origin));
}

/// What no code looks like is in no table.
bool is_code(const std::string& text) {
    const auto id = parse_id(text);
    return id && to_string(*id) == text;
}

Problem full() {
    return problem(errc::overloaded, "as many sessions as may be");
}

Problem too_many_of_origin() {
    return problem(errc::too_many_requests, "Too many sessions of this origin");
}

Millis millis(std::int64_t nanoseconds) {
    return nanoseconds / 1'000'000;
}

/// The text of a value, which is moved out of the row.
result<std::string> only_text(db::Row& row, std::size_t column) {
    auto* text = std::get_if<std::string>(&row.at(column));
    return text != nullptr ? result<std::string>{std::move(*text)} : db::text_of(row.at(column));
}

}  // namespace

SqlStore::SqlStore(std::shared_ptr<db::Database> database, Limits limits, Millis timeout, std::function<void()> close)
    : database_(std::move(database)), limits_(limits), timeout_(timeout), close_(std::move(close)) {}

task<> SqlStore::start() {
    const std::array schemas{schema()};
    co_return co_await db::migrate(*database_, schemas);
}

task<bool> SqlStore::take_place() {
    {
        const std::lock_guard lock{mutex_};
        const auto now = BootClock::now();
        if (places_ > 0 && now < counted_until_) {
            --places_;
            co_return true;
        }
        if (now < full_until_) co_return full();
    }
    const auto begun = BootClock::now();
    const auto answer = co_await database_->query({count_sessions});
    if (!answer) co_return answer.error();
    const auto count = db::number_of(answer->rows.at(0).at(0));
    if (!count) co_return count.error();
    const auto free = static_cast<std::int64_t>(limits_.sessions) - *count;
    const auto ended = BootClock::now();
    const std::lock_guard lock{mutex_};
    if (free > inserted_at_once) {
        places_ = (free - inserted_at_once) / share_of_places;
        counted_until_ = ended + places_last;
        co_return true;
    }
    if (free > 0) co_return false;
    const auto pause = std::min<BootClock::duration>(counting_share * (ended - begun), longest_pause);
    if (*count > quickly_counted) full_until_ = ended + pause;
    co_return full();
}

task<bool> SqlStore::is_full(const std::string& origin) {
    const auto most = static_cast<std::int64_t>(limits_.of_origin);
    const auto answer = co_await database_->query({count_of_origin, {origin, most}});
    if (!answer) co_return answer.error();
    const auto count = db::number_of(answer->rows.at(0).at(0));
    if (!count) co_return count.error();
    co_return *count >= most;
}

task<std::string> SqlStore::create(Offer offer) {
    const auto place = co_await take_place();
    if (!place) co_return place.error();
    const auto of_origin = static_cast<std::int64_t>(limits_.of_origin);
    const auto origin = Sha256::of(offer.origin);
    const std::string name = to_hex(origin);
    const std::string code = to_string(new_id());
    const auto insertion = [&](std::int64_t most_of_origin, std::int64_t most) {
        return db::Statement{insert_session, {code, name, offer.topic, offer.info, offer.offer, most_of_origin, most}};
    };
    const db::Statement end{set_end, {code, std::int64_t{timeout_}}};
    if (*place && of_origin > inserted_at_once) {
        std::vector<db::Statement> statements{insertion(of_origin - inserted_at_once, -1), end};
        const auto answers = co_await database_->commit(std::move(statements));
        if (!answers) co_return answers.error();
        if (answers->at(0).changed > 0) co_return code;
    }
    // Who is refused takes nobody's turn.
    auto refused = co_await is_full(name);
    if (!refused) co_return refused.error();
    if (*refused) co_return too_many_of_origin();
    std::vector<db::Statement> statements;
    if (!*place) statements.push_back({take_turn, {turn_of_all}});
    statements.push_back({take_turn, {std::int64_t{origin.front() % turn_of_all}}});
    statements.push_back(insertion(of_origin, *place ? -1 : static_cast<std::int64_t>(limits_.sessions)));
    statements.push_back(end);
    const auto answers = co_await database_->commit(std::move(statements));
    if (!answers) co_return answers.error();
    if (answers->at(*place ? 1 : 2).changed > 0) co_return code;
    refused = co_await is_full(name);
    if (!refused) co_return refused.error();
    co_return *refused ? too_many_of_origin() : full();
}

task<TopicPage> SqlStore::topics(std::string origin, std::int64_t offset, std::int64_t limit) {
    const auto answer = co_await database_->query({list_topics, {name_of(origin), offset, limit}});
    if (!answer) co_return answer.error();
    TopicPage page;
    for (const auto& row : answer->rows) {
        auto topic = db::text_of(row.at(1));
        const auto count = db::number_of(row.at(2));
        if (!topic) co_return topic.error();
        if (!count) co_return count.error();
        if (row.at(0) == db::Value{std::int64_t{0}}) {
            page.total = *count;
        } else {
            page.topics.push_back({std::move(*topic), *count});
        }
    }
    co_return page;
}

task<std::vector<std::string>> SqlStore::open_sessions(std::string origin, std::string topic) {
    auto answer = co_await database_->query(
        {list_open, {name_of(origin), std::move(topic), static_cast<std::int64_t>(longest_list)}});
    if (!answer) co_return answer.error();
    std::vector<std::string> codes;
    for (auto& row : answer->rows) {
        auto code = only_text(row, 0);
        if (!code) co_return code.error();
        codes.push_back(std::move(*code));
    }
    co_return codes;
}

task<std::vector<Listed>> SqlStore::listed(std::vector<std::string> codes) {
    db::Statement statement{show_sessions};
    codes.resize(at_once);
    for (auto& code : codes) statement.parameters.emplace_back(std::move(code));
    auto answer = co_await database_->query(std::move(statement));
    if (!answer) co_return answer.error();
    std::vector<Listed> list;
    std::unordered_map<std::string, std::size_t> places;
    for (auto& row : answer->rows) {
        auto code = only_text(row, 2);
        auto text = only_text(row, 3);
        if (!code) co_return code.error();
        if (!text) co_return text.error();
        if (row.at(0) == db::Value{std::int64_t{1}}) {
            const auto place = places.find(*code);
            if (place != places.end()) list[place->second].candidates.push_back(std::move(*text));
            continue;
        }
        const auto created = db::number_of(row.at(1));
        auto offer = only_text(row, 4);
        const auto expires = db::number_of(row.at(5));
        if (!created) co_return created.error();
        if (!offer) co_return offer.error();
        if (!expires) co_return expires.error();
        places.emplace(*code, list.size());
        list.push_back(
            {std::move(*code), std::move(*text), std::move(*offer), {}, millis(-*created), millis(*expires)});
    }
    co_return list;
}

task<> SqlStore::answer(Key key, Literal text) {
    if (!is_code(key.code)) co_return no_session();
    const std::string origin = name_of(key.origin);
    std::vector<db::Statement> statements{{first_answer, {key.code, origin, text}}, {read_answer, {key.code, origin}}};
    const auto answers = co_await database_->commit(std::move(statements));
    if (!answers) co_return answers.error();
    const auto& rows = answers->at(1).rows;
    if (rows.empty()) co_return no_session();
    // Whoever was first: their answer stands there now.
    if (rows.front().at(0) != db::Value{std::move(text)}) co_return answered_already();
    co_return result<>{};
}

task<> SqlStore::add_candidate(Key key, Side side, Literal text) {
    if (!is_code(key.code)) co_return no_session();
    const std::string origin = name_of(key.origin);
    const auto most = static_cast<std::int64_t>(limits_.candidates);
    const auto which = static_cast<std::size_t>(side);
    std::vector<db::Statement> statements{{count_candidate.at(which), {key.code, origin}},
                                          {insert_candidate.at(which), {key.code, origin, std::move(text), most}}};
    const auto answers = co_await database_->commit(std::move(statements));
    if (!answers) co_return answers.error();
    if (answers->at(1).changed > 0) co_return result<>{};
    if (answers->at(0).rows.empty()) co_return no_session();
    const auto number = db::number_of(answers->at(0).rows.at(0).at(0));
    if (!number) co_return number.error();
    // Else it ended between the two.
    co_return *number > most ? too_many_candidates() : no_session();
}

task<Seen> SqlStore::poll(Key key, Side side) {
    if (!is_code(key.code)) co_return no_session();
    auto answer = co_await database_->query(
        {poll_side.at(static_cast<std::size_t>(side)), {std::move(key.code), name_of(key.origin)}});
    if (!answer) co_return answer.error();
    auto& rows = answer->rows;
    if (rows.empty() || rows.front().at(0) != db::Value{std::int64_t{0}}) co_return no_session();
    Seen seen;
    if (auto* text = std::get_if<std::string>(&rows.front().at(1))) seen.text = std::move(*text);
    for (auto row = rows.begin() + 1; row != rows.end(); ++row) {
        auto candidate = only_text(*row, 1);
        if (!candidate) co_return candidate.error();
        seen.candidates.push_back(std::move(*candidate));
    }
    co_return seen;
}

task<> SqlStore::sweep() {
    for (;;) {
        std::vector<db::Statement> statements{{drop_candidates}, {drop_sessions}};
        const auto answers = co_await database_->commit(std::move(statements));
        if (!answers) co_return answers.error();
        if (answers->at(0).changed == 0 && answers->at(1).changed == 0) co_return result<>{};
    }
}

}  // namespace baton::services::signal
