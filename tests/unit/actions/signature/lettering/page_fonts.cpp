#include "page_fonts.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

namespace baton::signature::testing {
namespace {

struct File {
    std::string path;
    std::string content;
};

std::vector<File> read_files() {
    const char* folder = std::getenv("BATON_TEST_PAGE");
    if (folder == nullptr) throw std::runtime_error("BATON_TEST_PAGE is not set");
    const std::filesystem::path root{folder};
    std::vector<File> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
        const auto extension = entry.path().extension();
        if (extension == ".woff2" || entry.path().filename() == "fonts.json") {
            std::ifstream stream{entry.path(), std::ios::binary};
            files.push_back({entry.path().lexically_relative(root).generic_string(),
                             std::string{std::istreambuf_iterator<char>(stream), {}}});
        }
    }
    return files;
}

}  // namespace

std::span<const Asset> page_fonts() {
    static const std::vector<File> files = read_files();
    static const std::vector<Asset> assets = [] {
        std::vector<Asset> made;
        for (const File& file : files) made.push_back({file.path, "", std::as_bytes(std::span{file.content}), {}, {}});
        return made;
    }();
    return assets;
}

}  // namespace baton::signature::testing
