#pragma once

#include "core/file/object_store.hpp"
#include "core/store/seal/key_ring.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <string>

namespace baton::core::store::seal {

/// Encryption at rest: what is put into any store is sealed (see format.hpp), what is got from it is opened. Names and
/// sizes of objects stay as clear as they are there. Files that were stored before can still be read, see PlainFile.
/// A "seal" here has nothing to do with the seals of memfds.
// decision 0107
class SealedObjectStore final : public file::ObjectStore {
public:
    /// Whether a store must know the SHA-256 of what it is given, which costs to seal all of it once more: S3 does,
    /// which signs it; a disk does not.
    enum class Digests : bool { none, known };

    /// Both outlive it. `helper`: for CPU work. Whoever makes it has asked `check_keys` before.
    SealedObjectStore(file::ObjectStore& objects, const KeyRing& keys, boost::asio::any_io_executor helper,
                      Digests digests);

    task<> put(Id name, file::FilePtr bytes) override;
    /// Errors: those of the store, not_found, internal (it is not what was put, or its key is not there).
    task<file::FilePtr> get(file::Object object) override;
    task<> remove(Id name) override { return objects_.remove(name); }
    /// What its owner wrote; which key seals is kept behind it.
    task<std::string> marker() override;
    task<> set_marker(std::string text) override;
    task<file::Listing> list(std::string next) override { return objects_.list(std::move(next)); }

private:
    file::ObjectStore& objects_;
    const KeyRing& keys_;
    const boost::asio::any_io_executor helper_;
    const Digests digests_;
};

}  // namespace baton::core::store::seal
