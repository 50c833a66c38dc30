#!/usr/bin/env python3
"""Every public header (sdk, media) compiles alone."""

import concurrent.futures
import os
import subprocess
import sys

FLAGS = ["-std=c++20", "-fsyntax-only", "-Wall", "-Wextra", "-Werror", "-Wno-pragma-once-outside-header", "-Isdk/include", "-Imedia/include", "-x", "c++"]


def compile_alone(header):
    compiler = os.environ.get("CXX", "clang++-19")
    done = subprocess.run([compiler, *FLAGS, header], capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else f"{header}:\n{done.stderr}"


def main():
    listed = subprocess.run(["git", "ls-files", "sdk/include/*.hpp", "media/include/*.hpp"], capture_output=True, text=True, check=True)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        errors = [error for error in pool.map(compile_alone, listed.stdout.split()) if error]
    print("\n".join(errors))
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
