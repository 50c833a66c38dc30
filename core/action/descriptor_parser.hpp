#pragma once

#include "core/action/descriptor.hpp"
#include "core/base/error.hpp"
#include "core/file/blob.hpp"

#include <boost/json/object.hpp>

#include <memory>
#include <string>

namespace baton::core::action {

/// Turns what a worker sent of a plugin into a descriptor. The sender is not trusted: everything is checked.
///
/// `registration`: `{formats:[{id,media_type,extension,default}], options, accepts:[…],
/// page:{entry,styles:[…],assets:[{path,media_type,identity,gzip,brotli}]}, processor, inspector,
/// operations:[{name,backend}]}`; the three numbers of an asset are sizes, and the bytes stand in `assets` one after
/// the other in that order. `assets` may be null if there are none.
/// Errors: internal, one sentence without the plugin's name. Hashes and parses: not for an I/O thread.
result<ActionDescriptor> parse_descriptor(std::string id, std::string version, const boost::json::object& registration,
                                          std::shared_ptr<const file::Blob> assets);

}  // namespace baton::core::action
