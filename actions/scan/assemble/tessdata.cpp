#include "actions/scan/assemble/tessdata.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <map>
#include <span>
#include <system_error>

namespace baton::scan::tessdata {
namespace {

constexpr std::string_view extension = ".traineddata";

// Never unmapped: as long-lived as the library, which is never unloaded.
std::map<std::string, std::span<const char>, std::less<>>& mapped() {
    static std::map<std::string, std::span<const char>, std::less<>> files;
    return files;
}

std::filesystem::path usual_directory() {
    for (const char* usual : {"/usr/share/tesseract-ocr/5/tessdata", "/usr/share/tesseract-ocr/4.00/tessdata",
                              "/usr/share/tessdata", "/usr/share/tesseract/tessdata"}) {
        std::error_code ignored;
        if (std::filesystem::is_directory(usual, ignored)) return usual;
    }
    return {};
}

void map(const std::filesystem::path& path) {
    const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return;
    struct stat status{};
    if (fstat(file, &status) == 0 && status.st_size > 0) {
        const auto size = static_cast<std::size_t>(status.st_size);
        void* const at = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
        if (at != MAP_FAILED) mapped()[path.filename().string()] = {static_cast<const char*>(at), size};
    }
    close(file);
}

}  // namespace

void map_installed(const std::string& directory) {
    if (!mapped().empty()) return;
    const std::filesystem::path from = directory.empty() ? usual_directory() : std::filesystem::path{directory};
    std::error_code failed;
    for (const auto& entry : std::filesystem::directory_iterator{from, failed}) {
        if (entry.path().extension() == extension) map(entry.path());
    }
}

std::vector<std::string> languages() {
    std::vector<std::string> codes;
    for (const auto& [name, data] : mapped()) {
        std::string code = name.substr(0, name.size() - extension.size());
        if (code != "osd" && code != "equ") codes.push_back(std::move(code));
    }
    return codes;
}

bool read(const char* path, std::vector<char>* data) {
    const std::string_view whole{path};
    const auto found = mapped().find(whole.substr(whole.rfind('/') + 1));
    if (found == mapped().end()) return false;
    data->assign(found->second.begin(), found->second.end());
    return true;
}

}  // namespace baton::scan::tessdata
