#!/usr/bin/env python3
"""Turns a directory of built page files into C++ that hands them to baton::Registry::set_page.

Files FILE.gz and FILE.br beside FILE are its precompressed forms and become no assets of their own.
The C++ source pulls the bytes in with the assembler's .incbin, so it compiles at once however large they are.

Writes NAME.hpp and NAME.cpp:
    std::span<const baton::Asset> NAMESPACE::page_assets();
    std::vector<std::string> NAMESPACE::page_styles();   // every *.css at the top of the directory
"""

import argparse
import hashlib
import pathlib
import sys

MEDIA_TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".ico": "image/x-icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript",
    ".json": "application/json",
    ".mjs": "text/javascript",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".wasm": "application/wasm",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
CODINGS = (".gz", ".br")

HEADER = """#pragma once

#include <baton/registry.hpp>

#include <span>
#include <string>
#include <vector>

namespace {namespace} {{

/// The files of the action's page; they live as long as the library.
std::span<const Asset> page_assets();

/// Paths of the style sheets among them.
std::vector<std::string> page_styles();

}}  // namespace {namespace}
"""

SOURCE = """#include "{header}"

#include <cstddef>

{blobs}
namespace {namespace} {{
namespace {{

const Asset assets[] = {{
{assets}}};

}}  // namespace

std::span<const Asset> page_assets() {{
    return assets;
}}

std::vector<std::string> page_styles() {{
    return {{{styles}}};
}}

}}  // namespace {namespace}
"""

# Hidden symbols: nothing of a page leaves its library.
BLOB = """// sha256 {digest}
asm(R"(
.pushsection .rodata
.balign 16
.globl {symbol}
.hidden {symbol}
{symbol}:
.incbin "{path}"
.popsection
)");
extern "C" __attribute__((visibility("hidden"))) const std::byte {symbol}[];
"""


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


class Embedding:
    def __init__(self, prefix):
        self.prefix = prefix
        self.blobs = []

    def span(self, path):
        """Adds a file's bytes and returns the C++ expression of their span."""
        if not path.is_file():
            return "{}"
        content = path.read_bytes()
        if not content:
            return "{}"
        symbol = f"{self.prefix}_{len(self.blobs)}"
        # The digest makes the source differ when only the file does, for whoever compares sources.
        digest = hashlib.sha256(content).hexdigest()
        self.blobs.append(BLOB.format(symbol=symbol, path=path.as_posix(), digest=digest))
        return f"{{{symbol}, {len(content)}}}"


def media_type(path):
    try:
        return MEDIA_TYPES[path.suffix]
    except KeyError:
        sys.exit(f"{path}: no media type is known for '{path.suffix}'; add it to {pathlib.Path(__file__).name}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", type=pathlib.Path)
    parser.add_argument("--entry", default="main.js", help="the module that must be there")
    parser.add_argument("--namespace", required=True, help="of the functions: baton::photo")
    parser.add_argument("--header", required=True, type=pathlib.Path)
    parser.add_argument("--source", required=True, type=pathlib.Path)
    parser.add_argument("--depfile", required=True, type=pathlib.Path)
    arguments = parser.parse_args()

    directory = arguments.directory.resolve()
    entries = sorted(path for path in directory.rglob("*"))
    files = [path for path in entries if path.is_file()]
    pages = [path for path in files if path.suffix not in CODINGS]
    if directory / arguments.entry not in pages:
        sys.exit(f"{arguments.directory}: there is no {arguments.entry}; run script/build, which builds the pages first")

    embedding = Embedding(arguments.namespace.replace("::", "_") + "_page")
    assets = []
    for page in pages:
        compressed = [embedding.span(page.with_name(page.name + coding)) for coding in CODINGS]
        assets.append(
            f"    {{{quoted(page.relative_to(directory).as_posix())}, {quoted(media_type(page))}, "
            f"{embedding.span(page)}, {', '.join(compressed)}}},\n"
        )
    styles = [quoted(page.name) for page in pages if page.parent == directory and page.suffix == ".css"]

    arguments.header.write_text(HEADER.format(namespace=arguments.namespace))
    arguments.source.write_text(
        SOURCE.format(
            header=arguments.header.name,
            namespace=arguments.namespace,
            blobs="".join(embedding.blobs),
            assets="".join(assets),
            styles=", ".join(styles),
        )
    )
    # Directories too: a file that appears or goes changes nothing else.
    inputs = [directory] + entries
    escaped = [path.as_posix().replace(" ", "\\ ") for path in inputs]
    arguments.depfile.write_text(f"{arguments.source}: {' '.join(escaped)}\n")


if __name__ == "__main__":
    main()
