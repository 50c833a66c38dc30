#include "core/http/body_budget.hpp"

#include <atomic>
#include <utility>

namespace baton::core::http {

struct BodyBudget::State {
    const std::uint64_t limit;
    std::atomic<std::uint64_t> used{0};
};

BodyBudget::BodyBudget(std::uint64_t limit) : state_(std::make_shared<State>(limit)) {}

std::uint64_t BodyBudget::used() const {
    return state_->used;
}

BodyBudget::Charge::Charge(Charge&& other) noexcept
    : state_(std::move(other.state_)), bytes_(std::exchange(other.bytes_, 0)) {}

BodyBudget::Charge& BodyBudget::Charge::operator=(Charge&& other) noexcept {
    std::swap(state_, other.state_);
    std::swap(bytes_, other.bytes_);
    return *this;
}

BodyBudget::Charge::~Charge() {
    if (bytes_ > 0) state_->used -= bytes_;
}

result<> BodyBudget::Charge::grow(std::uint64_t bytes) {
    if (state_ == nullptr || bytes <= uncounted || bytes <= bytes_) return {};
    const std::uint64_t more = bytes - bytes_;
    std::uint64_t used = state_->used;
    do {
        if (more > state_->limit - used) return problem(errc::overloaded, "too many bytes of bodies are in hand");
    } while (!state_->used.compare_exchange_weak(used, used + more));
    bytes_ = bytes;
    return {};
}

}  // namespace baton::core::http
