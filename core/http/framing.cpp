#include "core/http/framing.hpp"

#include "core/base/ascii.hpp"

#include <algorithm>
#include <array>
#include <string>

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

result<> check_coding(const Request& request) {
    constexpr std::array<std::string_view, 7> codings{"gzip", "x-gzip",   "deflate",   "br",
                                                      "zstd", "compress", "x-compress"};
    for (const auto element : request.list(FieldName::content_encoding)) {
        const auto found = std::ranges::find_if(codings, [&](auto coding) { return iequals(element, coding); });
        if (found == codings.end()) continue;
        return problem(errc::unsupported_media,
                       "Content-Encoding " + std::string{*found} + " is not supported: send the body as it is");
    }
    return {};
}

}  // namespace baton::core::http
