#!/usr/bin/env python3
"""Names, braces and mistakes that are cheap to find: what `.clang-tidy` refuses (decision 0091).

  tidy.py BUILD_DIR           the files changed since what was landed last; what came with the last commits, if nothing is
  tidy.py BUILD_DIR --all     every source, and with it every header: about ten minutes
  tidy.py BUILD_DIR FILE...   only these"""

import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys

from tree import tracked

TIDY = os.environ.get("CLANG_TIDY", "clang-tidy-19")
ROOMS = ("core", "sdk", "media", "actions", "conformance")
SOURCES = [f"{room}/*.cpp" for room in ROOMS]
HEADERS = [f"{room}/*.hpp" for room in ROOMS]
# How far back to look where all has landed: a clone does not know what came with the last landing. One that changed nearly
# everything is `--all`'s.
LAST_COMMITS = 5
MOST_FILES = 60
FAULT = re.compile(r"^([^\s:][^:\n]*):(\d+:\d+: (?:error|warning): .*)$", re.MULTILINE)


def git(*arguments):
    done = subprocess.run(["git", *arguments], capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""


def changed_since(commit):
    """The files to look at: for a header the source that bears its name, where there is one."""
    names = set(git("diff", "--name-only", commit).split("\n"))
    sources = set(tracked(*SOURCES))
    beside = {name: re.sub(r"\.hpp$", ".cpp", name) for name in tracked(*SOURCES, *HEADERS) if name in names}
    return sorted({source if source in sources else name for name, source in beside.items()})


def changed():
    """What changed since the last landing, or else with as many of the last commits as are few enough files."""
    head, landed = git("rev-parse", "HEAD"), git("merge-base", "HEAD", "@{upstream}")
    if landed and landed != head:
        return changed_since(landed)
    files = []
    for commit in git("rev-list", f"--max-count={LAST_COMMITS + 1}", "HEAD").split("\n")[1:]:
        older = changed_since(commit)
        if len(older) > MOST_FILES:
            break
        files = older
    return files


def faults(build, file):
    """What is wrong with a file and the headers it includes. A header borrows the options of the source nearest to it."""
    known = (pathlib.Path(build) / "compile_commands.json").exists()
    options = ["-p", build, file] if known else [file, "--", "-std=c++20", "-Isdk/include"]
    done = subprocess.run([TIDY, "--quiet", "--extra-arg=-Wno-pragma-once-outside-header", *options],
                          capture_output=True, text=True, check=False)
    place = build if known else "."
    lines = [f"{os.path.relpath(os.path.join(place, name))}:{said}" for name, said in FAULT.findall(done.stdout)]
    if done.returncode != 0 and not lines:
        lines = [f"{file}: {TIDY} itself fails: {done.stderr[-400:]}"]
    return lines


def main():
    build, *names = sys.argv[1:]
    files = tracked(*SOURCES) if names == ["--all"] else names or changed()
    seen = set()
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for lines in pool.map(lambda file: faults(build, file), files):
            for line in lines:
                if line not in seen:  # a header's faults are found with every source that includes it
                    seen.add(line)
                    print(line, flush=True)
    return 1 if seen else 0


if __name__ == "__main__":
    sys.exit(main())
