#pragma once

#include "core/base/error.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace baton::core {

/// Reads the members of a JSON object that came from outside, strictly.
///
/// The first thing wrong is kept and later calls answer empty values, so that the caller reads straight on and asks
/// once, with `finish`. Not for request bodies: those answer with field errors and pointers.
class ObjectReader {
public:
    /// `object` must outlive the reader. `where` begins the error's sentence, e.g. "abi".
    explicit ObjectReader(const boost::json::object& object, std::string where = {});

    bool has(std::string_view key) const { return object_.contains(key); }

    /// A required string of at most `max` bytes without control characters.
    std::string string(std::string_view key, std::size_t max);
    /// A required whole number in [0, max].
    std::uint64_t number(std::string_view key, std::uint64_t max);
    bool boolean(std::string_view key);
    const boost::json::object& object(std::string_view key);
    /// A required array of at most `max` elements.
    const boost::json::array& array(std::string_view key, std::size_t max);
    /// A member of any type, known from here on; null if there is none.
    const boost::json::value& any(std::string_view key);

    /// Adds a finding of the caller's own.
    void fail(std::string_view what);

    bool ok() const { return !error_; }
    /// Errors: internal with one sentence: the first thing wrong, or a member nobody asked for.
    result<void> finish();

private:
    const boost::json::value* find(std::string_view key);
    void fail(std::string_view key, std::string_view what);

    const boost::json::object& object_;
    std::string where_;
    std::set<std::string_view> known_;
    std::optional<std::string> error_;
};

/// The array's elements as strings of at most `max` bytes; an element of another type is a failure of `reader`.
std::vector<std::string> read_strings(ObjectReader& reader, std::string_view key, std::size_t max_count,
                                      std::size_t max_size);

}  // namespace baton::core
