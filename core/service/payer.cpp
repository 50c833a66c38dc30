#include "core/service/payer.hpp"

#include "core/base/sha256.hpp"

#include <algorithm>

namespace baton::core::service {

Payer payer_of(const http::Request& request) {
    // What is so small counts nowhere.
    if (request.content_length.value_or(UINT64_MAX) <= http::BodyBudget::uncounted) return {};
    return payer_of_answer(request);
}

Payer payer_of_answer(const http::Request& request) {
    Payer payer;
    const auto digest = Sha256::of(request.body->peer_address());
    std::copy_n(digest.begin(), payer.session.size(), payer.session.begin());
    return payer;
}

}  // namespace baton::core::service
