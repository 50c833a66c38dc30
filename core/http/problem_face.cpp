#include "core/http/problem_face.hpp"

namespace baton::core::http {

task<Response> ProblemFace::unknown_path(Request& request) const {
    const bool asks = request.method == Verb::get || request.method == Verb::head;
    const bool browser = request.header(FieldName::accept).find("text/html") != std::string_view::npos;
    if (asks && browser && lost_page_) co_return co_await lost_page_(request);
    co_return problem(errc::not_found);
}

}  // namespace baton::core::http
