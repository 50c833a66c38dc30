#!/usr/bin/env python3
"""The size budget: files at the median <= 120 lines, 95th percentile <= 350, none over 500."""

import pathlib
import subprocess
import sys

SUFFIXES = ("*.cpp", "*.hpp", "*.ts", "*.tsx", "*.mjs", "*.css", "*.py")


def main():
    files = subprocess.run(["git", "ls-files", *SUFFIXES], capture_output=True, text=True, check=True).stdout.split()
    sizes = sorted((len(pathlib.Path(name).read_text().splitlines()), name) for name in files)
    median = sizes[len(sizes) // 2][0]
    high = sizes[int(len(sizes) * 0.95)][0]
    print(f"{len(sizes)} files: median {median} (120), 95th percentile {high} (350), largest {sizes[-1][0]} (500)")
    too_large = [f"{size} {name}" for size, name in sizes if size > 500]
    print("\n".join(too_large))
    return 1 if too_large or median > 120 or high > 350 else 0


if __name__ == "__main__":
    sys.exit(main())
