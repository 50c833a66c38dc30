#include "core/file/blob.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <string_view>

using namespace baton::core;
using namespace baton::core::file;

namespace {

std::span<const std::byte> bytes_of(std::string_view text) {
    return std::as_bytes(std::span{text});
}

}  // namespace

TEST_CASE("a blob is sealed, hashed and mapped") {
    BlobWriter writer;
    REQUIRE(writer.append(bytes_of("ab")).has_value());
    REQUIRE(writer.append(bytes_of("c")).has_value());
    const auto blob = writer.finish();
    REQUIRE(blob.has_value());
    CHECK((*blob)->size() == 3);
    CHECK((*blob)->sha256() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(::pwrite((*blob)->fd(), "x", 1, 0) < 0);
    CHECK(::ftruncate((*blob)->fd(), 0) < 0);
    const BlobView view{*blob};
    CHECK(std::string_view{reinterpret_cast<const char*>(view.bytes().data()), view.bytes().size()} == "abc");
}

TEST_CASE("an empty blob is a blob") {
    BlobWriter writer;
    const auto blob = writer.finish();
    REQUIRE(blob.has_value());
    CHECK((*blob)->size() == 0);
    CHECK(BlobView{*blob}.bytes().empty());
}

TEST_CASE("a memfd that its sender could still change is not adopted") {
    Fd open{::memfd_create("test", MFD_CLOEXEC | MFD_ALLOW_SEALING)};
    REQUIRE(::write(open.get(), "abc", 3) == 3);
    Fd half{::dup(open.get())};
    REQUIRE(::fcntl(half.get(), F_ADD_SEALS, F_SEAL_SHRINK) == 0);
    CHECK_FALSE(Blob::adopt(std::move(half)).has_value());
    REQUIRE(::fcntl(open.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE) == 0);
    const auto adopted = Blob::adopt(std::move(open));
    REQUIRE(adopted.has_value());
    CHECK((*adopted)->sha256() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
