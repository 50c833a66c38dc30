"""The rooms of the tree as data: which room may include which, and which headers from outside the tree it may know.

A room is a folder; of several that match, the longest is a file's room. What a room may include brings its own along, so
only the nearest are named. "core/x" includes "core/y" by the name "y". Standard headers are free everywhere. An entry of a
room's headers is a header, or, with "/" at its end, a folder of them. What no entry covers is refused: a new library is a
decision, made by adding a word here; decision 0001 has those made so far.

A room that comes later brings its row along: `includes.py --table` prints what includes what today, and
`includes.py --unused` the headers that nobody needs."""

from typing import NamedTuple


class Room(NamedTuple):
    includes: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()


# What reads and writes JSON, and what tells time to a coroutine: several rooms each.
JSON = ("boost/json/",)
CORO = ("boost/asio/any_io_executor.hpp", "boost/asio/as_tuple.hpp", "boost/asio/awaitable.hpp", "boost/asio/co_spawn.hpp",
        "boost/asio/post.hpp", "boost/asio/steady_timer.hpp", "boost/asio/this_coro.hpp", "boost/asio/use_awaitable.hpp")
SOCKET = (*CORO, "boost/asio/buffer.hpp", "boost/asio/ip/tcp.hpp", "boost/asio/write.hpp")
FILE = ("fcntl.h", "sys/mman.h", "sys/stat.h", "sys/types.h", "unistd.h")

CORE = {
    "base": Room((), (*JSON, *CORO, "boost/asio/associated_executor.hpp", "boost/asio/async_result.hpp",
                  "boost/asio/executor_work_guard.hpp", "boost/assert/source_location.hpp", "boost/system/", "boost/uuid/",
                  "openssl/evp.h", "openssl/rand.h")),
    "observe": Room(("base",), ("fcntl.h", "poll.h", "unistd.h")),
    "file": Room(("base",), FILE),
    "net/stream": Room((), ("boost/asio/buffer.hpp", "boost/asio/ip/tcp.hpp", "boost/beast/core/role.hpp",
                            "boost/beast/websocket/teardown.hpp", "boost/system/", "netinet/in.h", "netinet/tcp.h",
                            "poll.h")),
    "http": Room(("base", "file", "observe", "net/stream"), (*JSON, "boost/asio/awaitable.hpp", "boost/beast/http/",
                                                             "boost/container/small_vector.hpp")),
    # The addresses of others, and TLS to them.
    "http/client": Room(("base", "file"), (*SOCKET, "boost/asio/co_spawn.hpp", "boost/asio/executor_work_guard.hpp",
                                           "boost/asio/io_context.hpp", "boost/asio/ip/address.hpp", "boost/asio/ssl/",
                                           "boost/beast/core/", "boost/beast/http/", "boost/system/", "boost/url/", "openssl/ssl.h",
                                           "openssl/x509v3.h", "sys/socket.h")),
    "net": Room(("http",), (*SOCKET, "boost/asio/io_context.hpp", "boost/beast/http/", "boost/intrusive/list.hpp",
                            "sys/socket.h")),
    "access": Room(("base",), ("openssl/crypto.h", "openssl/rand.h")),
    "event": Room(("base",), ("boost/asio/any_io_executor.hpp", "boost/asio/post.hpp")),
    "action": Room(("base", "file", "sdk"), JSON),
    "plugin": Room(("base", "action", "sdk"), (*JSON, "boost/dll/shared_library.hpp")),
    "config": Room(("base", "observe", "access"), ("boost/asio/ip/address.hpp", "boost/url/", "unistd.h")),
    "session": Room(("base", "observe", "file", "access", "event", "action"), (*JSON, *CORO)),
    "db": Room(("base", "observe")),
    "db/postgres": Room(("db",), (*CORO, "boost/asio/cancellation_state.hpp", "boost/asio/ip/address.hpp",
                                  "boost/asio/ip/tcp.hpp", "boost/asio/posix/stream_descriptor.hpp", "dlfcn.h", "fcntl.h",
                                  "postgresql/libpq-fe.h")),
    "db/sqlite": Room(("db",), ("boost/asio/post.hpp", "boost/asio/thread_pool.hpp", "sqlite3.h")),
    "outbox": Room(("db", "base", "observe"), ("boost/asio/awaitable.hpp",)),
    # What a process has once for all its services.
    "shared": Room(("db/postgres", "http/client", "observe"),
                   (*CORO, "boost/asio/executor_work_guard.hpp", "boost/asio/io_context.hpp", "boost/asio/use_future.hpp")),
    "store": Room(("session", "file", "event", "db/sqlite", "db/postgres", "http/client", "shared", "store/s3", "store/seal", "outbox",
                   "observe", "access"),
                  (*CORO, *FILE, "boost/asio/thread_pool.hpp", "dirent.h", "sys/file.h", "sys/uio.h")),
    "store/s3": Room(("file", "http/client"), (*CORO, "pugixml.hpp")),
    "store/seal": Room(("file", "observe"), (*CORO, *FILE, "openssl/crypto.h", "openssl/evp.h", "openssl/kdf.h",
                                             "openssl/rand.h")),
    "work/wire": Room(("base", "file", "action", "plugin", "observe"), (*JSON, "sys/socket.h", "sys/uio.h")),
    "work/pool": Room(("work/wire",), (*JSON, *CORO, "boost/asio/bind_cancellation_slot.hpp",
                                       "boost/asio/dispatch.hpp", "boost/asio/posix/stream_descriptor.hpp",
                                       "boost/asio/strand.hpp", "boost/asio/thread_pool.hpp", "fcntl.h", "spawn.h",
                                       "sys/socket.h", "sys/syscall.h", "sys/types.h", "sys/wait.h", "unistd.h")),
    "work/worker": Room(("work/wire",), (*JSON, "fcntl.h", "grp.h", "linux/sockios.h", "malloc.h", "poll.h", "sched.h",
                                         "seccomp.h", "sys/ioctl.h",
                                         "sys/mman.h", "sys/prctl.h", "sys/resource.h", "sys/socket.h", "unistd.h")),
    "processing": Room(("session", "action", "file", "work/wire", "observe"), (*JSON, *CORO)),
}
# The rooms of routes see all of the above but the workers' processes, and not each other.
BELOW_ROUTES = tuple(room for room in CORE if room not in ("work/pool", "work/worker", "shared"))
# The host of services knows none of them, and nothing of sessions.
CORE["service"] = Room(("base", "config", "http", "net", "observe", "shared"),
                       (*CORO, "boost/asio/signal_set.hpp"))
CORE |= {
    "api": Room(BELOW_ROUTES, (*JSON, *SOCKET, "boost/beast/http/", "boost/beast/websocket/", "boost/url/", "png.h",
                               "qrencode.h")),
    "phone": Room(BELOW_ROUTES, (*JSON, *SOCKET)),
    "page": Room((*BELOW_ROUTES, "phone"), (*JSON, "boost/url/", "md4c.h")),
}
CORE["app"] = Room((*CORE, "services"), (*JSON, *CORO, "CLI/CLI.hpp", "arpa/inet.h", "sys/stat.h", "boost/asio/impl/src.hpp",
                                 "boost/asio/io_context.hpp", "boost/asio/ip/address.hpp", "boost/asio/signal_set.hpp", "boost/beast/src.hpp",
                                 "ifaddrs.h", "malloc.h", "net/if.h", "netinet/in.h", "sys/prctl.h", "sys/resource.h"))
# What several rooms share: an entry of these that a single room does not use is no hole.
SHARED = {*JSON, *SOCKET, *FILE}
# What is compiled ahead for all rooms; no file includes it.
CORE["pch"] = Room((), ("boost/asio.hpp", "boost/asio/", "boost/beast/", "boost/json.hpp", "boost/system/"))

ROOMS = {
    **{f"core/{name}": room for name, room in CORE.items()},
    "sdk": Room((), (*JSON, "boost/assert/source_location.hpp", "boost/system/", "boost/version.hpp")),
    "media": Room(("sdk",), ("jerror.h", "jpeglib.h", "libexif/", "libheif/", "png.h", "qpdf/qpdf-c.h",
                             "tiffio.h", "turbojpeg.h", "webp/")),
    # A service sees what the host hands out, what it stores in and what it answers with, and no other service.
    "services": Room(("core/service", "services/signal")),
    "services/signal": Room(tuple(f"core/{room}" for room in ("base", "config", "db", "db/sqlite", "file", "http", "observe", "service", "shared")),
                            (*JSON, "boost/url/", "fcntl.h", "sys/file.h", "sys/stat.h")),
    "conformance": Room(("core", "sdk"), (*JSON, *CORO, "CLI/CLI.hpp", "boost/asio/io_context.hpp",
                                          "boost/system/error_code.hpp")),
    # What is compiled ahead for all actions; no file includes it.
    "actions/pch": Room(("media",), ("boost/json.hpp", "opencv2/")),
    "actions/photo": Room(("sdk", "media"), JSON),
    "actions/scan": Room(("sdk", "media"), (*JSON, *FILE, "opencv2/", "tesseract/")),
    "actions/signature": Room(("sdk", "media"), (*JSON, "agg_basics.h", "agg_rasterizer_scanline_aa_nogamma.h", "agg_scanline_p.h",
                                                 "fribidi.h", "ft2build.h", "hb-ft.h", "hb.h", "pugixml.hpp",
                                                 "FT_FREETYPE_H", "FT_OUTLINE_H")),
}
# May include anything.
FREE = ("tests",)
# Made by the build, below the folder whose meson.build makes them.
GENERATED = {"shell_assets.hpp": "core/app", "photo_page.hpp": "actions/photo",
             "scan_page.hpp": "actions/scan", "signature_page.hpp": "actions/signature"}
# What the build puts on the search path of headers, beside the folders that lie above a file.
SEARCH = ("sdk/include", "media/include")
