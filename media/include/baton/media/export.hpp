#pragma once

/// Marks what `libbaton-media.so` offers to actions; everything else is built hidden.
#define BATON_MEDIA_EXPORT __attribute__((visibility("default")))
