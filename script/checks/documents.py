#!/usr/bin/env python3
"""Every link of a document to another file leads somewhere, and the decisions are all listed, each once, in order."""
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

LINK = re.compile(r"\[[^\]\n]*\]\(([^)\s]+)\)")
CODE = re.compile(r"^```.*?^```|`[^`\n]*`", re.MULTILINE | re.DOTALL)


def dead_links():
    for name in subprocess.check_output(["git", "ls-files", "*.md"], text=True).split():
        for target in LINK.findall(CODE.sub("", Path(name).read_text())):
            path = unquote(target.split("#")[0])
            if path and "://" not in path and not (Path(name).parent / path).exists():
                yield f"{name}: {target} leads nowhere"


def index_faults():
    here = Path("docs/decisions")
    listed = re.findall(r"^\| \[\d{4}\]\(([^)]+)\)", (here / "README.md").read_text(), re.MULTILINE)
    if listed != sorted(path.name for path in here.glob("[0-9]*.md")):
        yield f"{here}/README.md: does not list every decision once, in order"


faults = [*dead_links(), *index_faults()]
print("\n".join(faults))
sys.exit(bool(faults))
