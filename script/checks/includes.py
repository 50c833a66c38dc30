#!/usr/bin/env python3
"""Who may include whom, and what from outside the tree: the table in rooms.py, held against every #include.

Relative includes count as what they lead to. Rooms that reach each other are a loop, in the table or in fact.
  includes.py --table    prints which room of core includes which, as Markdown
  includes.py --unused   prints the headers of the table that no file needs"""

import posixpath
import re
import sys
from collections import defaultdict

from rooms import FREE, GENERATED, ROOMS, SEARCH, SHARED
from tree import CPP, report, text_of, tracked

INCLUDE = re.compile(r'^[ \t]*#[ \t]*(?:include|include_next|import)\b[ \t]*(?:"([^"\n]+)"|<([^>\n]+)>|(.*))', re.M)
STANDARD = re.compile(r"[a-z][a-z0-9_]*")
# Files that belong to the build, not to a room.
BUILD = re.compile(r"core/(?:.*/)?(?:meson\.build|README\.md)")


def room_of(path):
    """The room of a file: the longest row of the table that is a folder above it."""
    parts = path.split("/")[:-1]
    for length in range(len(parts), 0, -1):
        folder = "/".join(parts[:length])
        if folder in ROOMS or folder in FREE:
            return folder
    return None


def named(name):
    """The rooms that a word of the table means."""
    if f"core/{name}" in ROOMS:
        return {f"core/{name}"}
    return {room for room in ROOMS if room == name or room.startswith(name + "/")}


def nearest():
    return {room: set().union(*map(named, row.includes)) for room, row in ROOMS.items()}


def closure(edges, start):
    reached, waiting = set(), [start]
    while waiting:
        for room in edges.get(waiting.pop(), ()):
            if room not in reached:
                reached.add(room)
                waiting.append(room)
    return reached


def includes_of(name):
    """Line number and target of every #include, and whether it was written in quotes."""
    text = text_of(name)
    for match in INCLUDE.finditer(text):
        target = match[1] or match[2] or match[3].strip()
        yield text.count("\n", 0, match.start()) + 1, target, match[1] is not None


def resolve(name, target, quoted, files):
    """The path in the tree that an include means; None if it lies outside."""
    folder = posixpath.dirname(name)
    if target.startswith(("./", "../")):
        return posixpath.normpath(posixpath.join(folder, target))
    above = [folder] if quoted else []
    # Meson adds the folder of a target to the search path, and "." at the top.
    while folder:
        folder = posixpath.dirname(folder)
        above.append(folder)
    for place in (*above, *SEARCH):
        path = posixpath.normpath(posixpath.join(place, target))
        if path in files:
            return path
    if posixpath.basename(target) in GENERATED:
        return posixpath.join(GENERATED[posixpath.basename(target)], posixpath.basename(target))
    # What names a folder of the tree means the tree, though nothing is there.
    return target if target.startswith(("core/", "actions/", "conformance/", "tests/", "baton/")) else None


def read_includes(files):
    """(file, line, its room, target as written, path in the tree or None) of every include of the rooms."""
    everything = set(files)
    for name in files:
        room = room_of(name)
        if room in FREE or room is None:
            continue
        for line, target, quoted in includes_of(name):
            yield name, line, room, target, resolve(name, target, quoted, everything)


def covering(room, header):
    for entry in ROOMS[room].headers:
        if header == entry or (entry.endswith("/") and header.startswith(entry)):
            return entry
    return None


def misplaced():
    for name in tracked("core"):
        if not room_of(name) and not BUILD.fullmatch(name):
            yield f"{name}: lies in no room of script/checks/rooms.py"
    for name in tracked(*CPP):
        if not name.startswith("core/") and not room_of(name):
            yield f"{name}: lies in no room of script/checks/rooms.py"


def refused(includes, allowed, files):
    for name, line, room, target, path in includes:
        if path is None:
            if not STANDARD.fullmatch(target) and not covering(room, target):
                yield f"{name}:{line}: {room} must not know <{target}>"
            continue
        other = room_of(path)
        if other is None:
            yield f"{name}:{line}: {target} lies in no room"
        elif other != room and other not in allowed[room]:
            yield f"{name}:{line}: {room} must not include {target} ({other})"
        elif path not in files and posixpath.basename(path) not in GENERATED:
            yield f"{name}:{line}: {target} leads nowhere"


def loops(edges):
    """A shortest way round for every room that reaches itself, each loop once."""
    seen = set()
    for start in sorted(edges):
        ways = [[start]]
        visited = {start}
        while ways:
            way = ways.pop(0)
            for room in sorted(edges.get(way[-1], ())):
                if room == start:
                    if frozenset(way) not in seen:
                        seen.add(frozenset(way))
                        yield [*way, start]
                    ways = []
                    break
                if room not in visited:
                    visited.add(room)
                    ways.append([*way, room])


def between_rooms(includes):
    """room -> room -> the places that make it so."""
    edges = defaultdict(lambda: defaultdict(list))
    for name, line, room, target, path in includes:
        other = room_of(path) if path else None
        if other and other != room:
            edges[room][other].append(f"{name}:{line}")
    return edges


def unused(includes):
    needed = defaultdict(set)
    for _, _, room, target, path in includes:
        if path is None:
            needed[room].add(covering(room, target))
    for room, row in ROOMS.items():
        for entry in row.headers:
            if entry not in needed[room] and entry not in SHARED:
                yield f"{room}: no file needs <{entry}>"


def told(edges, loop):
    """A loop with the includes that make it, at most four of each step."""
    steps = []
    for room, after in zip(loop, loop[1:]):
        places = edges[room][after]
        steps.append(f"{room} ({', '.join(places[:4])}{' …' if len(places) > 4 else ''})")
    return " -> ".join([*steps, loop[0]])


def table(edges):
    yield "| room | includes |"
    yield "|---|---|"
    for room in (room for room in ROOMS if room.startswith("core/") and room != "core/pch"):
        others = sorted(other.removeprefix("core/") for other in edges[room])
        yield f"| `{room.removeprefix('core/')}` | {' '.join(others) or '–'} |"


def main():
    files = tracked(*CPP)
    includes = list(read_includes(files))
    edges = between_rooms(includes)
    if "--table" in sys.argv:
        print("\n".join(table(edges)))
        return 0
    if "--unused" in sys.argv:
        print("\n".join(unused(includes)))
        return 0
    faults = [f"script/checks/rooms.py: {room}: no room is called {name}"
              for room, row in ROOMS.items() for name in row.includes if not named(name)]
    faults += [f"script/checks/rooms.py: a loop in the table: {' -> '.join(loop)}" for loop in loops(nearest())]
    faults += misplaced()
    faults += refused(includes, {room: closure(nearest(), room) for room in ROOMS}, set(files))
    faults += [f"a loop of rooms: {told(edges, loop)}" for loop in loops(edges)]
    return report(faults)


if __name__ == "__main__":
    sys.exit(main())
