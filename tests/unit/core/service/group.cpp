#include "core/service/group.hpp"

#include "core/http/problem_face.hpp"
#include "core/observe/log.hpp"
#include "tests/unit/core/run.hpp"

#include <boost/asio/io_context.hpp>

#include <doctest/doctest.h>

#include <array>
#include <stdexcept>

using namespace baton::core;
using namespace baton::core::service;

namespace {

/// What services of these tests have gone through, in order.
std::string& story() {
    static std::string text;
    return text;
}

/// A service that notes what is done with it.
class Noting final : public Service {
public:
    Noting(std::string name, bool fails) : name_(std::move(name)), fails_(fails) {}

    task<> start() override {
        story() += " start:" + name_;
        if (fails_) co_return problem(errc::internal, name_ + " cannot");
        co_return result<>{};
    }
    const http::Router& router() const override { return router_; }
    const http::Face& face() const override { return face_; }
    std::uint16_t port() const override { return 0; }
    void hang_up() override { story() += " hang-up:" + name_; }
    void close() override { story() += " close:" + name_; }

private:
    const std::string name_;
    const bool fails_;
    http::Router router_;
    http::ProblemFace face_;
};

std::vector<config::SettingText> no_settings() {
    return {};
}

template <bool fails>
result<std::unique_ptr<Service>> open_noting(const Setup&) {
    return std::make_unique<Noting>(fails ? "bad" : "good", fails);
}

result<std::unique_ptr<Service>> refuse(const Setup&) {
    return problem(errc::bad_request, "SHUT_PORT: '0' is not allowed");
}

const Kind good{"good", "", no_settings, open_noting<false>};
const Kind bad{"bad", "", no_settings, open_noting<true>};
const Kind shut{"shut", "", no_settings, refuse};

/// Opens and starts them; what went wrong, or nothing.
std::string start(std::vector<const Kind*> kinds, const config::Variables& variables = {}) {
    log::start(log::Level::error, false);
    story().clear();
    shared::Resources resources;
    auto group = Group::open({false, std::move(kinds)}, {variables, true, resources, "none"}, "127.0.0.1");
    if (!group) return group.error().detail;
    net::Server server{1};
    boost::asio::io_context context;
    auto started = run_on(context, (*group)->start());
    if (started) started = (*group)->listen(server);
    (*group)->hang_up();
    return started ? "" : started.error().detail;
}

}  // namespace

TEST_CASE("services start in order, hang up and close") {
    CHECK(start({&good, &good}) == "");
    CHECK(story() == " start:good start:good hang-up:good hang-up:good close:good close:good");
}

TEST_CASE("one that cannot be opened or started stops the start, and the others end") {
    CHECK(start({&good, &shut}) == "SHUT_PORT: '0' is not allowed");
    CHECK(story() == " close:good");
    CHECK(start({&good, &bad}) == "bad cannot");
    CHECK(story() == " start:good start:bad hang-up:good hang-up:bad close:good close:bad");
}

TEST_CASE("a service listens where it says, else where all do") {
    CHECK(start({&good}, {{"GOOD_LISTEN", "127.0.0.1"}, {"BAD_LISTEN", "nonsense"}}) == "");
    CHECK(start({&good}, {{"GOOD_LISTEN", "nonsense"}}) == "GOOD_LISTEN: 'nonsense' is not an IP address");
}
