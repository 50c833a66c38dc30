#include "core/config/secret_files.hpp"

#include <cerrno>
#include <cstddef>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>

namespace baton::core::config {

namespace {

constexpr std::size_t largest = 64 * 1024;

result<std::string> read_secret(const std::string& variable, const std::string& path) {
    const auto wrong = [&](const std::string& what) {
        // The path is not repeated: it may be the secret, put into the wrong variable.
        return problem(errc::bad_request, variable + ": the file that it names: " + what);
    };
    std::ifstream file{path, std::ios::binary};
    if (!file) return wrong(std::strerror(errno));
    std::string text(largest + 1, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (file.bad()) return wrong("it cannot be read");
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (text.size() > largest) return wrong("it has more than 64 KiB");
    while (text.ends_with('\n') || text.ends_with('\r')) text.pop_back();
    if (text.empty()) return wrong("it is empty");
    return text;
}

}  // namespace

result<Variables> read_secret_files(Variables variables, const std::vector<std::string>& secrets) {
    for (const auto& name : secrets) {
        const std::string variable = name + "_FILE";
        const auto path = variables.find(variable);
        if (path == variables.end()) continue;
        if (!path->second.empty()) {
            if (is_set(variables, name)) return problem(errc::bad_request, name + " and " + variable + " are both set");
            auto secret = read_secret(variable, path->second);
            if (!secret) return secret.error();
            variables.insert_or_assign(name, std::move(*secret));
        }
        variables.erase(variable);
    }
    return variables;
}

}  // namespace baton::core::config
