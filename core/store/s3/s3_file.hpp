#pragma once

#include "core/file/file_reader.hpp"
#include "core/file/object_store.hpp"
#include "core/store/s3/requests.hpp"

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace baton::core::store::s3 {

/// An answer that is being read, and where in the object it is.
struct Stream {
    http::client::Response response{};
    std::span<const std::byte> piece{};  ///< of it, what has come and was not taken
    std::uint64_t at = 0;
    std::uint64_t end = 0;
};

/// An object's bytes. One GET stays open between two reads and serves the next one if that goes on where the last
/// ended; a read from elsewhere, or of another reader at the same time, opens its own. What breaks is opened again from
/// there. A reader that nobody reads for half a minute holds no connection.
// decision 0106
class S3File final : public file::FileReader {
public:
    /// Opens the object from its beginning. Errors: not_found, unavailable.
    static task<file::FilePtr> open(std::shared_ptr<const Requests> requests, std::string key, file::Object object);

    S3File(std::shared_ptr<const Requests> requests, std::string key, file::Object object, Stream stream);

    std::uint64_t size() const override { return object_.size; }
    const std::string& sha256() const override { return object_.sha256; }
    /// Errors: unavailable, not_found (it was removed in the meantime).
    task<std::size_t> read(std::uint64_t first, std::span<std::byte> buffer) const override;

private:
    /// The stream that is open if it is at `at`.
    std::optional<Stream> take(std::uint64_t at) const;
    void keep(Stream stream) const;

    const std::shared_ptr<const Requests> requests_;
    const std::string key_;
    const file::Object object_;
    mutable std::mutex mutex_;
    mutable std::optional<Stream> open_;
};

}  // namespace baton::core::store::s3
