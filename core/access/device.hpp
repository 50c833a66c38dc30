#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace baton::core::access {

/// The phone that a session belongs to, by the random value of its cookie. All zero: none.
using Device = std::array<unsigned char, 16>;

inline constexpr std::string_view device_cookie = "baton_device";

bool is_bound(const Device& device);

/// A new device from the operating system's random source; never "none".
Device new_device();

/// The devices that a Cookie field (RFC 6265) presents: our cookie's well-formed values, 32 hex digits each. A browser
/// sends several if they were set for different paths or by a neighbouring host; at most four are looked at.
std::vector<Device> devices_in(std::string_view cookie_field);

/// Our cookie as a Set-Cookie field: for scripts invisible, for this path alone, gone after `max_age` seconds.
std::string set_cookie_field(const Device& device, std::string_view path, bool secure, long long max_age);

/// Who asks for a change: the devices that a request presents, and the one it becomes if the session has none yet.
/// A default claim is that of routes which know no devices: it fits every session and binds none.
class Claim {
public:
    enum class Standing {
        none,   ///< the session belongs to nobody yet
        mine,   ///< to this request's phone
        other,  ///< to another
    };

    Claim() = default;
    Claim(std::vector<Device> presented, const Device& fresh) : presented_(std::move(presented)), fresh_(fresh) {}

    /// Whether the request presents any device, right or wrong.
    bool presents_any() const { return !presented_.empty(); }
    /// How this request stands to the session's holder. Takes the same time whether, and where, a value matches.
    Standing standing(const Device& holder) const;
    /// Whether this request may act on the session.
    bool fits(const Device& holder) const { return !is_bound(fresh_) || standing(holder) != Standing::other; }
    /// Whom the session belongs to after this request acted on it.
    const Device& bind(const Device& holder) const { return is_bound(holder) ? holder : fresh_; }
    /// The same when it takes the session over. Its own phone stays the same one.
    const Device& take_over(const Device& holder) const { return standing(holder) == Standing::mine ? holder : fresh_; }
    /// Whether the session belongs to its phone because of this request.
    bool made(const Device& holder) const { return is_bound(fresh_) && fresh_ == holder; }

private:
    std::vector<Device> presented_;
    Device fresh_{};
};

}  // namespace baton::core::access
