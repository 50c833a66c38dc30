"""The words of C++ and of TypeScript with their lines, without comments, and with every literal as one word."""

import re

# A literal becomes the word '""', so that nothing inside it counts.
LITERAL = '""'

CPP = re.compile(
    r"""(?P<skip>\s+|//(?:[^\n\\]|\\.|\\\n)*|/\*.*?\*/)
    |(?P<directive>(?m:^)[ \t]*\#(?:[^\n\\]|\\.|\\\n)*)
    |(?P<literal>(?:u8|[uUL])?R"(?P<mark>[^()\s\\]{0,16})\(.*?\)(?P=mark)"|(?:u8|[uUL])?"(?:[^"\\\n]|\\.)*"
        |(?:u8|[uUL])?'(?:[^'\\\n]|\\.)+')
    |(?P<word>operator\s*(?:\(\s*\)|\[\s*\]|[-+*/%^&|~!=<>,]+)|\d(?:[\w.]|'(?=\w))*|[A-Za-z_]\w*|->|::|&&|\.\.\.|.)""",
    re.X | re.S)

SCRIPT = re.compile(
    r"""(?P<skip>\s+|//[^\n]*|/\*.*?\*/)
    |(?P<literal>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    |(?P<word>\d[\w.]*|[A-Za-z_$\#@][\w$]*|=>|\?\.|\.\.\.|&&|.)""",
    re.X | re.S)
TEMPLATE = re.compile(r"(?:[^`\\$]|\\.|\$(?!\{))*", re.S)
REGEX = re.compile(r"/(?![*/])(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*")
# After these a "/" begins a regular expression; after anything else it divides, or closes a tag.
BEFORE_REGEX = {"", "(", ",", "=", ":", "[", "!", "&&", "&", "|", "?", "{", ";", "=>", "return", "typeof", "case", "+"}


def cpp_tokens(text):
    """(word, line) of C++. A directive is no word: it neither opens nor closes anything."""
    line = 1
    for match in CPP.finditer(text):
        kind = match.lastgroup
        if kind == "word":
            yield "".join(match[0].split()), line
        elif match["literal"]:
            yield LITERAL, line
        line += match[0].count("\n")


def script_tokens(text):
    """(word, line) of TypeScript. What a template literal computes stands between "${" and "}"."""
    position, line, before, depths = 0, 1, "", []
    while position < len(text):
        match = REGEX.match(text, position) if before in BEFORE_REGEX else None
        if match:
            word, found = LITERAL, match[0]
        elif text[position] == "`" or (text[position] == "}" and depths and depths[-1] == 0):
            if text[position] == "}":
                depths.pop()
                yield "}", line
            found = text[position] + TEMPLATE.match(text, position + 1)[0]
            computes = text.startswith("${", position + len(found))
            found += "${" if computes else "`"
            word = "${" if computes else LITERAL
            if computes:
                depths.append(0)
        else:
            match = SCRIPT.match(text, position)
            found = match[0]
            word = "" if match.lastgroup == "skip" else LITERAL if match.lastgroup == "literal" else found
            if depths and word in ("{", "}"):
                depths[-1] += 1 if word == "{" else -1
        line += found.count("\n")
        if word:
            # A word that spans lines is said to stand where it ends: only braces are measured.
            yield word, line
            before = word
        position += len(found)
