#pragma once

#include "core/action/catalog.hpp"
#include "core/http/router.hpp"
#include "core/phone/guard.hpp"
#include "core/processing/operation_calls.hpp"
#include "core/session/service.hpp"

namespace baton::core::phone {

/// `POST /s/:id/do/:operation`: an interactive call of the action by its page; see operation_calls.hpp.
class Operations {
public:
    Operations(const action::Catalog& catalog, session::Service& sessions, processing::OperationCalls& calls,
               const Guard& guard)
        : catalog_(catalog), sessions_(sessions), calls_(calls), guard_(guard) {}

    void add_routes(http::Router& router);

private:
    task<http::Response> call(Visit& visit);

    const action::Catalog& catalog_;
    session::Service& sessions_;
    processing::OperationCalls& calls_;
    const Guard& guard_;
};

}  // namespace baton::core::phone
