#!/usr/bin/env python3
"""Every public header (sdk, media) compiles alone.

  headers.py [HEADER...]   only these"""

import concurrent.futures
import os
import shlex
import subprocess
import sys

from tree import report, tracked

FLAGS = ["-std=c++20", "-fsyntax-only", "-Wall", "-Wextra", "-Werror", "-Wno-pragma-once-outside-header",
         "-Isdk/include", "-Imedia/include", "-x", "c++"]


def compile_alone(header):
    compiler = shlex.split(os.environ.get("CXX", "clang++-19"))
    done = subprocess.run([*compiler, *FLAGS, header], capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else f"{header}: does not compile alone:\n{done.stderr}"


def main():
    headers = sys.argv[1:] or tracked("sdk/include/*.hpp", "media/include/*.hpp")
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        return report([error for error in pool.map(compile_alone, headers) if error])


if __name__ == "__main__":
    sys.exit(main())
