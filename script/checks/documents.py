#!/usr/bin/env python3
"""Every link of a document leads somewhere, its anchor included; and decisions can be found.

They are all listed, each once, in order. Comments say "decision NNNN" at the places that one rules: there is such a
decision, each has such a place, and the index by room has each, in rooms where a comment names it."""

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
DECISIONS = Path("docs/decisions")
MENTION = re.compile(rb"\bdecision (\d{4})\b", re.I)
ROOM = re.compile(r"^\| `?([a-z][^|`]*?)`? \| (\[.*\]\(.*\)) \|$", re.M)
# A row of the index by room is a folder of this name, but for this one.
ROOMS = {"build and tests": (".clang-tidy", "biome.jsonc", "meson.build", "plugins/", "script/", "tests/")}


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


def mentions():
    """The numbers of decisions that tracked files name, with these files."""
    found = {}
    for name in tracked():
        for number in set(MENTION.findall(Path(name).read_bytes())):
            found.setdefault(number.decode(), []).append(name)
    return found


def list_faults(index, decisions):
    listed = re.findall(r"^\| \[\d{4}\]\(([^)]+)\)", index, re.MULTILINE)
    if listed != sorted(decisions.values()):
        yield f"{DECISIONS}/README.md: does not list every decision once, in order"


def place_faults(decisions, named):
    """Comments that name no decision, and decisions that no comment names."""
    for number in sorted(named.keys() - decisions.keys()):
        yield from (f"{name}: decision {number}: there is no such decision" for name in named[number])
    for number, file in sorted(decisions.items()):
        if all(name.startswith("docs/") for name in named.get(number, [])):
            yield f"{DECISIONS}/{file}: no file outside docs/ says \"decision {number}\" where it rules"


def room_faults(index, decisions, named):
    shown = set()
    for room, row in ROOM.findall(index):
        for number, file in re.findall(r"\[(\d{4})\]\(([^)]+)\)", row):
            shown.add(number)
            if decisions.get(number) != file:
                yield f"{DECISIONS}/README.md: {room}: {number} leads to {file}"
            elif not any(name.startswith(ROOMS.get(room, room + "/")) for name in named.get(number, [])):
                yield f"{DECISIONS}/README.md: {room}: no file there says \"decision {number}\""
    yield from (f"{DECISIONS}/README.md: no room has {number}" for number in sorted(decisions.keys() - shown))


def decision_faults():
    index = text_of(DECISIONS / "README.md")
    decisions = {path.name[:4]: path.name for path in DECISIONS.glob("[0-9]*.md")}
    named = mentions()
    return [*list_faults(index, decisions), *place_faults(decisions, named), *room_faults(index, decisions, named)]


if __name__ == "__main__":
    sys.exit(report([*dead_links(), *decision_faults()]))
