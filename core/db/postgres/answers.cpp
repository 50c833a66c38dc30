#include "core/db/postgres/answers.hpp"

#include <charconv>
#include <cstddef>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace baton::core::db::postgres {

namespace {

// What pg_type has had since it exists.
constexpr Oid oid_bool = 16;
constexpr Oid oid_int8 = 20;
constexpr Oid oid_int2 = 21;
constexpr Oid oid_int4 = 23;
constexpr Oid oid_numeric = 1700;
constexpr std::size_t most_parameters = 65535;

Value value_of(Oid type, std::string_view text) {
    if (type == oid_bool) return std::int64_t{text == "t" ? 1 : 0};
    if (type == oid_int8 || type == oid_int4 || type == oid_int2 || type == oid_numeric) {
        std::int64_t number = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (error == std::errc{} && end == text.data() + text.size()) return number;
    }
    return std::string{text};
}

std::uint64_t changed_by(std::string_view count) {
    std::uint64_t number = 0;
    (void)std::from_chars(count.data(), count.data() + count.size(), number);
    return number;
}

std::string field_of(const Libpq& pq, const PGresult& result, int field) {
    const char* text = pq.result_error_field(&result, field);
    return text == nullptr ? std::string{} : std::string{text};
}

/// The parameters in libpq's form; texts of numbers are kept beside.
struct Parameters {
    explicit Parameters(const std::vector<Value>& values) {
        numbers.reserve(values.size());
        for (const auto& value : values) {
            const auto* number = std::get_if<std::int64_t>(&value);
            const auto* text = std::get_if<std::string>(&value);
            if (number != nullptr) numbers.push_back(std::to_string(*number));
            // A number is a bigint wherever it stands, as it is for SQLite; the server infers the type of texts.
            types.push_back(number != nullptr ? oid_int8 : Oid{0});
            const char* as_text = text == nullptr ? nullptr : text->c_str();
            texts.push_back(number != nullptr ? numbers.back().c_str() : as_text);
        }
    }

    std::vector<std::string> numbers;
    std::vector<Oid> types;
    std::vector<const char*> texts;
};

}  // namespace

Answer answer_of(const Libpq& pq, PGresult& result) {
    Answer answer;
    const int columns = pq.nfields(&result);
    const int rows = pq.ntuples(&result);
    answer.rows.reserve(static_cast<std::size_t>(rows));
    for (int row = 0; row < rows; ++row) {
        auto& values = answer.rows.emplace_back();
        values.reserve(static_cast<std::size_t>(columns));
        for (int column = 0; column < columns; ++column) {
            if (pq.getisnull(&result, row, column) != 0) {
                values.emplace_back();
                continue;
            }
            const auto size = static_cast<std::size_t>(pq.getlength(&result, row, column));
            values.push_back(value_of(pq.ftype(&result, column), {pq.getvalue(&result, row, column), size}));
        }
    }
    // Of a SELECT it is the number of its rows, which changed nothing.
    const std::string_view command = pq.cmd_status(&result);
    if (!command.starts_with("SELECT")) answer.changed = changed_by(pq.cmd_tuples(&result));
    return answer;
}

Refusal refusal_of(const Libpq& pq, const PGresult& result) {
    return {field_of(pq, result, PG_DIAG_SQLSTATE), field_of(pq, result, PG_DIAG_MESSAGE_PRIMARY)};
}

result<> check(const Statement& statement) {
    if (statement.parameters.size() > most_parameters) return problem(errc::internal, "too many parameters");
    for (const auto& value : statement.parameters) {
        const auto* text = std::get_if<std::string>(&value);
        if (text == nullptr || text->find('\0') == std::string::npos) continue;
        return problem(errc::internal, "a text for the database has a zero byte");
    }
    return {};
}

bool send(const Libpq& pq, PGconn* connection, const Statement& statement) {
    const std::string sql{statement.sql};
    const Parameters parameters{statement.parameters};
    return pq.send_query_params(connection, sql.c_str(), static_cast<int>(parameters.texts.size()),
                                parameters.types.data(), parameters.texts.data(), nullptr, nullptr, 0) == 1;
}

}  // namespace baton::core::db::postgres
