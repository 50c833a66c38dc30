#pragma once

#include "core/action/catalog.hpp"
#include "core/http/router.hpp"
#include "core/page/shell.hpp"
#include "core/session/service.hpp"

namespace baton::core::page {

/// `GET /s/:id` and `GET /s/:id/action`: what a person sees after scanning the code.
class Entry {
public:
    Entry(const Shell& shell, const action::Catalog& catalog, session::Service& sessions)
        : shell_(shell), catalog_(catalog), sessions_(sessions) {}

    void add_routes(http::Router& router);

    /// The page for a browser that asks for one that is not there. Errors: none.
    task<http::Response> lost(http::Request& request);

private:
    task<http::Response> arrive(http::Request& request);
    task<http::Response> begin(http::Request& request);

    Language language_of(const http::Request& request, const session::Session* session) const;
    http::Response notice(const http::Request& request, unsigned status, std::string_view key, std::string_view icon,
                          const session::Session* session) const;
    http::Response ended(const http::Request& request, const result<session::Snapshot>& snapshot) const;
    http::Response intro_page(const http::Request& request, const session::Session& session) const;
    http::Response action_page(const http::Request& request, const session::Session& session) const;

    const Shell& shell_;
    const action::Catalog& catalog_;
    session::Service& sessions_;
};

}  // namespace baton::core::page
