#pragma once

#include "core/file/file_reader.hpp"
#include "core/store/s3/requests.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace baton::core::store::s3 {

/// Brings files into the bucket: in one request up to `part_size`, in parts above. Objects carry the file's SHA-256 as
/// metadata, by which an object is known to be ours when the answer to our own request was lost.
class Uploader {
public:
    /// Told of an upload in parts that could be neither finished nor given up: it holds room in the bucket until
    /// somebody does. From any thread.
    using LeftBehind = std::function<void(const std::string& key, const std::string& upload_id)>;

    /// `helper`: where parts are hashed, if nothing else protects them on their way.
    Uploader(std::shared_ptr<const Requests> requests, boost::asio::any_io_executor helper, LeftBehind left_behind);

    /// Errors: conflict, storage_full, unavailable, uncertain.
    task<> put(std::string key, file::FilePtr file);
    /// Gives up an upload in parts; not an error if there is none. Errors: unavailable.
    task<> abort(std::string key, std::string upload_id) const;

private:
    task<> put_whole(const std::string& key, const file::FilePtr& file);
    task<> put_parts(const std::string& key, const file::FilePtr& file);
    task<std::string> begin(const std::string& key, const file::FilePtr& file) const;
    task<std::vector<std::string>> send_parts(const std::string& key, const std::string& upload_id,
                                              const file::FilePtr& file) const;
    task<Answer> complete(const std::string& key, const std::string& upload_id, const std::vector<std::string>& etags);
    /// With `If-None-Match: *`, as long as the server knows it: names are fresh, so those that do not are good enough.
    task<Answer> send_unless_there(Call call);
    /// What a change comes to that was answered so.
    task<> outcome(std::string doing, const std::string& key, const file::FilePtr& file, const Answer& answer) const;
    /// Whether the object is this file.
    task<bool> is_there(const std::string& key, const file::FilePtr& file) const;

    const std::shared_ptr<const Requests> requests_;
    const boost::asio::any_io_executor helper_;
    const LeftBehind left_behind_;
    std::atomic<bool> conditional_{true};
};

/// The field that carries a file's SHA-256.
inline constexpr std::string_view sha256_field = "x-amz-meta-sha256";

}  // namespace baton::core::store::s3
