#include "core/api/qr.hpp"

#include "core/api/access_check.hpp"
#include "core/api/qr_code.hpp"

#include <charconv>

namespace baton::core::api {

namespace {

constexpr int default_size = 256;

/// Errors: invalid_field unless it is an integer from 64 to 2048.
result<int> picture_size(const http::Request& request) {
    const auto text = request.query_parameter("size");
    if (!text) return default_size;
    int size = 0;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), size);
    if (error != std::errc{} || end != text->data() + text->size() || size < 64 || size > 2048) {
        return field_problem("/size", "out_of_range", "size must be an integer from 64 to 2048");
    }
    return size;
}

}  // namespace

void QrCodes::add_routes(http::Router& router) {
    router.add_reading("/api/v1/sessions/:id/qr.svg", [this](http::Request& r) { return draw(r, Picture::svg); });
    router.add_reading("/api/v1/sessions/:id/qr.png", [this](http::Request& r) { return draw(r, Picture::png); });
}

task<http::Response> QrCodes::draw(http::Request& request, Picture picture) {
    const auto owner = authenticate(keys_, request);
    if (!owner) co_return owner.error();
    const auto snapshot = co_await own_session(sessions_, request, *owner);
    if (!snapshot) co_return snapshot.error();
    if ((*snapshot)->status == session::Status::expired) co_return problem(errc::session_expired);
    const auto size = picture_size(request);
    if (!size) co_return size.error();
    const auto code = QrCode::encode(settings_.base_url + "/s/" + to_string((*snapshot)->id()));
    if (!code) co_return code.error();
    http::Response response;
    response.set("Cache-Control", "private, no-store");
    if (picture == Picture::svg) {
        response.set("Content-Type", "image/svg+xml");
        response.body = code->svg(*size);
    } else {
        response.set("Content-Type", "image/png");
        response.body = code->png(*size);
    }
    co_return response;
}

}  // namespace baton::core::api
