#pragma once

#include "core/store/ground.hpp"
#include "core/store/seal/key_mark.hpp"
#include "core/store/seal/object_store.hpp"

#include <boost/asio/thread_pool.hpp>

#include <memory>
#include <optional>
#include <string>

namespace baton::core::store {

/// A ground whose files are encrypted.
// decision 0107
class SealedGround final : public Ground {
public:
    using Digests = seal::SealedObjectStore::Digests;

    SealedGround(std::unique_ptr<Ground> ground, seal::KeyRing keys, Digests digests);

    db::Database& database() override { return ground_->database(); }
    file::ObjectStore& objects() override { return sealed_; }
    bool is_shared() const override { return ground_->is_shared(); }
    std::string name() const override { return ground_->name(); }
    std::string name_of_files() const override { return ground_->name_of_files(); }
    task<> check() override { return ground_->check(); }
    task<> check_keys() override { return seal::check_keys(ground_->objects(), &keys_); }
    task<> connect(event::Hub& hub) override { return ground_->connect(hub); }
    void take_jobs(outbox::Outbox& jobs) override { ground_->take_jobs(jobs); }
    task<> tidy_up() override { return ground_->tidy_up(); }
    void run(background::Group& group, boost::asio::any_io_executor executor) override;
    void close() override;

private:
    std::unique_ptr<Ground> ground_;
    seal::KeyRing keys_;
    std::optional<boost::asio::thread_pool> helper_;  ///< until `close`
    seal::SealedObjectStore sealed_;
};

}  // namespace baton::core::store
