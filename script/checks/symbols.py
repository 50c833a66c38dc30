#!/usr/bin/env python3
"""What libraries export and need: plugins export only the two symbols the loader looks for (beside C++ type information),
the server needs only the libraries of the list below: no codec, no OpenCV, no Tesseract.

  symbols.py BUILD    reads with $NM and $READELF, by default nm and readelf"""

import os
import pathlib
import re
import subprocess
import sys

from tree import report

PLUGIN_SYMBOLS = {"baton_plugin_abi", "baton_plugin_create"}
# Names without versions: "libpng16.so.16" is libpng16.
SERVER_MAY_NEED = {
    # the language and the system
    "ld-linux", "libc", "libgcc_s", "libm", "libstdc++",
    # what core is built on
    "libbaton-sdk", "libboost_json", "libboost_url", "libcrypto", "libpugixml", "libseccomp", "libssl",
    # QR codes and the text of the pages
    "libmd4c", "libpng16", "libqrencode", "libsqlite3",
}
NEEDED = re.compile(r"\(NEEDED\).*\[([^\]]+)\]")


def output(tool, *arguments):
    return subprocess.run([os.environ.get(tool.upper(), tool), *arguments], capture_output=True, text=True, check=True).stdout


def exported(library):
    listed = output("nm", "-D", "--defined-only", library)
    return {line.split()[-1].split("@")[0] for line in listed.splitlines() if line.split()}


def needed(binary):
    """Names of the libraries that a binary asks for, without architecture, ending and version."""
    for name in NEEDED.findall(output("readelf", "-d", "--wide", binary)):
        yield "ld-linux" if name.startswith("ld-linux") else name.split(".so")[0]


def main():
    build = pathlib.Path(sys.argv[1])
    faults = []
    plugins = sorted((build / "plugins").glob("*.so"))
    for plugin in plugins:
        own = {name for name in exported(plugin) if not name.startswith("_")}
        if own != PLUGIN_SYMBOLS:
            faults.append(f"{plugin}: exports {sorted(own ^ PLUGIN_SYMBOLS)}")
    if not plugins or not (build / "baton").exists():
        faults.append(f"{build}: no server with plugins here: script/build makes them")
        return report(faults)
    libraries = sorted(set(needed(build / "baton")))
    if "libc" not in libraries:
        faults.append(f"{build / 'baton'}: what it needs could not be read")
    faults += [f"{build / 'baton'}: needs {name}" for name in libraries if name not in SERVER_MAY_NEED]
    return report(faults)


if __name__ == "__main__":
    sys.exit(main())
