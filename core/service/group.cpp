#include "core/service/group.hpp"

#include "core/config/services.hpp"
#include "core/observe/log.hpp"

#include <utility>

namespace baton::core::service {

result<std::unique_ptr<Group>> Group::open(const Enabled& enabled, const Setup& setup, const std::string& listen) {
    auto group = std::make_unique<Group>();
    for (const auto* kind : enabled.others) {
        auto service = kind->open(setup);
        if (!service) return service.error();
        const auto own = config::find_setting(setup.variables, kind->name, "LISTEN", false);
        const bool plain = setup.only && !config::is_set(setup.variables, config::own_name(kind->name, "PORT"));
        group->members_.emplace_back(kind, std::move(*service), own ? std::string{own->value} : listen,
                                     plain && !own ? "" : config::own_name(kind->name, ""));
    }
    return group;
}

Group::~Group() {
    close();
}

task<> Group::start() {
    for (auto& member : members_) {
        if (auto started = co_await member.service->start(); !started) co_return started.error();
    }
    co_return result<>{};
}

result<> Group::listen(net::Server& server) {
    for (auto& member : members_) {
        const auto& service = *member.service;
        const auto port = server.listen({.address = member.listen,
                                         .port = service.port(),
                                         .router = service.router(),
                                         .face = service.face(),
                                         .prefix = member.prefix,
                                         .traffic = &member.traffic});
        if (!port) return port.error();
        log::info("service listens", {{"service", member.kind->name}, {"port", *port}});
    }
    return {};
}

void Group::run(background::Group& group, boost::asio::any_io_executor executor) {
    for (auto& member : members_) member.service->run(group, executor);
}

void Group::hang_up() {
    for (auto& member : members_) member.service->hang_up();
}

void Group::close() {
    for (auto& member : members_) {
        member.service->close();
        if (member.traffic.answers == 0) continue;
        log::info("service ends", {{"service", member.kind->name},
                                   {"answers", member.traffic.answers.load()},
                                   {"refused", member.traffic.refused.load()},
                                   {"faults", member.traffic.faults.load()}});
        member.traffic.answers = 0;
    }
}

}  // namespace baton::core::service
