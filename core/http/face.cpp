#include "core/http/face.hpp"

namespace baton::core::http {

task<Response> Face::unknown_path(Request&) const {
    co_return problem(errc::not_found);
}

Response Face::other_method(const Request& request, std::string_view allow) const {
    Response response;
    if (request.method == Verb::options) {
        response.status = 204;
    } else {
        response = failed(problem(errc::method_not_allowed), request);
    }
    response.set("Allow", allow);
    return response;
}

void Face::finish(const Request&, Response&) const {}

}  // namespace baton::core::http
