#pragma once

#include "core/base/base64_stream.hpp"
#include "core/base/error.hpp"

#include <boost/json/basic_parser.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace baton::core::phone {

/// The state machine behind `read_result_body`: receives the events of Boost.JSON's push parser, checks the shape and
/// decodes base64. Touches neither sockets nor stores; the driver collects `items` and their new bytes after each
/// piece.
class ResultBodyHandler {
public:
    static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);

    struct Item {
        std::string filename;
        bool has_data = false;
        std::vector<std::byte> fresh;  ///< decoded since the driver looked last
    };

    std::vector<Item> items;
    std::optional<Problem> refusal;  ///< why parsing stopped
    bool has_items = false;

    using Text = boost::json::string_view;
    using ErrorCode = boost::json::error_code;

    bool on_document_begin(ErrorCode&) { return true; }
    bool on_document_end(ErrorCode&) { return true; }
    bool on_object_begin(ErrorCode& error);
    bool on_object_end(std::size_t, ErrorCode& error);
    bool on_array_begin(ErrorCode& error);
    bool on_array_end(std::size_t, ErrorCode&);
    bool on_key_part(Text part, std::size_t, ErrorCode& error);
    bool on_key(Text part, std::size_t, ErrorCode& error);
    bool on_string_part(Text part, std::size_t, ErrorCode& error);
    bool on_string(Text part, std::size_t, ErrorCode& error);
    bool on_number_part(Text, ErrorCode&) { return true; }
    bool on_int64(std::int64_t, Text, ErrorCode& error) { return wrong_type(error); }
    bool on_uint64(std::uint64_t, Text, ErrorCode& error) { return wrong_type(error); }
    bool on_double(double, Text, ErrorCode& error) { return wrong_type(error); }
    bool on_bool(bool, ErrorCode& error) { return wrong_type(error); }
    bool on_null(ErrorCode& error);
    bool on_comment_part(Text, ErrorCode&) { return true; }
    bool on_comment(Text, ErrorCode&) { return true; }

private:
    enum class Place { before_root, root, before_items, items, item, done };
    enum class Field { none, content_type, filename, data };

    bool refuse(ErrorCode& error, std::string pointer, std::string code, std::string detail);
    bool wrong_type(ErrorCode& error);
    bool select_field(ErrorCode& error);
    bool take(Text part, ErrorCode& error);
    std::string pointer() const;

    Place place_ = Place::before_root;
    Field field_ = Field::none;
    std::string key_;
    Base64Stream base64_;
};

}  // namespace baton::core::phone
