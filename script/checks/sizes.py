#!/usr/bin/env python3
"""The size budget: files at the median <= 120 lines, 95th percentile <= 350, none over 500; no function over 60.

In tests only functions with a name are measured: what describe() and test() are given is a list of cases.
  sizes.py --rooms   prints the sizes of each room, as Markdown"""

import re
import sys
from collections import defaultdict

from functions import Unbalanced, functions_in
from includes import room_of
from tree import report, text_of, tracked

SUFFIXES = ("*.cpp", "*.hpp", "*.ts", "*.tsx", "*.mjs", "*.css", "*.py")
MEDIAN, HIGH, FILE, FUNCTION = 120, 350, 500, 60
TEST = re.compile(r"^tests/|\.test\.\w+$")


def measured(name):
    """The functions of a file that count."""
    if name.endswith(".css"):
        return []
    return [found for found in functions_in(name, text_of(name)) if found.name or not TEST.search(name)]


def lines_of(name):
    return len(text_of(name).splitlines())


def spread(sizes):
    """Median and 95th percentile of sorted sizes."""
    return sizes[len(sizes) // 2], sizes[int(len(sizes) * 0.95)]


def long_functions(names):
    for name in names:
        try:
            functions = measured(name)
        except (Unbalanced, SyntaxError) as error:
            yield f"{name}: cannot be measured: {error}"
            continue
        for found in sorted(functions, key=lambda function: function.first):
            if found.lines() > FUNCTION:
                yield f"{name}:{found.first}: {found.name or 'a nameless function'} is {found.lines()} lines long ({FUNCTION})"


def rooms(names):
    by_room = defaultdict(list)
    for name in names:
        parts = name.split("/")
        by_room[room_of(name) or "/".join(parts[:2] if len(parts) > 2 else parts[:1])].append(name)
    yield "| room | files | median | 95 % | longest file | longest function |"
    yield "|---|---|---|---|---|---|"
    for room, inside in sorted(by_room.items()):
        sizes = sorted((lines_of(name), name) for name in inside)
        median, high = spread([size for size, _ in sizes])
        longest = max(((found.lines(), found.name) for name in inside for found in measured(name)), default=None)
        function = f"{longest[0]} `{longest[1] or 'nameless'}`" if longest else "–"
        file = sizes[-1][1].removeprefix(room + "/")
        yield f"| `{room}` | {len(sizes)} | {median} | {high} | {sizes[-1][0]} `{file}` | {function} |"


def main():
    names = tracked(*SUFFIXES)
    if "--rooms" in sys.argv:
        print("\n".join(rooms(names)))
        return 0
    sizes = sorted((lines_of(name), name) for name in names)
    median, high = spread([size for size, _ in sizes])
    faults = [f"{name}: {size} lines ({FILE})" for size, name in sizes if size > FILE]
    if median > MEDIAN or high > HIGH:
        faults.append(f"{len(sizes)} files: median {median} ({MEDIAN}), 95th percentile {high} ({HIGH})")
    return report(faults + list(long_functions(names)))


if __name__ == "__main__":
    sys.exit(main())
