#pragma once

namespace baton::core::work {

/// The whole life of `baton worker`: takes its orders from descriptor 3, shuts itself in, loads the plugins and serves
/// jobs until the server closes the channel. Returns the exit code; the caller must leave `main` with it at once.
/// Not for people: without a channel it says so and answers 2.
int worker_main();

}  // namespace baton::core::work
