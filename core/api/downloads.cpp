#include "core/api/downloads.hpp"

#include "core/api/access_check.hpp"
#include "core/http/file_response.hpp"

#include <algorithm>
#include <cstdint>

namespace baton::core::api {

void Downloads::add_routes(http::Router& router) {
    router.add_reading("/api/v1/downloads/:download_id", [this](http::Request& r) { return download(r); });
}

task<http::Response> Downloads::download(http::Request& request) {
    const auto owner = authenticate(keys_, request);
    if (!owner) co_return owner.error();
    const Problem unknown = problem(errc::not_found, "download not found");
    const auto id = parse_id(request.parameter("download_id"));
    if (!id) co_return unknown;
    const auto file = co_await files_.get(*id);
    if (!file) co_return unknown;
    const auto snapshot = co_await sessions_.get(file->session);
    if (!snapshot || (*snapshot)->spec->owner != *owner) co_return unknown;
    const auto& items = (*snapshot)->items;
    const auto item =
        std::find_if(items.begin(), items.end(), [&](const session::File& each) { return each.id == *id; });
    if (item == items.end()) co_return unknown;
    http::FileToSend sending{file->reader, item->content_type, item->filename};
    if (auto& uncollected = sessions_.uncollected(); uncollected.has(file->session)) {
        sending.sent = [&uncollected, session = file->session, id = *id](std::uint64_t first, std::uint64_t size) {
            uncollected.sent(session, id, first, size);
        };
    }
    co_return http::file_response(request, sending);
}

}  // namespace baton::core::api
