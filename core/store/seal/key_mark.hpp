#pragma once

#include "core/file/object_store.hpp"
#include "core/store/seal/key_ring.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace baton::core::store::seal {

/// A store's marker, taken apart: what its owner wrote, and behind it the line `sealed ID` if files are sealed, with
/// the id of the key that new ones are sealed with.
struct KeyMark {
    std::string text;
    std::string key;  ///< the id's hexadecimal digits; empty: files are not sealed
};

KeyMark split_mark(std::string_view marker);
std::string join_mark(KeyMark mark);

/// Whether the keys fit what the store says its files were sealed with. Ask at each start, before all else, also if
/// there are no keys (null). `objects` is the store that SealedObjectStore is put around, not that one.
/// Errors: bad_request with one line for the operator, those of the store.
// decision 0107
task<> check_keys(file::ObjectStore& objects, const KeyRing* keys);

}  // namespace baton::core::store::seal
