#include "core/observe/write_all.hpp"

#include <poll.h>
#include <unistd.h>

#include <cerrno>

namespace baton::core::observe {

namespace {

/// False if there is no waiting for it.
bool wait_for_room(int descriptor) {
    pollfd asked{descriptor, POLLOUT, 0};
    return ::poll(&asked, 1, -1) >= 0 || errno == EINTR;
}

}  // namespace

std::size_t write_all(int descriptor, std::string_view text) {
    std::size_t done = 0;
    while (done < text.size()) {
        const ssize_t written = ::write(descriptor, text.data() + done, text.size() - done);
        if (written > 0) {
            done += static_cast<std::size_t>(written);
        } else if (written == 0 || (errno != EINTR && (errno != EAGAIN || !wait_for_room(descriptor)))) {
            break;
        }
    }
    return done;
}

}  // namespace baton::core::observe
