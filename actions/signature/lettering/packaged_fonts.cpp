#include "actions/signature/lettering/packaged_fonts.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <exception>
#include <string_view>

namespace baton::signature {
namespace {

const Asset* find(std::span<const Asset> page, std::string_view path) {
    const auto found = std::ranges::find(page, path, &Asset::path);
    return found == page.end() ? nullptr : &*found;
}

Error broken(const std::string& what) {
    return {errc::processing_failed, "the page's fonts: " + what, {}};
}

}  // namespace

result<std::vector<FontFile>> packaged_fonts(std::span<const Asset> page) {
    const Asset* list = find(page, "fonts.json");
    if (list == nullptr) return broken("there is no fonts.json");
    std::vector<FontFile> files;
    try {
        const std::string_view text{reinterpret_cast<const char*>(list->identity.data()), list->identity.size()};
        const boost::json::value faces = boost::json::parse(text);
        for (const auto& face : faces.as_array()) {
            const std::string id{face.at("id").as_string()};
            const std::string name{face.at("name").as_string()};
            for (const auto& file : face.at("files").as_array()) {
                const std::string_view path{file.at("file").as_string()};
                const Asset* font = find(page, path);
                if (font == nullptr) return broken(std::string{path} + " is missing");
                files.push_back({id, name, font->identity});
            }
        }
    } catch (const std::exception&) {
        return broken("fonts.json is broken");
    }
    return files;
}

}  // namespace baton::signature
