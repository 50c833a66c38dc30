#!/usr/bin/env python3
"""Every link of a document leads somewhere, its anchor included, and the decisions are all listed, each once, in order."""

import re
import sys
from pathlib import Path
from urllib.parse import unquote

from tree import report, text_of, tracked

LINK = re.compile(r"""\]\(\s*<?([^)\s>]+)>?(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)|^ {0,3}\[[^\]^][^\]]*\]:\s*<?([^\s>]+)""", re.M)
FENCED = re.compile(r"^ *(`{3,}|~{3,}).*?^ *\1[`~]*[ \t]*$", re.M | re.S)
CODE = re.compile(r"`[^`\n]*`")
HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*$|^(?=\S)(?![-*+>|#=])(.+)\n(?:=+|-+)[ \t]*$", re.M)
TARGET = re.compile(r"""<[a-z]\w*\b[^>]*\b(?:id|name)=["']([^"']+)""", re.I)


def slug(heading):
    """The anchor that GitHub gives a heading: what is shown, lower case, without punctuation, hyphens for spaces."""
    shown = re.sub(r"!?\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])", r"\1", heading)
    shown = re.sub(r"<[^>]+>", "", shown)
    return re.sub(r"[^\w\- ]", "", re.sub(r"(?<!\w)_+|_+(?!\w)", "", shown.lower())).replace(" ", "-")


def anchors(text):
    """All that a link to a document can name."""
    text, found, seen = FENCED.sub("", text), set(), {}
    for match in HEADING.finditer(text):
        name = slug(match[1] or match[2] or "")
        found.add(f"{name}-{seen[name]}" if name in seen else name)
        seen[name] = seen.get(name, 0) + 1
    return found | set(TARGET.findall(text))


def dead_links():
    known = {}
    for name in tracked("*.md"):
        for match in LINK.finditer(CODE.sub("", FENCED.sub("", text_of(name)))):
            target = match[1] or match[2]
            path, _, anchor = target.partition("#")
            if "://" in target or target.startswith("mailto:"):
                continue
            path = unquote(path)
            file = Path(path.lstrip("/")) if path.startswith("/") else Path(name).parent / path if path else Path(name)
            if not file.exists():
                yield f"{name}: {target} leads nowhere"
            elif anchor and file.suffix == ".md":
                if file not in known:
                    known[file] = anchors(text_of(file))
                if unquote(anchor) not in known[file]:
                    yield f"{name}: {target}: {file} has no such heading"


def index_faults():
    here = Path("docs/decisions")
    listed = re.findall(r"^\| \[\d{4}\]\(([^)]+)\)", (here / "README.md").read_text(), re.MULTILINE)
    if listed != sorted(path.name for path in here.glob("[0-9]*.md")):
        yield f"{here}/README.md: does not list every decision once, in order"


if __name__ == "__main__":
    sys.exit(report([*dead_links(), *index_faults()]))
