#include "actions/signature/policy.hpp"

#include <baton/media/sniff.hpp>

#include <boost/json/value.hpp>

#include <cmath>

namespace baton::signature {
namespace {

std::string listed(const Methods& methods) {
    std::string names;
    for (const auto& [name, allowed] : named_methods) {
        if (methods.*allowed) {
            names += names.empty() ? "" : ", ";
            names += name;
        }
    }
    return names;
}

Error forbidden(const std::string& what, const Methods& methods) {
    return {errc::forbidden, what + ": this session allows only " + listed(methods), {}};
}

}  // namespace

result<Method> read_method(const boost::json::object& data) {
    const boost::json::value* method = data.if_contains("method");
    if (method && *method == "draw") return Method::draw;
    if (method && *method == "type") return Method::type;
    if (method && *method == "upload") return Method::upload;
    return Error{errc::invalid_input, "method must be draw, type or upload", "/data/method"};
}

result<void> allow(Method method, const Methods& methods) {
    switch (method) {
        case Method::draw:
            return methods.draw ? result<void>{} : forbidden("a drawn signature is not accepted", methods);
        case Method::type:
            return methods.type ? result<void>{} : forbidden("a typed signature is not accepted", methods);
        case Method::upload:
            break;
    }
    return methods.upload ? result<void>{} : forbidden("a picture of a signature is not accepted", methods);
}

result<void> allow_picture(media::BytesView file, const Methods& methods) {
    const media::Kind kind = media::sniff(file);
    if (methods.draw && (kind == media::Kind::svg || kind == media::Kind::png)) return {};
    return allow(Method::upload, methods);
}

result<void> enough_ink(double way, const Options& options, const std::string& pointer) {
    if (way >= static_cast<double>(options.min_ink)) return {};
    return Error{errc::invalid_input,
                 "this is too little for a signature: the pen must go at least " + std::to_string(options.min_ink) +
                     " pixels, and went " + std::to_string(static_cast<int>(std::floor(way))),
                 pointer};
}

}  // namespace baton::signature
