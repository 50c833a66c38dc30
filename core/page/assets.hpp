#pragma once

#include "core/action/catalog.hpp"
#include "core/http/router.hpp"
#include "core/page/shell.hpp"

namespace baton::core::page {

/// `/_/shell/<hash>/…` and `/_/actions/<id>/<hash>/…`: the pages' files, immutable and precompressed.
class Assets {
public:
    Assets(const Shell& shell, const action::Catalog& catalog) : shell_(shell), catalog_(catalog) {}

    void add_routes(http::Router& router);

private:
    task<http::Response> shell_file(http::Request& request);
    task<http::Response> action_file(http::Request& request);

    const Shell& shell_;
    const action::Catalog& catalog_;
};

}  // namespace baton::core::page
