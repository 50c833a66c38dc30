#pragma once

#include <boost/json/value.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace baton::core {

/// Writes JSON straight into a string, for the answers that are asked for all the time: a `json::value` would be built
/// only to be taken apart again. Whoever calls sees to it that what is opened is closed.
// decision 0038
class JsonWriter {
public:
    explicit JsonWriter(std::string& out) : out_(out) {}

    JsonWriter& begin_object() { return open('{'); }
    JsonWriter& end_object() { return close('}'); }
    JsonWriter& begin_array() { return open('['); }
    JsonWriter& end_array() { return close(']'); }

    /// The name of the member whose value comes next; a plain word that needs no escaping.
    JsonWriter& key(std::string_view name);
    JsonWriter& string(std::string_view text);
    JsonWriter& number(std::int64_t value);
    JsonWriter& decimal(double value);  ///< finite
    JsonWriter& value(const boost::json::value& value);

    JsonWriter& member(std::string_view name, std::string_view text) { return key(name).string(text); }
    JsonWriter& member(std::string_view name, std::int64_t value) { return key(name).number(value); }

private:
    JsonWriter& open(char bracket);
    JsonWriter& close(char bracket);
    /// A comma, unless this is the first in its object or array or follows its key.
    void separate();

    std::string& out_;
    bool first_ = true;
};

}  // namespace baton::core
