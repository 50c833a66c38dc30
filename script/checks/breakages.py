"""What each check has to refuse: for every rule one way to break it, used by selftest.py."""

from collections.abc import Callable
from typing import NamedTuple


class Breakage(NamedTuple):
    rule: str
    check: str  # the script and its arguments
    file: str  # the file that is broken, which the refusal has to name
    change: Callable[[str], str]  # from what it holds, "" if there is none, to what it holds then
    says: str = ""  # what the refusal says beside
    copies: int = 1  # of the file, with a number before its ending


def holds(text):
    return lambda _: text


def includes(target):
    return holds(f"#include {target}\n")


def swaps(before, after):
    def change(text):
        assert before in text, f"{before} is no longer there to be broken"
        return text.replace(before, after, 1)

    return change


def adds(text):
    return lambda before: before + text


def function(head, lines, end="}"):
    return holds("\n".join([head, *["    step();"] * (lines - 2), end, ""]))


ROOMS = "script/checks/rooms.py"
INCLUDES = [
    Breakage("core from an action, by a relative path", "includes.py", "actions/photo/broken.cpp",
             includes('"../../core/error.hpp"')),
    Breakage("an action from another, by a relative path", "includes.py", "actions/photo/broken.cpp",
             includes('"../signature/colour.hpp"')),
    Breakage("Tesseract in core", "includes.py", "core/observe/broken.cpp", includes("<tesseract/baseapi.h>")),
    Breakage("a library in quotes", "includes.py", "core/event/broken.cpp", includes('"openssl/evp.h"')),
    Breakage("a system header off the list", "includes.py", "core/event/broken.cpp", includes("<sys/socket.h>")),
    Breakage("net from session", "includes.py", "core/session/broken.cpp", includes('"core/net/server.hpp"')),
    Breakage("core from the SDK", "includes.py", "sdk/include/baton/broken.hpp", includes("<core/net/server.hpp>")),
    Breakage("an action from media", "includes.py", "media/src/broken.cpp", includes('"actions/photo/convert.hpp"')),
    Breakage("an include of nothing", "includes.py", "core/observe/broken.cpp", includes('"core/observe/nowhere.hpp"')),
    Breakage("a loop of rooms", "includes.py", "core/observe/broken.cpp", includes('"core/config/settings.hpp"'),
             "a loop of rooms"),
    Breakage("a loop in the table", "includes.py", ROOMS, swaps('"base": Room((),', '"base": Room(("observe",),'),
             "a loop in the table"),
    Breakage("a row that names no room", "includes.py", ROOMS,
             swaps('"observe": Room(("base",)', '"observe": Room(("cellar",)'), "no room is called cellar"),
    Breakage("a folder of core that is no room", "includes.py", "core/cellar/broken.hpp", holds("#pragma once\n")),
    Breakage("a file in core itself", "includes.py", "core/broken.cpp", holds("\n")),
    Breakage("C++ in no room", "includes.py", "cellar/broken.cpp", holds("\n")),
]

# In a tree of its own, which holds the checks and nothing else.
SIZES = [
    Breakage("a file over 500 lines", "sizes.py", "broken.css", holds("a {}\n" * 501)),
    Breakage("a function of 480 lines", "sizes.py", "core/broken.cpp", function("int Broken::run(int) const {", 480), "480"),
    Breakage("a constructor over 60 lines", "sizes.py", "broken.hpp", function("Broken() : a{1}, b(2) {", 61), "Broken"),
    Breakage("a lambda over 60 lines", "sizes.py", "broken.cpp", function("auto f = [](auto x) -> int {", 61, "};")),
    Breakage("a TypeScript function over 60 lines", "sizes.py", "broken.ts",
             function("export async function send(): Promise<{ a: 1 }> {", 61), "send"),
    Breakage("a component over 60 lines", "sizes.py", "broken.tsx",
             function("const Page = ({ host }: Props) => {", 61, "};"), "Page"),
    Breakage("a method over 60 lines", "sizes.py", "broken.mjs",
             holds("class A {\n  #go() {\n" + "a();\n" * 60 + "}\n}\n"), "#go"),
    Breakage("a Python function over 60 lines", "sizes.py", "broken.py", holds("def go():\n" + "    pass\n" * 60), "go"),
    Breakage("a function of a test over 60 lines", "sizes.py", "tests/broken.test.ts",
             function("function all() {", 61), "all"),
    Breakage("brackets that do not match", "sizes.py", "broken.cpp", holds("int f() { (} }\n"), "cannot be measured"),
    Breakage("files too long at the median", "sizes.py", "", holds("a {}\n" * 121), "median 121", copies=40),
    Breakage("files too long at the 95th percentile", "sizes.py", "", holds("a {}\n" * 351), "95th percentile 351", copies=2),
]

COMPLETIONS = [
    Breakage("detached", "completions.py", "core/net/broken.cpp",
             holds("void f() {\n    co_spawn(context, run(), boost::asio::detached);\n}\n"), ":2:"),
    Breakage("the header of detached", "completions.py", "core/net/broken.hpp", includes("<boost/asio/detached.hpp>")),
    Breakage("an empty handler of an exception", "completions.py", "sdk/src/broken.cpp",
             holds("auto handler = [](std::exception_ptr) {};\n")),
    Breakage("an empty handler of anything", "completions.py", "conformance/broken.cpp",
             holds("void f() {\n    co_spawn(context, run(), [](auto...) { /* so be it */ });\n}\n"), ":2:"),
    Breakage("an empty handler of an operation", "completions.py", "core/net/broken.cpp",
             holds("void f() { socket.async_wait(bind(slot, [](auto, auto count) noexcept { (void)count; })); }\n")),
    Breakage("a function that is an empty handler", "completions.py", "core/net/broken.cpp",
             holds("void ignore(std::exception_ptr) {}\n")),
]

DOCUMENTS = [
    Breakage("a dead link", "documents.py", "docs/broken.md", holds("[there](nowhere.md)\n")),
    Breakage("a dead anchor", "documents.py", "docs/broken.md", holds("# Here\n\n[there](#there)\n")),
    Breakage("a dead anchor of another document", "documents.py", "docs/broken.md",
             holds("[there](../README.md#no-such-heading)\n")),
    Breakage("a decision that is not listed", "documents.py", "docs/decisions/README.md", swaps("| [0002]", "| 0002: ["),
             "every decision"),
    Breakage("a decision that there is not", "documents.py", "core/event/broken.cpp", holds("// decision " + "9999\n"),
             "no such decision"),
    Breakage("a decision that no comment names", "documents.py", "docs/decisions/9999-broken.md", holds("# 9999. Broken\n"),
             "outside docs/"),
    Breakage("a decision in no room", "documents.py", "docs/decisions/README.md",
             swaps("[0074](0074-what-blur-is.md), ", ""), "no room has 0074"),
    Breakage("a decision in a room that does not name it", "documents.py", "docs/decisions/README.md",
             swaps("| `core/event` | ", "| `core/event` | [0001](0001-dependencies.md), "), "core/event: no file"),
    Breakage("a decision in a room by another's number", "documents.py", "docs/decisions/README.md",
             swaps("| `core/event` | [0030]", "| `core/event` | [0033]"), "0033 leads to"),
]

NODE = "not in Node.js 18"
WORDING = [
    Breakage("a name that says nothing", "wording.py", "core/observe/broken_utils.cpp", holds("\n")),
    Breakage("a note without an issue", "wording.py", "core/observe/broken.cpp", holds("// TO" + "DO: mend\n")),
    Breakage("what Node.js 18 does not know", "wording.py", "tests/http/broken.mjs", holds("[1].toSorted();\n"), NODE),
]

HEADER = "sdk/include/baton/version.hpp"
HEADERS = [
    Breakage("a header that does not compile alone", f"headers.py {HEADER}", HEADER, adds("inline std::string broken;\n")),
]

TIDY = "tidy.py build/none sdk/src/broken.cpp"
TIDIES = [
    Breakage("a function in another dialect", TIDY, "sdk/src/broken.cpp", holds("int OtherDialect();\n"),
             "readability-identifier-naming"),
    Breakage("a member in another dialect", TIDY, "sdk/src/broken.cpp", holds("class Broken {\n    int count;\n};\n"),
             "readability-identifier-naming"),
    Breakage("a body below its condition, without braces", TIDY, "sdk/src/broken.cpp",
             holds("int sign(int n) {\n    if (n < 0)\n        return -1;\n    return 1;\n}\n"),
             "readability-braces-around-statements"),
    Breakage("a value used after it was moved", TIDY, "sdk/src/broken.cpp",
             holds("#include <string>\n#include <utility>\nvoid take(std::string);\nauto give(std::string text) {\n"
                   "    take(std::move(text));\n    return text.size();\n}\n"), "bugprone-use-after-move"),
]

BRACES = [
    Breakage("a short body in braces", "braces.py", "core/observe/broken.cpp",
             holds("int sign(int n) {\n    if (n < 0) {\n        return -1;\n    }\n    return 1;\n}\n"), ":2:"),
]

# The libraries of this build are texts, which the tools that are to read them print.
BUILD = {
    "build/texts/plugins/photo.so": "1 T baton_plugin_abi\n2 T baton_plugin_create\n3 V _ZTIN5baton6PluginE\n",
    "build/texts/baton": "(NEEDED) Shared library: [libstdc++.so.6]\n(NEEDED) Shared library: [libc.so.6]\n",
}
SYMBOLS = [
    Breakage("an exported symbol", "symbols.py build/texts", "build/texts/plugins/photo.so", adds("4 T secret\n"), "secret"),
    Breakage("a symbol too few", "symbols.py build/texts", "build/texts/plugins/photo.so", holds("1 T baton_plugin_abi\n"),
             "baton_plugin_create"),
    Breakage("OpenCV in the server", "symbols.py build/texts", "build/texts/baton",
             adds("(NEEDED) Shared library: [libopencv_core.so.406]\n"), "libopencv_core"),
    Breakage("Tesseract in the server", "symbols.py build/texts", "build/texts/baton",
             adds("(NEEDED) Shared library: [libtesseract.so.5]\n"), "libtesseract"),
    Breakage("a server of which nothing is known", "symbols.py build/texts", "build/texts/baton", holds("")),
]
# Each broken one after the other, in a copy of the whole tree.
WHOLE = [INCLUDES, [*COMPLETIONS, *HEADERS, *SYMBOLS, *TIDIES], [*DOCUMENTS, *WORDING, *BRACES]]
