#include "core/session/session.hpp"

#include <utility>

namespace baton::core::session {

const Extras& Request::extras() const {
    static const Extras none;
    return extras_ ? *extras_ : none;
}

void Request::set_extras(Extras extras) {
    extras_ = extras == Extras{} ? nullptr : std::make_shared<const Extras>(std::move(extras));
}

}  // namespace baton::core::session
