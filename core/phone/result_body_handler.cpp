#include "core/phone/result_body_handler.hpp"

#include "core/base/json_pointer.hpp"

#include <boost/json/error.hpp>

#include <algorithm>
#include <utility>

namespace baton::core::phone {

namespace {

constexpr std::size_t max_items = 50;
constexpr std::size_t max_name = 1024;  // of keys and file names

}  // namespace

bool ResultBodyHandler::refuse(ErrorCode& error, std::string at, std::string code, std::string detail) {
    refusal = field_problem(std::move(at), std::move(code), std::move(detail));
    error = boost::json::error::syntax;  // only stops the parser; the refusal is what counts
    return false;
}

std::string ResultBodyHandler::pointer() const {
    std::string text;
    if (place_ == Place::items || place_ == Place::item || place_ == Place::before_items) text = "/items";
    if (place_ == Place::item) text += "/" + std::to_string(items.size() - 1);
    if (place_ == Place::item && field_ != Field::none) text += pointer_step(key_);
    return text;
}

bool ResultBodyHandler::wrong_type(ErrorCode& error) {
    return refuse(error, pointer(), "type",
                  pointer().empty() ? "the body must be an object with items" : "wrong type at " + pointer());
}

bool ResultBodyHandler::on_object_begin(ErrorCode& error) {
    if (place_ == Place::before_root) {
        place_ = Place::root;
        return true;
    }
    if (place_ != Place::items) return wrong_type(error);
    if (items.size() == max_items) return refuse(error, "/items", "too_many", "items has more than 50 entries");
    items.emplace_back();
    place_ = Place::item;
    field_ = Field::none;
    return true;
}

bool ResultBodyHandler::on_object_end(std::size_t, ErrorCode& error) {
    if (place_ == Place::root) {
        place_ = Place::done;
        return true;
    }
    field_ = Field::none;
    if (!items.back().has_data) return refuse(error, pointer() + "/data", "required", "data is required");
    place_ = Place::items;
    return true;
}

bool ResultBodyHandler::on_array_begin(ErrorCode& error) {
    if (place_ != Place::before_items) return wrong_type(error);
    place_ = Place::items;
    has_items = true;
    return true;
}

bool ResultBodyHandler::on_array_end(std::size_t, ErrorCode&) {
    place_ = Place::root;
    return true;
}

bool ResultBodyHandler::on_key_part(Text part, std::size_t, ErrorCode& error) {
    key_.append(part.data(), part.size());
    if (key_.size() > max_name) return refuse(error, pointer(), "unknown", "unknown field");
    return true;
}

bool ResultBodyHandler::on_key(Text part, std::size_t size, ErrorCode& error) {
    if (!on_key_part(part, size, error)) return false;
    const bool known = select_field(error);
    // `pointer` names the field of an item by its key, so it stays until the next one begins.
    if (place_ != Place::item) key_.clear();
    return known;
}

bool ResultBodyHandler::select_field(ErrorCode& error) {
    field_ = Field::none;
    if (place_ == Place::root) {
        if (key_ != "items" || has_items) {
            return refuse(error, pointer_step(key_), "unknown", "unknown field '" + key_ + "'");
        }
        place_ = Place::before_items;
        return true;
    }
    if (key_ == "content_type") field_ = Field::content_type;
    if (key_ == "filename") field_ = Field::filename;
    if (key_ == "data") field_ = Field::data;
    if (field_ == Field::none) {
        return refuse(error, pointer() + pointer_step(key_), "unknown", "unknown field '" + key_ + "'");
    }
    if (field_ == Field::data) {
        if (std::exchange(items.back().has_data, true)) {
            return refuse(error, pointer(), "repeated", "data is given twice");
        }
        base64_ = {};
    }
    return true;
}

bool ResultBodyHandler::take(Text part, ErrorCode& error) {
    if (place_ != Place::item) return wrong_type(error);
    const std::string_view text{part.data(), part.size()};
    if (field_ == Field::data) {
        if (base64_.write(text, items.back().fresh)) return true;
        return refuse(error, pointer(), "base64", "data is not valid base64");
    }
    // Names are only suggestions: what is too long is cut, not refused.
    auto& name = items.back().filename;
    if (field_ == Field::filename) name += text.substr(0, max_name - std::min(max_name, name.size()));
    return true;
}

bool ResultBodyHandler::on_string_part(Text part, std::size_t, ErrorCode& error) {
    return take(part, error);
}

bool ResultBodyHandler::on_string(Text part, std::size_t, ErrorCode& error) {
    if (!take(part, error)) return false;
    const bool whole = field_ != Field::data || base64_.finish();
    if (!whole) return refuse(error, pointer(), "base64", "data is not valid base64");
    key_.clear();
    return true;
}

bool ResultBodyHandler::on_null(ErrorCode& error) {
    const bool optional = place_ == Place::item && field_ != Field::data;
    if (!optional) return wrong_type(error);
    key_.clear();
    return true;
}

}  // namespace baton::core::phone
