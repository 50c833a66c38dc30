#pragma once

#include "core/store/memory/file_store.hpp"

#include <memory>
#include <utility>
#include <vector>

namespace baton::core::processing {

/// A memory store that counts what would be a round trip to a store elsewhere.
class CountingStore final : public file::FileStore {
public:
    CountingStore(std::uint64_t session_quota, std::uint64_t total_quota) : inner_(session_quota, total_quota) {}

    std::unique_ptr<file::FileWriter> begin(Payer payer, std::uint64_t replaces = 0) override {
        return std::make_unique<Writer>(*this, inner_.begin(payer, replaces));
    }
    task<file::FilePtr> adopt(Payer payer, file::FilePtr file, std::uint64_t replaces = 0) override {
        co_return co_await inner_.adopt(payer, std::move(file), replaces);
    }
    result<std::shared_ptr<const void>> charge(Payer payer, std::uint64_t bytes, std::uint64_t replaces = 0) override {
        return inner_.charge(payer, bytes, replaces);
    }
    task<> put(Id name, file::StoredFile file) override {
        ++named;
        co_return co_await inner_.put(name, std::move(file));
    }
    task<file::FilePtr> get(file::Object object) override {
        fetched.push_back(object.name);
        co_return co_await inner_.get(std::move(object));
    }
    task<Id> session_of(Id name) override { co_return co_await inner_.session_of(name); }
    task<> remove(Id name) override {
        ++removed;
        co_return co_await inner_.remove(name);
    }
    std::uint64_t usage() const override { return inner_.usage(); }

    /// All calls that a store elsewhere would have to be asked for.
    int trips() const { return named + removed + static_cast<int>(fetched.size()); }

    int named = 0;
    int removed = 0;
    std::vector<Id> fetched;

private:
    class Writer final : public file::FileWriter {
    public:
        Writer(CountingStore& store, std::unique_ptr<file::FileWriter> inner)
            : store_(store), inner_(std::move(inner)) {}
        task<> write(std::span<const std::byte> bytes) override { co_return co_await inner_->write(bytes); }
        std::span<const std::byte> head() const override { return inner_->head(); }
        task<file::FilePtr> seal() override { co_return co_await inner_->seal(); }
        task<> commit(Id name) override {
            ++store_.named;
            co_return co_await inner_->commit(name);
        }
        task<> abort() override { co_return co_await inner_->abort(); }

    private:
        CountingStore& store_;
        std::unique_ptr<file::FileWriter> inner_;
    };

    store::memory::MemoryFileStore inner_;
};

}  // namespace baton::core::processing
