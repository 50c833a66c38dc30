#include "core/config/services.hpp"

#include <initializer_list>
#include <utility>

namespace baton::core::config {

namespace {

using Names = std::initializer_list<std::string_view>;

constexpr Names table_names{"DATABASE_URL", "DATABASE_LISTEN_URL", "DATA_DIR"};
constexpr Names way_names{"DATABASE_HINTS", "DATABASE_CONNECTIONS", "FILE_KEY"};
constexpr Names bucket_names{"S3_ENDPOINT",          "S3_BUCKET", "S3_REGION",    "S3_ACCESS_KEY_ID",
                             "S3_SECRET_ACCESS_KEY", "S3_PREFIX", "S3_PATH_STYLE"};

/// Takes those of the service's own names to the plain ones.
void take_own(Variables& variables, std::string_view service, Names names) {
    for (const auto name : names) {
        const auto own = variables.find(own_name(service, name));
        if (own == variables.end()) continue;
        if (!own->second.empty()) variables.insert_or_assign(std::string{name}, own->second);
        variables.erase(own_name(service, name));
    }
}

bool has_own(const Variables& variables, std::string_view service, Names names) {
    bool any = false;
    for (const auto name : names) any |= is_set(variables, own_name(service, name));
    return any;
}

}  // namespace

std::string own_name(std::string_view service, std::string_view setting) {
    std::string name;
    for (const char letter : service) name += static_cast<char>(letter - ('a' - 'A'));
    return name.append("_").append(setting);
}

Variables for_service(Variables variables, std::string_view service, bool only) {
    // A place of its own is not mixed with a shared one.
    const bool own_tables = has_own(variables, service, {"DATABASE_URL", "DATA_DIR"});
    const bool own_bucket = has_own(variables, service, bucket_names);
    const bool own_prefix = is_set(variables, own_name(service, "S3_PREFIX"));
    if (own_tables) {
        for (const auto name : table_names) variables.erase(std::string{name});
        if (!own_bucket && !is_set(variables, own_name(service, "DATABASE_URL"))) {
            for (const auto name : bucket_names) variables.erase(std::string{name});
        }
    }
    take_own(variables, service, table_names);
    take_own(variables, service, way_names);
    take_own(variables, service, bucket_names);
    // Sessions stay where they were before another service was enabled.
    if (only || service == first_service) return variables;
    if (!own_tables && is_set(variables, "DATA_DIR")) {
        auto& directory = variables["DATA_DIR"];
        directory.append(directory.ends_with('/') ? "" : "/").append(service);
    }
    const bool somewhere = is_set(variables, "S3_ENDPOINT") || is_set(variables, "S3_BUCKET");
    if (somewhere && !own_prefix) {
        const std::string shared = is_set(variables, "S3_PREFIX") ? variables["S3_PREFIX"] : "baton/";
        variables["S3_PREFIX"] = shared + std::string{service} + "/";
    }
    return variables;
}

}  // namespace baton::core::config
