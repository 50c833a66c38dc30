#pragma once

#include "core/http/body_budget.hpp"
#include "core/http/body_stream.hpp"
#include "services/signal/store.hpp"

#include <string>
#include <vector>

namespace baton::services::signal {

/// The answer of `GET /:topic/sessions` as it is read from the store: a few sessions at a time, since a thousand of
/// them may have more text than there is memory for. One that is answered meanwhile is left out.
class SessionList final : public core::http::BodyStream {
public:
    /// `charge` counts what is in memory of it.
    SessionList(Store& store, std::string origin, std::vector<std::string> codes,
                core::http::BodyBudget::Charge charge = {})
        : store_(store), origin_(std::move(origin)), codes_(std::move(codes)), charge_(std::move(charge)) {}

    std::optional<std::uint64_t> size() const override { return std::nullopt; }
    /// Errors: the store's; overloaded (there is no room for more answers that nobody reads).
    core::task<std::span<const std::byte>> next() override;

private:
    /// With all its candidates.
    core::task<std::string> text_of(Listed session);

    Store& store_;
    const std::string origin_;
    std::vector<std::string> codes_;
    std::size_t asked_ = 0;  ///< of the codes
    bool any_ = false;       ///< a session was given
    bool begun_ = false;
    bool ended_ = false;
    std::string piece_;
    core::http::BodyBudget::Charge charge_;
    std::size_t charged_ = 0;  ///< the largest piece
};

}  // namespace baton::services::signal
