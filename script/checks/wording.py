#!/usr/bin/env python3
"""Names that say nothing, notes that nobody will follow up, and what Debian 12's Node.js 18 does not know."""

import re
import sys

from tree import report, text_of, tracked

NAMES = re.compile(r"(^|[/_.-])(utils?|helpers?|common|managers?|misc)([/_.-]|$)", re.I)
NOTES = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b(?!\(#\d+\))")
NEWER = re.compile(
    r"\.(toSorted|toReversed|toSpliced|getSetCookie)\(|\b(Object|Map)\.groupBy\b|\bArray\.fromAsync\b"
    r"|\bPromise\.(withResolvers|try)\b|\bAbortSignal\.any\b|\bimport\.meta\.(dirname|filename)\b"
)
SUFFIXES = (".cpp", ".hpp", ".ts", ".tsx", ".mjs", ".css", ".py", ".build")


def main():
    errors = []
    for name in tracked():
        if name == "script/checks/wording.py":
            continue
        if NAMES.search(name):
            errors.append(f"{name}: a name that says nothing")
        if name.endswith(SUFFIXES):
            for number, line in enumerate(text_of(name).splitlines(), 1):
                if NOTES.search(line):
                    errors.append(f"{name}:{number}: a note without an issue number")
                if name.endswith(".mjs") and NEWER.search(line):
                    errors.append(f"{name}:{number}: not in Node.js 18")
    return report(errors)


if __name__ == "__main__":
    sys.exit(main())
