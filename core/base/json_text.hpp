#pragma once

#include "core/base/error.hpp"

#include <boost/json/value.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace baton::core {

/// A JSON value as text, shared and never changed. What only passes through the server is never made a tree of: a tree
/// takes many times the text's memory.
// decision 0048
class JsonText {
public:
    /// null
    JsonText() = default;
    /// `text` must be JSON.
    explicit JsonText(std::string text);
    /// `text` must be JSON, and `owner` is what keeps it where it is.
    JsonText(std::shared_ptr<const void> owner, std::string_view text) : owner_(std::move(owner)), text_(text) {}
    static JsonText of(const boost::json::value& value);

    std::string_view view() const { return text_; }
    bool is_null() const { return text_ == "null"; }

private:
    std::shared_ptr<const void> owner_;
    std::string_view text_ = "null";
};

/// Whether `read_json` would take the text, without building what it says. Errors: malformed_json with `detail`.
result<> check_json(std::string_view text, std::string_view detail);

/// Whether a text that is JSON is an object.
bool is_json_object(std::string_view text);

/// Calls `visit` for each member of an object, in the text's order, with its name unescaped and its value's text. Stops
/// when that says false. `object` must be JSON.
void each_member(std::string_view object,
                 const std::function<bool(std::string_view name, std::string_view value)>& visit);

/// The text of a member's value; of several with that name the last counts, as it does in a tree.
std::optional<std::string_view> find_member(std::string_view object, std::string_view name);

/// Adds a member, whose value is JSON already, to the end of an object that has members. `name` needs no escaping.
void append_member(std::string& object, std::string_view name, std::string_view value);

}  // namespace baton::core
