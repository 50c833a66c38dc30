#include "core/http/framing.hpp"

#include "core/base/ascii.hpp"

#include <algorithm>

namespace baton::core::http {

result<> check_framing(const Request& request) {
    // Beast takes a transfer coding it does not know as no coding; for a request that is smuggling. A second line after
    // "chunked" Beast refuses itself.
    if (request.has(FieldName::transfer_encoding) &&
        !iequals(request.header(FieldName::transfer_encoding), "chunked")) {
        return problem(errc::bad_request, "the only transfer coding is chunked");
    }
    const auto hosts = std::count_if(request.fields.begin(), request.fields.end(),
                                     [](const auto& field) { return field.id == FieldName::host; });
    if (hosts > 1 || (hosts == 0 && request.version == 11)) {
        return problem(errc::bad_request, "exactly one Host is needed");
    }
    return {};
}

}  // namespace baton::core::http
