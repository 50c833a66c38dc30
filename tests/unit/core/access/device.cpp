#include "core/access/device.hpp"

#include <doctest/doctest.h>

using namespace baton::core::access;

namespace {

std::string value_of(const Device& device) {
    const std::string field = set_cookie_field(device, "/s/x", false, 60);
    const auto equals = field.find('=');
    return field.substr(equals + 1, field.find(';') - equals - 1);
}

std::string cookie_of(const Device& device) {
    return "baton_device=" + value_of(device);
}

}  // namespace

TEST_CASE("a device survives its cookie") {
    const Device device = new_device();
    CHECK(is_bound(device));
    CHECK(device != new_device());
    CHECK(value_of(device).size() == 32);
    CHECK(devices_in(cookie_of(device)) == std::vector{device});
}

TEST_CASE("the cookie is found among others, and only whole and well-formed") {
    const Device device = new_device();
    const std::string ours = cookie_of(device);
    CHECK(devices_in("a=b; " + ours + "; c=d").size() == 1);
    CHECK(devices_in("a=b;" + ours + " ;c=d").size() == 1);
    CHECK(devices_in(ours + "; " + ours).size() == 2);
    for (const std::string& field :
         {std::string{}, std::string{";;;"}, std::string{"baton_device"}, std::string{"baton_device="}, "x" + ours,
          ours + "0", ours.substr(0, ours.size() - 1), "baton_device=\"" + value_of(device) + '"',
          "baton_device=" + std::string(32, 'g'), "BATON_DEVICE=" + value_of(device)}) {
        CAPTURE(field);
        CHECK(devices_in(field).empty());
    }
    std::string many;
    for (int i = 0; i < 100; ++i) many += ours + ';';
    CHECK(devices_in(many).size() == 4);
}

TEST_CASE("the cookie is hidden from scripts, bound to its path, and lives at least a second") {
    const Device device = new_device();
    const std::string tail = value_of(device) + "; Path=/kiosk/s/1; Max-Age=90; HttpOnly; SameSite=Lax";
    CHECK(set_cookie_field(device, "/kiosk/s/1", false, 90) == "baton_device=" + tail);
    CHECK(set_cookie_field(device, "/kiosk/s/1", true, 90) == "baton_device=" + tail + "; Secure");
    CHECK(set_cookie_field(device, "/", false, -5).find("Max-Age=1;") != std::string::npos);
}

TEST_CASE("who may act, and whom the session belongs to then") {
    const Device mine = new_device();
    const Device fresh = new_device();
    const Device other = new_device();
    const Claim claim{{new_device(), mine}, fresh};
    CHECK(claim.standing({}) == Claim::Standing::none);
    CHECK(claim.fits({}));
    CHECK(claim.bind({}) == fresh);
    CHECK(claim.take_over({}) == fresh);
    CHECK(claim.standing(mine) == Claim::Standing::mine);
    CHECK(claim.fits(mine));
    CHECK(claim.bind(mine) == mine);
    CHECK(claim.take_over(mine) == mine);
    CHECK(claim.standing(other) == Claim::Standing::other);
    CHECK_FALSE(claim.fits(other));
    CHECK(claim.take_over(other) == fresh);
    CHECK(claim.made(fresh));
    CHECK_FALSE(claim.made(mine));
}

TEST_CASE("a cookie of zeros is nobody's") {
    const Claim claim{devices_in("baton_device=" + std::string(32, '0')), new_device()};
    CHECK(claim.standing({}) == Claim::Standing::none);
    CHECK(claim.standing(new_device()) == Claim::Standing::other);
}

TEST_CASE("a route that knows no devices fits every session and binds none") {
    const Claim anybody;
    const Device holder = new_device();
    CHECK(anybody.fits(holder));
    CHECK(anybody.bind(holder) == holder);
    CHECK_FALSE(is_bound(anybody.bind({})));
    CHECK_FALSE(anybody.made({}));
}
