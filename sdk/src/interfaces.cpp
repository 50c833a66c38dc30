#include <baton/plugin.hpp>
#include <baton/processor.hpp>
#include <baton/registry.hpp>
#include <baton/result.hpp>

#include <stdexcept>

// The key functions: vtables and type information of the SDK's interfaces live in this library alone, so that a
// plugin's objects and the loader agree on them.
namespace baton {

Processor::~Processor() = default;
Inspector::~Inspector() = default;
Operation::~Operation() = default;
Registry::~Registry() = default;
Plugin::~Plugin() = default;

std::uint64_t Inspector::weigh(const InputFile&) {
    return 0;
}

result<void> Plugin::provision(const boost::json::object& settings) {
    if (!settings.empty()) {
        std::string key{settings.begin()->key()};
        return Error{errc::invalid_input, "unknown setting '" + key + "'", "/" + key};
    }
    return {};
}

void Plugin::shutdown() {}

void throw_exception_from_error(const Error& error, const boost::source_location&) {
    throw std::runtime_error(error.detail);
}

}  // namespace baton
