#pragma once

#include "core/http/face.hpp"
#include "core/http/router.hpp"

#include <utility>

namespace baton::core::http {

/// The face of sessions: errors as application/problem+json (`problem_response`), and a page for browsers that look
/// for one that is not there.
class ProblemFace : public Face {
public:
    /// Answers a browser that asks for a page that is not there. Before the first connection.
    void set_lost_page(Handler handler) { lost_page_ = std::move(handler); }

    Response failed(const Problem& problem, const Request& request) const override {
        return problem_response(problem, request);
    }
    task<Response> unknown_path(Request& request) const override;

private:
    Handler lost_page_;
};

}  // namespace baton::core::http
