#include "core/session/download_links.hpp"

#include <boost/json/array.hpp>

#include <cstdint>
#include <string_view>

namespace baton::core::session {

namespace {

constexpr std::string_view placeholder_mark = "$download";

/// What came over the worker channel is at most as deep as the reader of its JSON allows, so recursion is bounded.
result<void> link(boost::json::value& value, const std::vector<File>& items) {
    if (auto* array = value.if_array()) {
        for (auto& element : *array) {
            if (auto linked = link(element, items); !linked) return linked;
        }
        return {};
    }
    auto* object = value.if_object();
    if (object == nullptr) return {};
    const auto* number = object->size() == 1 ? object->if_contains(placeholder_mark) : nullptr;
    if (number == nullptr) return link_downloads(*object, items);
    const std::int64_t* index = number->if_int64();
    if (index == nullptr || *index < 0 || static_cast<std::uint64_t>(*index) >= items.size()) {
        return problem(errc::processing_failed, "the action's result names a file that it did not make");
    }
    value = download_path(items[static_cast<std::size_t>(*index)]);
    return {};
}

}  // namespace

std::string download_path(const File& item) {
    return "/api/v1/downloads/" + to_string(item.id);
}

result<void> link_downloads(boost::json::object& object, const std::vector<File>& items) {
    for (auto& member : object) {
        if (auto linked = link(member.value(), items); !linked) return linked;
    }
    return {};
}

}  // namespace baton::core::session
