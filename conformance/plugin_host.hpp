#pragma once

#include "core/file/blob.hpp"
#include "core/work/pool/pool.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/json/object.hpp>

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace baton::conformance {

/// What the program was asked to look at.
struct Subject {
    std::filesystem::path directory;
    std::string name;
    boost::json::object settings;               ///< the operator's, as in PLUGIN_CONFIG
    std::chrono::milliseconds load_deadline{};  ///< for loading it
};

/// A plugin in a worker process of this program, sandboxed as in the server; every call blocks.
class PluginHost {
public:
    explicit PluginHost(const Subject& subject);
    ~PluginHost();
    PluginHost(const PluginHost&) = delete;
    PluginHost& operator=(const PluginHost&) = delete;

    /// Errors: internal, one line.
    core::result<core::action::ActionDescriptor> start();
    core::result<core::work::JobReply> run(core::work::Job job);

private:
    boost::asio::io_context context_;
    core::work::Pool pool_;
};

/// Bytes as a file of the store. Throws if there is no memory for them.
std::shared_ptr<const core::file::Blob> to_blob(std::string_view bytes);

}  // namespace baton::conformance
