#!/usr/bin/env python3
"""Runs the conformance kit and checks its verdict.

expect_verdict.py pass|fail TEXT KIT ARGUMENT…: the kit must end with that verdict, its exit code must agree with its
last line, and one of its lines (an `ok` line for pass, a `FAIL` line for fail) must contain TEXT.
"""

import re
import subprocess
import sys


def main() -> int:
    verdict, text, *command = sys.argv[1:]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=110)
    print(ended.stdout, ended.stderr, sep="\n")
    lines = ended.stdout.splitlines()
    last = re.fullmatch(r"conformance \S+: (\d+) passed, (\d+) failed, (\d+) skipped", lines[-1] if lines else "")
    if not last:
        print("the last line is no verdict")
        return 1
    failed = int(last[2])
    if (failed > 0) != (ended.returncode == 1) or ended.returncode not in (0, 1):
        print(f"exit code {ended.returncode} does not agree with {failed} failures")
        return 1
    if (failed > 0) != (verdict == "fail"):
        print(f"expected the plugin to {verdict}")
        return 1
    kind = "ok " if verdict == "pass" else "FAIL "
    if not any(line.startswith(kind) and text in line for line in lines):
        print(f"no {kind}line contains {text!r}")
        return 1
    return 0


sys.exit(main())
