#pragma once

#include "core/base/error.hpp"
#include "core/base/object_reader.hpp"

#include <boost/json/value.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// How the messages between server and worker are read, and what their members may hold at most.
namespace baton::core::work {

inline constexpr std::size_t max_name = 64;
inline constexpr std::size_t max_text = 4096;
inline constexpr std::uint64_t max_number = 1ull << 62;
/// A job's name is any 64 bits.
inline constexpr std::uint64_t max_id = UINT64_MAX;

/// A message's text as the object that it must be; anything else is errc::internal.
result<boost::json::value> parse_object(std::string_view text);

/// Reads each element of an array of objects with `read(ObjectReader&) -> T`.
template <class T, class Read>
std::vector<T> read_list(ObjectReader& reader, std::string_view key, std::size_t max, Read read) {
    std::vector<T> list;
    for (const auto& element : reader.array(key, max)) {
        if (!element.is_object()) {
            reader.fail("'" + std::string{key} + "' must hold objects");
            return list;
        }
        ObjectReader one{element.get_object()};
        list.push_back(read(one));
        if (auto finished = one.finish(); !finished) reader.fail(finished.error().detail);
    }
    return list;
}

/// The choice whose `name` the member says; the first one if that is none.
template <class Choice, std::size_t N, class Name>
Choice read_choice(ObjectReader& reader, std::string_view key, const std::array<Choice, N>& choices, Name name) {
    const auto text = reader.string(key, max_name);
    for (const Choice choice : choices) {
        if (name(choice) == text) return choice;
    }
    reader.fail("'" + std::string{key} + "' has an unknown value");
    return choices.front();
}

/// The same for choices that are their own names.
template <std::size_t N>
std::string_view read_choice(ObjectReader& reader, std::string_view key, const std::array<std::string_view, N>& names) {
    return read_choice(reader, key, names, [](std::string_view name) { return name; });
}

}  // namespace baton::core::work
