#pragma once

#include "core/base/error.hpp"

#include <chrono>
#include <cstdint>
#include <string>

namespace baton::core::store::s3 {

/// Where the bucket is and who we are there; `S3_…` in the environment.
struct Settings {
    std::string endpoint{};  ///< "https://s3.example.org", without a path
    std::string bucket{};
    std::string region = "us-east-1";
    std::string access_key_id{};
    std::string secret_access_key{};  ///< never logged, never part of an error
    /// What all our keys begin with. Whatever else lies in the bucket is not ours.
    std::string prefix = "baton/";
    bool path_style = true;  ///< the bucket in the path; otherwise in the host's name

    /// Of files larger than this each part is sent by itself; at least 5 MiB, which is S3's own limit.
    std::uint64_t part_size = std::uint64_t{8} * 1024 * 1024;
    std::chrono::milliseconds connect{3'000};
    std::chrono::milliseconds idle{10'000};  ///< in which something must come or go
    /// No further try is begun after this.
    std::chrono::milliseconds patience{10'000};
    std::chrono::milliseconds pause{200};  ///< before the second try; twice that before the third
};

/// Errors: internal, with one line that names the variable that is wrong, never its value if that is secret.
result<void> check_settings(const Settings& settings);

/// Whether what is sent is protected on its way.
bool over_tls(const Settings& settings);

}  // namespace baton::core::store::s3
