#pragma once

#include "core/http/body_budget.hpp"
#include "core/http/router.hpp"
#include "core/service/rate_limit.hpp"
#include "services/signal/store.hpp"

#include <memory>
#include <string>

namespace baton::services::signal {

/// The routes of the contract's section 3. Outlives the router's last request.
class Routes {
public:
    Routes(Store& store, std::uint32_t offers_a_minute, std::string commit)
        : store_(store), offers_(offers_a_minute), commit_(std::move(commit)) {}

    void add_to(core::http::Router& router);

private:
    using Answer = core::task<core::http::Response>;

    Answer version(core::http::Request& request) const;
    Answer health(core::http::Request& request) const;
    Answer topics(core::http::Request& request) const;
    Answer sessions(core::http::Request& request) const;
    Answer offer(core::http::Request& request);
    Answer answer(core::http::Request& request) const;
    Answer poll(core::http::Request& request) const;

    /// A text as an answer, counted if it is large. Errors: overloaded.
    core::result<core::http::Response> held(const core::http::Request& request, std::string text) const;

    /// What answers in hand may take, an eighth of it for one address.
    static constexpr std::uint64_t most_answer_bytes = 256u << 20;

    Store& store_;
    core::http::BodyBudget answers_in_hand_{most_answer_bytes};
    core::service::RateLimit offers_;
    const std::string commit_;
};

}  // namespace baton::services::signal
