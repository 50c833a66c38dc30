#include "actions/scan/operations/arguments.hpp"

#include "actions/scan/submission/parameters.hpp"

#include <algorithm>
#include <string>

namespace baton::scan {

namespace json = boost::json;

result<void> check_members(const json::object& arguments, std::initializer_list<std::string_view> known) {
    for (const auto& member : arguments) {
        const std::string name{member.key()};
        if (std::ranges::find(known, std::string_view{name}) == known.end()) {
            return Error{errc::invalid_input, "unknown argument '" + name + "'", {}};
        }
    }
    return {};
}

result<std::int64_t> number_in(const json::object& arguments, std::string_view name, std::int64_t least,
                               std::int64_t most, std::int64_t fallback) {
    const json::value* value = arguments.if_contains(name);
    if (!value) return fallback;
    const std::int64_t* number = value->if_int64();
    if (!number || *number < least || *number > most) {
        const std::string text{name};
        return Error{errc::invalid_input,
                     text + " must be an integer from " + std::to_string(least) + " to " + std::to_string(most),
                     "/" + text};
    }
    return *number;
}

result<WantedPage> page_of_call(const Call& call, const Options& options) {
    const json::value* key = call.arguments.if_contains("key");
    const auto* name = key ? key->if_string() : nullptr;
    const InputFile* original = name ? find_original(call.files, *name) : nullptr;
    if (!original) return Error{errc::invalid_input, "no file has this key", "/key"};
    const auto parameters = read_parameters(call.arguments, {}, usual_parameters(*original, options));
    if (!parameters) return parameters.error();
    return WantedPage{original, *parameters, {}};
}

}  // namespace baton::scan
