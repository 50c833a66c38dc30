#pragma once

#include "core/base/error.hpp"
#include "core/base/payer.hpp"

#include <cstdint>
#include <memory>

namespace baton::core::http {

/// Bounds what the bodies of requests that are read into memory take there, all together, and of them those of one API
/// key and of one session, so that who holds a link does not hold up everybody. Each counts from its first bytes until
/// the last who needs them is done. Any thread.
// decision 0048, decision 0015
class BodyBudget {
    struct State;

public:
    /// A body up to this size is not counted: the buffers of its connection are larger, and small requests must be
    /// served also while large ones take all there is.
    static constexpr std::uint64_t uncounted = 16 * 1024;
    static constexpr std::uint64_t usual_limit = 64 * 1024 * 1024;
    /// A session may have an eighth of all, a key all but an eighth. No session has less than its largest body.
    static constexpr std::uint64_t shares = 8;
    static constexpr std::uint64_t least_session_share = 2 * 1024 * 1024;

    explicit BodyBudget(std::uint64_t limit = usual_limit);

    /// What one body takes of it; gives that back when destroyed.
    class Charge {
    public:
        /// Counts nothing.
        Charge() = default;
        Charge(Charge&&) noexcept;
        Charge& operator=(Charge&&) noexcept;
        ~Charge();

        /// The body has `bytes` by now. Errors: overloaded (there is no room for so many, or the payer has had its
        /// share; it counts as before).
        result<> grow(std::uint64_t bytes);

    private:
        friend class BodyBudget;
        Charge(std::shared_ptr<State> state, const Payer& payer) : state_(std::move(state)), payer_(payer) {}

        std::shared_ptr<State> state_;
        Payer payer_;
        std::uint64_t bytes_ = 0;
    };

    /// A body on this account. A payer that is no session has its key's share.
    Charge begin(const Payer& payer) const { return {state_, payer}; }
    std::uint64_t used() const;

private:
    std::shared_ptr<State> state_;  ///< shared: what is cut off at the server's end may be destroyed after it
};

}  // namespace baton::core::http
