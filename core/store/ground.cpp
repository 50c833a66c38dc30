#include "core/store/ground.hpp"

#include "core/store/cluster_ground.hpp"
#include "core/store/node_ground.hpp"
#include "core/store/sealed_ground.hpp"

namespace baton::core::store {

namespace {

result<std::unique_ptr<Ground>> open_plain(const StoreSettings& settings, Visitor visitor,
                                           shared::Resources& resources) {
    if (!settings.database_url.empty()) return ClusterGround::open(settings, resources);
    if (!settings.data_dir.empty()) return NodeGround::open(settings.data_dir, visitor);
    return problem(errc::internal, "neither DATA_DIR nor DATABASE_URL is set: what is in memory dies with the server");
}

}  // namespace

result<std::unique_ptr<Ground>> open_ground(const StoreSettings& settings, Visitor visitor,
                                            shared::Resources& resources) {
    if (settings.file_key.empty()) return open_plain(settings, visitor, resources);
    auto keys = seal::KeyRing::read(settings.file_key);
    if (!keys) return keys.error();
    auto ground = open_plain(settings, visitor, resources);
    if (!ground) return ground.error();
    using Digests = SealedGround::Digests;
    const auto digests = settings.bucket ? Digests::known : Digests::none;
    return std::unique_ptr<Ground>{std::make_unique<SealedGround>(std::move(*ground), std::move(*keys), digests)};
}

}  // namespace baton::core::store
