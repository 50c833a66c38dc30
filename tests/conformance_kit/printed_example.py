#!/usr/bin/env python3
"""Builds the plugin that the documents print, as they print it: the source of README.md with the meson.build and the
manifest of docs/plugins.md, against the SDK as it is installed; then the kit must like it.

printed_example.py SOURCE_ROOT BUILD_ROOT KIT SAMPLE
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile


def block(document: pathlib.Path, language: str, words: str) -> str:
    """The only fenced block of that language that has these words."""
    found = [text for text in re.findall(rf"```{language}\n(.*?)```", document.read_text(), re.S) if words in text]
    if len(found) != 1:
        sys.exit(f"{document.name} has {len(found)} blocks of {language} with {words!r}")
    return found[0]


def run(*command: str, **environment: str) -> None:
    ended = subprocess.run(command, env=os.environ | environment, capture_output=True, text=True, timeout=100)
    print(ended.stdout[-4000:], ended.stderr[-4000:], sep="\n")
    if ended.returncode != 0:
        sys.exit(f"{' '.join(command)} ended with {ended.returncode}")


def main() -> None:
    source, build, kit, sample = sys.argv[1:]
    with tempfile.TemporaryDirectory(prefix="baton-example-") as place:
        root = pathlib.Path(place)
        run("meson", "install", "-C", build, "--no-rebuild", "--quiet", DESTDIR=f"{root}/installed")
        package = next((root / "installed").rglob("baton-sdk.pc"))
        plugin = root / "echo"
        plugin.mkdir()
        (plugin / "plugin.cpp").write_text(block(pathlib.Path(source, "README.md"), "cpp", "BATON_PLUGIN("))
        document = pathlib.Path(source, "docs/plugins.md")
        (plugin / "meson.build").write_text(block(document, "meson", "baton-sdk"))
        (plugin / "manifest.json.in").write_text(block(document, "json", '"@id@"'))
        out = plugin / "out"
        run("meson", "setup", str(out), str(plugin), PKG_CONFIG_PATH=str(package.parent),
            PKG_CONFIG_SYSROOT_DIR=f"{root}/installed")
        run("ninja", "-C", str(out))
        run(kit, str(out), "echo", "--sample", sample, LD_LIBRARY_PATH=str(package.parent.parent))


main()
