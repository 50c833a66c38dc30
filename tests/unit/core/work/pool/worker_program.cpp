#include "core/work/worker/worker_main.hpp"

// Stands in for `baton worker`.
int main() {
    return baton::core::work::worker_main();
}
