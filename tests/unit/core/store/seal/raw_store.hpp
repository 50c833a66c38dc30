#pragma once

#include "core/base/hex.hpp"
#include "core/base/sha256.hpp"
#include "core/file/object_store.hpp"
#include "tests/unit/core/run.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <map>
#include <memory>
#include <string>
#include <utility>

namespace baton::core::store::seal {

/// A file that counts how many reads it took.
class TextFile final : public file::FileReader {
public:
    explicit TextFile(std::string text) : text_(std::move(text)), sha256_(to_hex(Sha256::of(text_))) {}

    std::uint64_t size() const override { return text_.size(); }
    const std::string& sha256() const override { return sha256_; }
    task<std::size_t> read(std::uint64_t first, std::span<std::byte> buffer) const override {
        ++reads;
        if (first >= text_.size()) co_return std::size_t{0};
        const std::size_t size = std::min<std::uint64_t>(buffer.size(), text_.size() - first);
        std::memcpy(buffer.data(), text_.data() + first, size);
        co_return size;
    }

    mutable std::atomic<int> reads{0};

private:
    const std::string text_;
    const std::string sha256_;
};

/// A store whose objects a test can look at and change.
class RawStore final : public file::ObjectStore {
public:
    task<> put(Id name, file::FilePtr bytes) override {
        put_sha256 = bytes->sha256();
        std::string text(bytes->size(), '\0');
        const auto got = co_await bytes->read(0, std::as_writable_bytes(std::span{text}));
        if (!got) co_return got.error();
        const bool fresh = objects.emplace(name, std::move(text)).second;
        co_return fresh ? result<>{} : result<>{problem(errc::conflict)};
    }
    task<file::FilePtr> get(file::Object object) override {
        const auto found = objects.find(object.name);
        if (found == objects.end() || found->second.size() != object.size) co_return problem(errc::not_found);
        co_return std::make_shared<const TextFile>(found->second);
    }
    task<> remove(Id name) override {
        objects.erase(name);
        co_return result<>{};
    }
    task<std::string> marker() override { co_return mark; }
    task<> set_marker(std::string text) override {
        mark = std::move(text);
        co_return result<>{};
    }
    task<file::Listing> list(std::string) override {
        file::Listing listing;
        for (const auto& [name, text] : objects) listing.entries.push_back({name, 0});
        co_return listing;
    }

    std::map<Id, std::string> objects;
    std::string mark;
    std::string put_sha256;  ///< what was said of the last one
};

/// What one read gives; the error of it if it fails.
inline result<std::string> read_of(const file::FilePtr& file, std::uint64_t first, std::size_t size) {
    boost::asio::io_context context{1};
    std::string text(size, '?');
    const auto got = run_on(context, file->read(first, std::as_writable_bytes(std::span{text})));
    if (!got) return got.error();
    text.resize(*got);
    return text;
}

/// Not by the code alone: a result that is no error has the code of one.
template <class T>
bool is_internal(const result<T>& outcome) {
    return outcome.has_error() && outcome.error().code == errc::internal;
}

}  // namespace baton::core::store::seal
