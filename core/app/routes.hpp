#pragma once

#include "core/api/backend_operations.hpp"
#include "core/api/downloads.hpp"
#include "core/api/qr.hpp"
#include "core/api/sessions.hpp"
#include "core/api/websocket.hpp"
#include "core/page/assets.hpp"
#include "core/page/entry.hpp"
#include "core/phone/events.hpp"
#include "core/phone/forms.hpp"
#include "core/phone/guard.hpp"
#include "core/phone/operations.hpp"
#include "core/phone/phone_state.hpp"
#include "core/phone/submit.hpp"
#include "core/phone/uploads.hpp"
#include "core/processing/intake.hpp"
#include "core/processing/operation_calls.hpp"
#include "core/store/stores.hpp"

namespace baton::core::app {

/// What the routes are served by.
struct Services {
    const config::Settings& settings;
    const access::ApiKeys& keys;
    const action::Catalog& catalog;
    const page::Shell& shell;
    session::Service& sessions;
    store::Stores& stores;
    event::Hub& hub;
    work::Jobs& jobs;
    processing::Submissions& submissions;
};

/// The owners of all routes; each gets the services it needs. Outlives the router's last request.
class Routes {
public:
    explicit Routes(const Services& with);

    void add_to(http::Router& router);

    const phone::Guard& guard() const { return guard_; }
    /// The page of a path that is none.
    task<http::Response> lost(http::Request& request) { return entry_.lost(request); }

private:
    store::Stores& stores_;
    processing::OperationCalls calls_;
    api::Sessions sessions_;
    api::Downloads downloads_;
    api::QrCodes qr_;
    api::WebSocketRoute websocket_;
    api::BackendOperations backend_operations_;
    page::Entry entry_;
    phone::Guard guard_;
    phone::PhoneState state_;
    processing::Intake intake_;
    phone::Uploads uploads_;
    phone::Forms forms_;
    phone::Operations operations_;
    phone::Submit submit_;
    phone::Events events_;
    page::Assets assets_;
};

}  // namespace baton::core::app
