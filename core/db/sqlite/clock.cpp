#include "core/db/sqlite/clock.hpp"

#include <fstream>

namespace baton::core::db::sqlite {

namespace {

constexpr auto make_table =
    "CREATE TABLE IF NOT EXISTS baton_clock (one integer PRIMARY KEY CHECK (one = 1), boot text, ahead bigint)";
constexpr auto read_clock = "SELECT ahead FROM baton_clock WHERE boot = $1";
constexpr auto set_clock =
    "INSERT INTO baton_clock (one, boot, ahead) VALUES (1, $1, $2) "
    "ON CONFLICT (one) DO UPDATE SET boot = $1, ahead = $2";

}  // namespace

result<Calendar> clock_of(Connection& connection, const std::string& machine) {
    if (auto made = connection.execute(make_table); !made) return made.error();
    if (!machine.empty()) {
        auto known = connection.run(Statement{read_clock, {machine}});
        if (!known) return known.error();
        if (!known->rows.empty()) {
            const auto ahead = number_of(known->rows[0][0]);
            if (!ahead) return ahead.error();
            return Calendar{std::chrono::nanoseconds{*ahead}};
        }
    }
    const auto date = std::chrono::duration_cast<std::chrono::nanoseconds>(WallClock::now().time_since_epoch());
    const std::chrono::nanoseconds ahead = date - BootClock::now().time_since_epoch();
    if (auto set = connection.run(Statement{set_clock, {machine, std::int64_t{ahead.count()}}}); !set) {
        return set.error();
    }
    return Calendar{ahead};
}

std::string this_boot() {
    std::ifstream file{"/proc/sys/kernel/random/boot_id"};
    std::string name;
    std::getline(file, name);
    return name;
}

}  // namespace baton::core::db::sqlite
