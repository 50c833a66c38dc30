#pragma once

#include <boost/version.hpp>

#include <cstddef>

#define BATON_SDK_VERSION_MAJOR 1
#define BATON_SDK_VERSION_MINOR 0
#define BATON_SDK_VERSION "1.0"

#define BATON_SDK_STRINGIZE_(x) #x
#define BATON_SDK_STRINGIZE(x) BATON_SDK_STRINGIZE_(x)

#if defined(_GLIBCXX_RELEASE)
#define BATON_SDK_STDLIB "libstdc++"
#elif defined(_LIBCPP_VERSION)
#define BATON_SDK_STDLIB "libc++"
#endif

namespace baton {

/// What must be equal on both sides of a plugin boundary, besides the compiler's C++ ABI.
// decision 0034
struct Abi {
    const char* sdk_major;  ///< "1"
    const char* stdlib;     ///< "libstdc++" or "libc++"
    const char* boost;      ///< Boost's major and minor: "1_81"
};

/// The ABI this translation unit was compiled against.
inline constexpr Abi compiled_abi{BATON_SDK_STRINGIZE(BATON_SDK_VERSION_MAJOR), BATON_SDK_STDLIB, BOOST_LIB_VERSION};

/// The same as one string; plugins export it so that the loader can compare it after dlopen.
#define BATON_SDK_ABI_STRING \
    "sdk=" BATON_SDK_STRINGIZE(BATON_SDK_VERSION_MAJOR) " stdlib=" BATON_SDK_STDLIB " boost=" BOOST_LIB_VERSION

}  // namespace baton
