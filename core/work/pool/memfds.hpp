#pragma once

#include "core/base/error.hpp"
#include "core/file/blob.hpp"
#include "core/work/wire/job.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <cstdint>
#include <memory>
#include <vector>

namespace baton::core::work {

/// The job's files as what a worker can be handed, in their order: their own memfds, and copies of those that lie
/// elsewhere, written and hashed on `helper`. Both last as long as the answer.
/// Errors: payload_too_large (copies of more than `limit` bytes), internal (a copy is not what was stored),
/// storage_full (no memory), those of FileReader::read.
task<std::vector<std::shared_ptr<const file::Blob>>> memfds_of(const std::vector<JobInput>& files,
                                                               boost::asio::any_io_executor helper,
                                                               std::uint64_t limit);

}  // namespace baton::core::work
