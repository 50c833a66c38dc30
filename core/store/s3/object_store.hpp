#pragma once

#include "core/file/object_store.hpp"
#include "core/store/s3/requests.hpp"
#include "core/store/s3/upload.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace baton::core::store::s3 {

/// A bucket of any server that speaks S3's API. On the bucket's side:
///
///     PREFIX files/HH/UUID     a file; its SHA-256 is the object's metadata "sha256"
///     PREFIX installation      whose bucket that is: an id
///     PREFIX check/UUID        exists while a server starts
///
/// Promises what the server promises: a 200 to a PUT is stable storage. An object that is removed while somebody reads
/// it is gone for him, too. Touches no key of another form.
// decision 0106
class S3ObjectStore final : public file::ObjectStore {
public:
    /// An upload in parts that was begun and not finished.
    struct Unfinished {
        Id name;
        std::string upload_id;
        std::int64_t age_seconds = 0;  ///< by the server's clock
    };

    /// Errors: internal (see check_settings). The client outlives the store. `helper`: for CPU work. `left_behind` is
    /// told, from any thread, of uploads that could not be given up: `abort` them later.
    static result<std::shared_ptr<S3ObjectStore>> make(http::client::Client& client, Settings settings,
                                                       boost::asio::any_io_executor helper,
                                                       Uploader::LeftBehind left_behind = {});

    S3ObjectStore(http::client::Client& client, Settings settings, boost::asio::any_io_executor helper,
                  Uploader::LeftBehind left_behind);

    task<> put(Id name, file::FilePtr bytes) override;
    task<file::FilePtr> get(file::Object object) override;
    task<> remove(Id name) override;
    task<std::string> marker() override;
    task<> set_marker(std::string text) override;
    task<file::Listing> list(std::string next) override;

    /// Uploads in parts of our own form, at most so many pages of a thousand. Errors: unavailable.
    task<std::vector<Unfinished>> unfinished(std::size_t most_pages = 10);
    /// Not an error if there is none. Errors: unavailable.
    task<> abort(std::string key, std::string upload_id) {
        return uploader_.abort(std::move(key), std::move(upload_id));
    }
    std::string key(Id name) const;

    const std::shared_ptr<const Requests>& requests() const { return requests_; }

private:
    const std::shared_ptr<const Requests> requests_;
    Uploader uploader_;
};

}  // namespace baton::core::store::s3
