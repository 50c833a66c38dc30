#include "core/http/client/pool.hpp"

#include <utility>

namespace baton::core::http::client {

result<std::shared_ptr<const void>> Pool::take_seat(const Origin& origin) {
    Place& place = places_[origin];
    const auto taken = static_cast<std::size_t>(place.seats.use_count() - 1);
    if (taken >= limits_.open) return problem(errc::unavailable, "too many connections to " + origin.host);
    return std::shared_ptr<const void>{place.seats};
}

std::unique_ptr<Transport> Pool::take(const Origin& origin) {
    const auto place = places_.find(origin);
    if (place == places_.end()) return nullptr;
    auto& resting = place->second.resting;
    while (!resting.empty()) {
        Resting last = std::move(resting.back());
        resting.pop_back();
        if (last.since + limits_.rest > Clock::now() && last.transport->rests()) return std::move(last.transport);
    }
    return nullptr;
}

void Pool::give_back(const Origin& origin, std::unique_ptr<Transport> transport) {
    auto& resting = places_[origin].resting;
    resting.push_back({std::move(transport), Clock::now()});
    if (resting.size() > limits_.resting) resting.pop_front();
}

void Pool::sweep(Clock::time_point now) {
    for (auto& [origin, place] : places_) {
        auto& resting = place.resting;
        while (!resting.empty() && resting.front().since + limits_.rest <= now) resting.pop_front();
    }
    std::erase_if(places_, [](const auto& entry) { return entry.second.seats.use_count() == 1; });
}

}  // namespace baton::core::http::client
