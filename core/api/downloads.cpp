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
    // A store that cannot be asked knows of no download, but that is not what it means.
    const auto answer_for = [&](const Problem& why) { return why.code == errc::not_found ? unknown : why; };
    const auto id = parse_id(request.parameter("download_id"));
    if (!id) co_return unknown;
    const auto session = co_await files_.session_of(*id);
    if (!session) co_return answer_for(session.error());
    const auto snapshot = co_await sessions_.get(*session);
    if (!snapshot) co_return answer_for(snapshot.error());
    if ((*snapshot)->spec->owner != *owner) co_return unknown;
    const auto& items = (*snapshot)->items;
    const auto item =
        std::find_if(items.begin(), items.end(), [&](const session::File& each) { return each.id == *id; });
    if (item == items.end()) co_return unknown;
    auto file = co_await files_.get(item->object());
    if (!file) co_return answer_for(file.error());
    http::FileToSend sending{std::move(*file), item->content_type, item->filename};
    if (auto& uncollected = sessions_.uncollected(); uncollected.has(*session)) {
        sending.sent = [&uncollected, session = *session, id = *id](std::uint64_t first, std::uint64_t size) {
            uncollected.sent(session, id, first, size);
        };
    }
    co_return http::file_response(request, sending);
}

}  // namespace baton::core::api
