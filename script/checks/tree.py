"""The files of the tree, as git knows them. Every check runs in the folder that it is to look at."""

import pathlib
import subprocess

CPP = ("*.cpp", "*.hpp", "*.c", "*.cc", "*.cxx", "*.h", "*.hh", "*.hxx", "*.ipp", "*.inc", "*.hpp.in")
SCRIPT = ("*.ts", "*.tsx", "*.mts", "*.mjs", "*.js")


def tracked(*patterns):
    listed = subprocess.run(["git", "ls-files", "-z", *patterns], capture_output=True, text=True, check=True).stdout
    return [name for name in listed.split("\0") if name and pathlib.Path(name).is_file()]


def text_of(name):
    return pathlib.Path(name).read_text(encoding="utf-8")


def report(faults):
    """Prints what is wrong, a line each; the exit status of a check."""
    if faults:
        print("\n".join(faults))
    return 1 if faults else 0
