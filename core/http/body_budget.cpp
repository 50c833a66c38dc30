#include "core/http/body_budget.hpp"

#include "core/base/shares.hpp"

#include <algorithm>
#include <mutex>
#include <unordered_map>
#include <utility>

namespace baton::core::http {

struct BodyBudget::State {
    explicit State(std::uint64_t limit)
        : keys({limit, limit - limit / shares}), session_share(std::max(limit / shares, least_session_share)) {}

    result<> take(const Payer& payer, std::uint64_t bytes);
    result<> take_of_key(const Payer& payer, std::uint64_t bytes);
    void give_back(const Payer& payer, std::uint64_t bytes);

    Shares keys;
    const std::uint64_t session_share;
    std::mutex mutex;
    std::unordered_map<Id, std::uint64_t, IdHash> sessions;  ///< those that have something
};

result<> BodyBudget::State::take(const Payer& payer, std::uint64_t bytes) {
    const std::lock_guard lock{mutex};
    if (payer.session.is_nil()) return take_of_key(payer, bytes);
    // The place first, where memory may run out: nothing is taken yet.
    const auto used = sessions.try_emplace(payer.session, 0).first;
    result<> taken = problem(errc::overloaded, "too many bytes of the session's bodies are in hand");
    if (bytes <= session_share - used->second) taken = take_of_key(payer, bytes);
    if (taken) used->second += bytes;
    if (used->second == 0) sessions.erase(used);
    return taken;
}

result<> BodyBudget::State::take_of_key(const Payer& payer, std::uint64_t bytes) {
    switch (keys.take(payer.key, bytes)) {
        case Shares::Room::key_is_full:
            return problem(errc::overloaded, "too many bytes of the key's bodies are in hand");
        case Shares::Room::all_is_full:
            return problem(errc::overloaded, "too many bytes of bodies are in hand");
        case Shares::Room::enough:
            break;
    }
    return {};
}

void BodyBudget::State::give_back(const Payer& payer, std::uint64_t bytes) {
    const std::lock_guard lock{mutex};
    keys.give_back(payer.key, bytes);
    const auto found = sessions.find(payer.session);
    if (found == sessions.end()) return;
    found->second -= bytes;
    if (found->second == 0) sessions.erase(found);
}

BodyBudget::BodyBudget(std::uint64_t limit) : state_(std::make_shared<State>(limit)) {}

std::uint64_t BodyBudget::used() const {
    return state_->keys.used();
}

BodyBudget::Charge::Charge(Charge&& other) noexcept
    : state_(std::move(other.state_)), payer_(other.payer_), bytes_(std::exchange(other.bytes_, 0)) {}

BodyBudget::Charge& BodyBudget::Charge::operator=(Charge&& other) noexcept {
    std::swap(state_, other.state_);
    std::swap(payer_, other.payer_);
    std::swap(bytes_, other.bytes_);
    return *this;
}

BodyBudget::Charge::~Charge() {
    if (bytes_ > 0) state_->give_back(payer_, bytes_);
}

result<> BodyBudget::Charge::grow(std::uint64_t bytes) {
    if (state_ == nullptr || bytes <= uncounted || bytes <= bytes_) return {};
    if (auto taken = state_->take(payer_, bytes - bytes_); !taken) return taken;
    bytes_ = bytes;
    return {};
}

}  // namespace baton::core::http
