#!/usr/bin/env python3
"""A body stands where it fits: one statement beside its condition, if the line holds both; below it otherwise, and then in
braces, which `tidy.py` sees to. So it is written alike everywhere (decision 0091).

  braces.py --write   moves such bodies instead"""

import pathlib
import re
import sys

from tree import CPP, report, text_of, tracked

WIDTH = 120  # as in .clang-format
BRACED = re.compile(
    r"^(?P<head>(?P<indent> *)(?:if(?: constexpr)?|for|while) \((?:(?!//).)*\)) \{\n"
    r"(?P=indent)    (?P<body>(?!if\b|for\b|while\b|do\b|switch\b|try\b|else\b|using\b|case\b|default\b)(?:(?!//).)*;)\n"
    r"(?P=indent)\}\n(?! *else\b)",
    re.MULTILINE,
)


def fits(match):
    return len(match["head"]) + 1 + len(match["body"]) <= WIDTH


def faults(name):
    text = text_of(name)
    for match in BRACED.finditer(text):
        if fits(match):
            yield f"{name}:{text.count(chr(10), 0, match.start()) + 1}: the body fits on the line of its condition"


def write(name):
    text = text_of(name)
    moved = BRACED.sub(lambda match: f"{match['head']} {match['body']}\n" if fits(match) else match[0], text)
    if moved != text:
        pathlib.Path(name).write_text(moved, encoding="utf-8")


def main():
    names = tracked(*CPP)
    if sys.argv[1:] == ["--write"]:
        for name in names:
            write(name)
        return 0
    return report([fault for name in names for fault in faults(name)])


if __name__ == "__main__":
    sys.exit(main())
