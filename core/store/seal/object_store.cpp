#include "core/store/seal/object_store.hpp"

#include "core/base/hex.hpp"
#include "core/store/seal/key_mark.hpp"
#include "core/store/seal/plain_file.hpp"
#include "core/store/seal/sealed_file.hpp"
#include "core/store/seal/sealing_file.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <openssl/rand.h>

#include <memory>
#include <new>
#include <utility>

namespace baton::core::store::seal {

namespace asio = boost::asio;

namespace {

Salt new_salt() {
    Salt salt{};
    if (RAND_bytes(salt.data(), static_cast<int>(salt.size())) != 1) throw std::bad_alloc();
    return salt;
}

/// Keeps the file for as long as somebody reads it.
task<> digest(std::shared_ptr<SealingFile> file) {
    co_return co_await file->digest();
}

}  // namespace

SealedObjectStore::SealedObjectStore(file::ObjectStore& objects, const KeyRing& keys, asio::any_io_executor helper,
                                     Digests digests)
    : objects_(objects), keys_(keys), helper_(std::move(helper)), digests_(digests) {}

task<> SealedObjectStore::put(Id name, file::FilePtr bytes) {
    const FileKey* key = keys_.sealing();
    if (key == nullptr) co_return co_await objects_.put(name, std::move(bytes));
    auto sealing = std::make_shared<SealingFile>(std::move(bytes), *key, name, new_salt());
    if (digests_ == Digests::known) {
        auto known = co_await asio::co_spawn(helper_, digest(sealing), asio::use_awaitable);
        if (!known) co_return known.error();
    }
    co_return co_await objects_.put(name, std::move(sealing));
}

task<file::FilePtr> SealedObjectStore::get(file::Object object) {
    auto sealed = co_await objects_.get({object.name, sealed_size(object.size), {}});
    if (sealed) co_return co_await SealedFile::open(std::move(*sealed), keys_, std::move(object));
    if (sealed.error().code != errc::not_found) co_return sealed.error();
    auto plain = co_await objects_.get(object);
    if (!plain) co_return plain.error();
    co_return co_await asio::co_spawn(helper_, PlainFile::open(std::move(*plain), std::move(object)),
                                      asio::use_awaitable);
}

task<std::string> SealedObjectStore::marker() {
    auto marker = co_await objects_.marker();
    if (!marker) co_return marker.error();
    co_return split_mark(*marker).text;
}

task<> SealedObjectStore::set_marker(std::string text) {
    KeyMark mark{std::move(text), {}};
    if (const FileKey* key = keys_.sealing()) {
        mark.key = to_hex(key->id);
    } else {
        // Nothing new is sealed, but what was is still there.
        const auto before = co_await objects_.marker();
        if (!before) co_return before.error();
        mark.key = split_mark(*before).key;
    }
    co_return co_await objects_.set_marker(join_mark(std::move(mark)));
}

}  // namespace baton::core::store::seal
