#!/usr/bin/env python3
"""Rules that can fail: breaks each rule once in a scratch copy of the tree, and expects its check to refuse the copy.

A check passes this test if, of what it says about the broken copy, a line is new and names the broken file; and if all is as
it was once the breakage is taken back. So it can be tested on a tree that it refuses for another reason.
  selftest.py [WORD]   only rules whose name holds this word"""

import concurrent.futures
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from breakages import BUILD, SIZES, WHOLE
from tree import report, tracked

CHECKS = "script/checks/"
# Prints the last file it is given.
SHOW = '#!/bin/sh\nfor last; do :; done\ncat "$last"\n'


class Scratch:
    """A copy of tracked files, in a repository of its own."""

    def __init__(self, folder, names):
        self.folder = pathlib.Path(folder)
        for name in names:
            copy = self.folder / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(name, copy)
        self.write("build/show", SHOW)
        (self.folder / "build/show").chmod(0o755)
        for name, text in BUILD.items():
            self.write(name, text)
        tools = {"NM": "build/show", "READELF": "build/show", "PYTHONDONTWRITEBYTECODE": "1"}
        self.environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")} | tools
        self.run("git", "init", "--quiet")
        self.know(".")
        self.clean = {}

    def run(self, *command):
        return subprocess.run(command, cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False)

    def know(self, *names):
        """Tells git of files; without it no check looks at them."""
        if not names:
            return
        done = self.run("git", "add", "--force", "--intent-to-add", *names)
        assert done.returncode == 0, done.stderr

    def write(self, name, text):
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def check(self, command):
        """What a check says: its exit status and its lines."""
        script, *arguments = command.split()
        done = self.run(sys.executable, CHECKS + script, *arguments)
        if done.returncode not in (0, 1) or "Traceback" in done.stderr:
            return done.returncode, [f"{script} itself fails: {done.stderr[-400:]}"]
        return done.returncode, done.stdout.splitlines()

    def before(self, command):
        """What it says about the copy as it was made."""
        if command not in self.clean:
            self.clean[command] = self.check(command)
        return self.clean[command]

    def broken(self, breakage):
        """What the check says about the copy while the rule is broken."""
        names = [breakage.file] if breakage.copies == 1 else [f"broken_{number}.css" for number in range(breakage.copies)]
        held = {name: (self.folder / name).read_text() if (self.folder / name).exists() else None for name in names}
        for name, text in held.items():
            self.write(name, breakage.change(text or ""))
        self.know(*(name for name, text in held.items() if text is None))
        said = self.check(breakage.check)
        for name, text in held.items():
            if text is None:
                (self.folder / name).unlink()
            else:
                self.write(name, text)
        return said


def unheard(scratch, breakage):
    """What is wrong with a check that should have refused, or nothing."""
    known = set(scratch.before(breakage.check)[1])
    status, lines = scratch.broken(breakage)
    new = [line for line in lines if line not in known]
    if status == 1 and any(breakage.file in line and breakage.says in line for line in new):
        return []
    return [f"{breakage.check} accepts {breakage.rule} ({breakage.file or breakage.says}), status {status}", *new[:3]]


def run(names, breakages):
    faults = []
    with tempfile.TemporaryDirectory(prefix="baton-rules-") as folder:
        scratch = Scratch(folder, names)
        for breakage in breakages:
            faults += unheard(scratch, breakage)
        for command, said in scratch.clean.items():
            if scratch.check(command) != said:
                faults.append(f"{command}: does not say the same when nothing is broken any more")
    return faults


def unbroken():
    """Checks of which no rule is broken here."""
    broken = {breakage.check.split()[0] for breakages in (*WHOLE, SIZES) for breakage in breakages}
    for script in sorted(pathlib.Path(CHECKS).glob("*.py")):
        if "__main__" in script.read_text() and script.name not in broken | {"selftest.py"}:
            yield f"{script}: a check that nothing breaks"


def main():
    word = sys.argv[1] if len(sys.argv) > 1 else ""
    names = tracked()
    rounds = [*((names, breakages) for breakages in WHOLE), ([name for name in names if name.startswith(CHECKS)], SIZES)]
    rounds = [(files, [breakage for breakage in breakages if word in breakage.rule]) for files, breakages in rounds]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        faults = [fault for faults in pool.map(run, *zip(*rounds)) for fault in faults]
    return report([*unbroken(), *faults])


if __name__ == "__main__":
    sys.exit(main())
