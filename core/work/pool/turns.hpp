#pragma once

#include <cstdint>
#include <list>
#include <optional>

namespace baton::core::work {

/// Members that take turns, one after the other. Everything takes the same time, however many there are. A member must
/// leave before it ends.
template <class Member>
class Turns {
    struct Place {
        Member* member;
        std::uint64_t since;
    };

public:
    /// A member's place in here, if it has one; the member keeps it.
    using Seat = std::optional<typename std::list<Place>::iterator>;

    bool empty() const { return places_.empty(); }
    /// Whose turn it is, and since when it has waited for that.
    Member& front() const { return *places_.front().member; }
    std::uint64_t since() const { return places_.front().since; }

    /// Sees to it that the member is in here or is not. A new one waits behind all others.
    void seat(Member& member, Seat& seat, bool wanted, std::uint64_t now) {
        if (wanted == seat.has_value()) return;
        if (wanted) {
            seat = places_.insert(places_.end(), Place{&member, now});
        } else {
            places_.erase(*seat);
            seat.reset();
        }
    }

    /// The member has had its turn. Without a seat nothing happens.
    void to_back(const Seat& seat, std::uint64_t now) {
        if (!seat) return;
        (*seat)->since = now;
        places_.splice(places_.end(), places_, *seat);
    }

private:
    std::list<Place> places_;  ///< in the order of `since`
};

}  // namespace baton::core::work
