#!/usr/bin/env python3
"""Who may include whom: core -> sdk; actions -> sdk, media; media -> sdk; nothing includes an action; tests -> anything."""

import pathlib
import re
import subprocess
import sys

ALLOWED = {
    "core": {"core", "sdk"},
    "sdk": {"sdk"},
    "media": {"media", "sdk"},
    "actions": {"sdk", "media", "actions"},
}
# Libraries that only one room may know.
FORBIDDEN = {
    "core": re.compile(r"opencv|podofo|qpdf|turbojpeg|jpeglib|libheif|webp/|libexif"),
    "sdk": re.compile(r"opencv|podofo|qpdf|turbojpeg|jpeglib|libheif|webp/|libexif|spdlog|CLI/|openssl|boost/beast"),
}
INCLUDE = re.compile(r'^\s*#include\s+(["<])([^">]+)[">]', re.M)


def room_of(target):
    if target.startswith("core/"):
        return "core"
    if target.startswith("baton/media/") or target.startswith("media/"):
        return "media"
    if target.startswith("baton/"):
        return "sdk"
    if target.startswith("actions/"):
        return "actions"
    return None


def main():
    errors = []
    files = subprocess.run(["git", "ls-files", "*.cpp", "*.hpp"], capture_output=True, text=True, check=True).stdout.split()
    for name in files:
        room = name.split("/")[0]
        if room not in ALLOWED:
            continue
        # The kit starts a worker exactly as the server does, so it may use the server's own loader.
        if name.startswith("conformance/"):
            continue
        for _, target in INCLUDE.findall(pathlib.Path(name).read_text()):
            included = room_of(target)
            if included and included not in ALLOWED[room]:
                errors.append(f"{name}: {room} must not include {target} ({included})")
            if room == "actions" and included == "actions" and target.split("/")[1] != name.split("/")[1]:
                errors.append(f"{name}: an action must not include another: {target}")
            if room in FORBIDDEN and FORBIDDEN[room].search(target):
                errors.append(f"{name}: {room} must not know {target}")
    print("\n".join(errors))
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
