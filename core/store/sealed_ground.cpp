#include "core/store/sealed_ground.hpp"

#include <utility>

namespace baton::core::store {

SealedGround::SealedGround(std::unique_ptr<Ground> ground, seal::KeyRing keys, Digests digests)
    : ground_(std::move(ground)),
      keys_(std::move(keys)),
      helper_(std::in_place, 1),
      sealed_(ground_->objects(), keys_, helper_->get_executor(), digests) {}

void SealedGround::run(background::Group& group, boost::asio::any_io_executor executor) {
    ground_->run(group, std::move(executor));
}

void SealedGround::close() {
    ground_->close();
    if (!helper_) return;
    // Who still reads there waits for a store that is closed; whoever waits for that goes with it, while their loops
    // are there.
    helper_->stop();
    helper_->join();
    helper_.reset();
}

}  // namespace baton::core::store
