#!/usr/bin/env python3
"""No coroutine dies unheard: nothing is started detached, and no completion handler is empty.

What ends a coroutine by surprise reaches only the handler that it was started with."""

import re
import sys

from tokens import cpp_tokens
from tree import report, text_of, tracked

FOLDERS = ("core/", "conformance/", "sdk/")
STARTS = re.compile(r"co_spawn|spawn|async_\w+")
# What a body may say without doing anything.
NOTHING = re.compile(r"(?:; |return ; |\( void \) \w+ ; |static_cast < void > \( \w+ \) ; |std :: ignore = \w+ ; )*")
HEADER = re.compile(r"^[ \t]*#[ \t]*include\b.*\bdetached\b", re.M)
QUALIFIERS = {"mutable", "noexcept", "const", "constexpr", "static"}


def partners(words):
    """Where each closing bracket opened, and the other way round."""
    pairs, opened = {}, []
    for place, word in enumerate(words):
        if word in ("(", "[", "{"):
            opened.append(place)
        elif word in (")", "]", "}") and opened:
            pairs[place] = opened.pop()
            pairs[pairs[place]] = place
    return pairs


def body_of(words, pairs, brace):
    """Whether the body that opens at brace is a lambda's, and the parameters that stand before it."""
    place = brace - 1
    for back in range(place, max(place - 40, 0), -1):  # over a trailing return type
        if words[back] == "->":
            place = back - 1
            break
        if words[back] in (";", "{", "}", ")", "]", ","):
            break
    while words[place] in QUALIFIERS:
        place -= 1
    parameters = ""
    if words[place] == ")" and place in pairs:
        parameters = " ".join(words[pairs[place]:place])
        place = pairs[place] - 1
    return words[place] == "]", parameters


def started_by(words, opened):
    """Whether one of the calls whose arguments are being read begins something whose end would be told."""
    for place in reversed(opened):
        if words[place] == "{":
            return False
        if place and STARTS.fullmatch(words[place - 1]):
            return True
    return False


def empty_handlers(words, lines):
    pairs, opened = partners(words), []
    for place, word in enumerate(words):
        if word == "{" and place in pairs and NOTHING.fullmatch("".join(w + " " for w in words[place + 1:pairs[place]])):
            is_lambda, parameters = body_of(words, pairs, place)
            if "exception_ptr" in parameters or is_lambda and ("error_code" in parameters or started_by(words, opened)):
                yield lines[place]
        if word in ("(", "[", "{"):
            opened.append(place)
        elif word in (")", "]", "}") and opened:
            opened.pop()


def faults_of(name):
    text = text_of(name)
    for match in HEADER.finditer(text):
        yield text.count("\n", 0, match.start()) + 1, "starts what nobody hears of: detached"
    read = list(cpp_tokens(text))
    words, lines = [word for word, _ in read], [line for _, line in read]
    for place, word in enumerate(words):
        if word in ("detached", "detached_t"):
            yield lines[place], "starts what nobody hears of: detached"
    for line in empty_handlers(words, lines):
        yield line, "an empty completion handler"


def main():
    faults = []
    for name in tracked("*.cpp", "*.hpp"):
        if name.startswith(FOLDERS):
            faults += [f"{name}:{line}: {what}" for line, what in faults_of(name)]
    return report(faults)


if __name__ == "__main__":
    sys.exit(main())
