#!/usr/bin/env python3
"""What libraries export: plugins only the two symbols the loader looks for (beside C++ type information), the server's
binary no library of codecs."""

import pathlib
import subprocess
import sys

PLUGIN_SYMBOLS = {"baton_plugin_abi", "baton_plugin_create"}
SERVER_MUST_NOT_NEED = ("libturbojpeg", "libjpeg", "libwebp", "libheif", "libqpdf", "libexif", "libbaton-media")


def exported(library):
    out = subprocess.run(["nm", "-D", "--defined-only", library], capture_output=True, text=True, check=True).stdout
    return {line.split()[-1].split("@")[0] for line in out.splitlines() if line.split()}


def main():
    build = pathlib.Path(sys.argv[1])
    errors = []
    for plugin in sorted((build / "plugins").glob("*.so")):
        own = {name for name in exported(plugin) if not name.startswith("_Z") and not name.startswith("_")}
        if own != PLUGIN_SYMBOLS:
            errors.append(f"{plugin.name} exports {sorted(own ^ PLUGIN_SYMBOLS)}")
    needed = subprocess.run(["readelf", "-d", build / "baton"], capture_output=True, text=True, check=True).stdout
    errors += [f"baton links {name}" for name in SERVER_MUST_NOT_NEED if name in needed]
    print("\n".join(errors))
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
