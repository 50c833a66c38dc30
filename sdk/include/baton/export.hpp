#pragma once

/// Marks what `libbaton-sdk.so` and plugins export; everything else is built hidden.
#define BATON_SDK_EXPORT __attribute__((visibility("default")))
