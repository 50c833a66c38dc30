#include "core/work/wire/setup_messages.hpp"

#include "core/work/wire/message_reader.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <array>
#include <utility>

namespace baton::core::work {

namespace {

constexpr std::size_t max_plugins = 256;
constexpr std::size_t max_path = 4096;

constexpr std::array<std::string_view, 4> report_types{"loading", "registered", "refused", "ready"};
static_assert(report_types.size() == std::variant_size_v<LoadReport>);

boost::json::object to_json(const Loading& loading) {
    return {{"type", "loading"}, {"plugin", loading.plugin}};
}

boost::json::object to_json(const Registered& registered) {
    return {{"type", "registered"}, {"plugin", registered.plugin}, {"registration", registered.registration}};
}

boost::json::object to_json(const Refused& refused) {
    boost::json::object json{{"type", "refused"}, {"plugin", refused.plugin}, {"detail", refused.detail}};
    json["setting"] = refused.setting ? boost::json::value(*refused.setting) : boost::json::value(nullptr);
    return json;
}

boost::json::object to_json(const Ready&) {
    return {{"type", "ready"}};
}

/// A text or null.
std::optional<std::string> read_setting(ObjectReader& reader) {
    const auto setting = reader.any("setting");
    if (setting.is_null()) return std::nullopt;
    if (setting.is_string() && setting.get_string().size() <= max_name) return std::string{setting.get_string()};
    reader.fail("'setting' is no text");
    return std::nullopt;
}

}  // namespace

std::string encode_setup(const Setup& setup) {
    boost::json::array plugins;
    for (const auto& plugin : setup.plugins) {
        plugins.push_back({{"id", plugin.id},
                           {"version", plugin.version},
                           {"library", plugin.library.string()},
                           {"settings", plugin.settings}});
    }
    return boost::json::serialize(boost::json::object{{"plugins", std::move(plugins)},
                                                      {"assets", setup.assets},
                                                      {"address_space", setup.address_space},
                                                      {"session_bytes", setup.session_bytes},
                                                      {"deadline_ms", setup.deadline.count()},
                                                      {"log_level", setup.log_level}});
}

result<Setup> decode_setup(std::string_view text) {
    auto value = parse_object(text);
    if (!value) return value.error();
    ObjectReader reader{value->get_object()};
    Setup setup;
    setup.plugins = read_list<plugin::PluginFile>(reader, "plugins", max_plugins, [](ObjectReader& one) {
        return plugin::PluginFile{one.string("id", max_name), one.string("version", max_name),
                                  one.string("library", max_path), one.object("settings")};
    });
    setup.assets = reader.boolean("assets");
    setup.address_space = reader.number("address_space", max_number);
    setup.session_bytes = reader.number("session_bytes", max_number);
    setup.deadline = std::chrono::milliseconds{reader.number("deadline_ms", max_number)};
    setup.log_level = reader.string("log_level", max_name);
    if (auto finished = reader.finish(); !finished) return finished.error();
    return setup;
}

std::string encode_load_report(const LoadReport& report) {
    return boost::json::serialize(std::visit([](const auto& each) { return to_json(each); }, report));
}

result<LoadReport> decode_load_report(std::string_view text) {
    auto value = parse_object(text);
    if (!value) return value.error();
    ObjectReader reader{value->get_object()};
    LoadReport report = Ready{};
    const auto type = read_choice(reader, "type", report_types);
    if (type != "ready") {
        auto name = reader.string("plugin", max_name);
        if (type == "loading") {
            report = Loading{std::move(name)};
        } else if (type == "registered") {
            report = Registered{std::move(name), reader.object("registration")};
        } else {
            report = Refused{std::move(name), reader.string("detail", max_text), read_setting(reader)};
        }
    }
    if (auto finished = reader.finish(); !finished) return finished.error();
    return report;
}

}  // namespace baton::core::work
