"""How long functions are: what stands between the first word of a function's head and its last brace.

A reader of words, not a compiler. Brackets are folded as they close, so that the head of a brace is a short line such as
`int f ( ) const` or `const send = async ( ) =>`, and the shape of that line says whether the brace is a function's body.
A function inside another counts for both."""

import ast
import re
from typing import NamedTuple

from tokens import cpp_tokens, script_tokens


class Function(NamedTuple):
    name: str  # "" for one that only is an argument
    first: int
    last: int

    def lines(self):
        return self.last - self.first + 1


class Unbalanced(ValueError):
    """Brackets that do not match, so that nothing can be measured: the reader or the file is wrong."""


class Frame:
    """An open bracket, and the head of the statement that is being read inside it: words and their lines."""

    def __init__(self, bracket, opened_by=None):
        self.bracket = bracket
        self.opened_by = opened_by  # (name, first line) of the function whose body this is
        self.ends_statement = False
        self.words, self.lines = [], []

    def add(self, word, line):
        self.words.append(word)
        self.lines.append(line)

    def clear(self):
        self.words, self.lines = [], []

    def head(self):
        return " ".join(self.words)


CLOSING = {"(": ")", "[": "]", "{": "}", "${": "}"}

# Folded: () [] {} are one word each. A name may be qualified; what follows a parameter list is only what may follow one.
LABEL = re.compile(r"case .*$|(?:default|public|private|protected)$")
CONTROL = re.compile(r"(?:^|.* )(?:(?:if|for|while|switch|catch)(?: constexpr| consteval| await)? \(\)|else|do|try|finally)"
                     r"(?: \[\])?$")
AFTER_PARAMETERS = (r"(?: (?:const|volatile|noexcept(?: \(\))?|override|final|mutable|constexpr|consteval|static|&|&&|try"
                    r"|requires .*|__attribute__ \(\)|\[\]))*(?: -> [^=;]*)?(?: requires .*)?")
LAMBDA = re.compile(r"(?:^|.* )(?:(?<=return )|(?<![\w)\]>] )|^)(\[\])(?: <[^=]*>)?(?: \(\))?" + AFTER_PARAMETERS + "$")
INITIALISERS = r"(?: : (?:[\w:<>, .]+? (?:\(\)|\{\})(?: \.\.\.)?(?: , )?)+)?"
CPP_FUNCTION = re.compile(r"(?:.*? )??((?:operator\S*(?: [\w:<>*& ]+?)?)|~? ?[A-Za-z_]\w*) \(\)" + AFTER_PARAMETERS
                          + INITIALISERS + "$")
NOT_A_NAME = {"alignas", "decltype", "noexcept", "requires", "explicit", "sizeof", "return", "co_return", "co_await"}
CPP_TYPE = re.compile(r"(?:^|.* )(?:class|struct|union|enum|namespace)(?: |$)|extern \"\"$")

SCRIPT_ARROW = re.compile(r"(?:.* )?=>$")
SCRIPT_FUNCTION = re.compile(r"(?:.* )?(?:\(\))(?: : (?!.*(?:[|&:<,=?]|=>)$).*)?$")
SCRIPT_TYPE = re.compile(r"(?:^|.* )(?:class|interface|enum|namespace|module|type)(?: |$)")
ASSIGNED = re.compile(r"(?:const|let|var|readonly|static|private|public|protected)? ?([#\w$]+)(?: : .*?)? = |^([#\w$]+|\"\") : ")
SCRIPT_NAME = re.compile(r"([#\w$]+|\"\"|\[\])(?: < .*?>)? \(\)")


def without_template(head):
    """A head without its `template < … >`, whose words would say that it is a type."""
    while head.startswith("template <"):
        depth, words = 0, head.split(" ")
        for place, word in enumerate(words[1:], 1):
            depth += word.count("<") - (word.count(">") if word != "->" else 0)
            if depth == 0:
                head = " ".join(words[place + 1:])
                break
        else:
            return head
    return head


def cpp_function(frame):
    """(name, first line) if the brace that follows the head is a C++ function's, None for a statement's, False else."""
    head = frame.head()
    if CONTROL.match(head) and not re.search(r"\w \(\) .*\btry$", head):
        return None
    found = LAMBDA.match(head)
    if found:
        return "lambda", frame.lines[head[:found.start(1)].count(" ")]
    bare = without_template(head)
    found = CPP_FUNCTION.match(bare)
    assigned = re.search(r"(?:^|[^=<>!]) = ", bare.replace("operator=", ""))
    if found and not assigned and found[1] not in NOT_A_NAME:
        return found[1], frame.lines[0]
    if not head or CPP_TYPE.match(bare):
        return None
    return False


def script_function(frame):
    """As cpp_function, for TypeScript."""
    head = frame.head()
    if CONTROL.match(head):
        return None
    if SCRIPT_ARROW.match(head):
        named = ASSIGNED.search(head)
        return (named[1] or named[2] if named else ""), frame.lines[0]
    if SCRIPT_TYPE.match(head) and "function" not in frame.words and not head.endswith(" ()"):
        return None
    if "class" in frame.words or "=" in frame.words and "function" not in frame.words:
        return False
    if SCRIPT_FUNCTION.match(head) and frame.bracket in ("", "{") or "function" in frame.words and SCRIPT_FUNCTION.match(head):
        named = SCRIPT_NAME.search(head)
        name = named[1] if named else ""
        return ("" if name == "function" else name), frame.lines[0]
    return None if not head else False


def functions_of(words, judge, comma_ends):
    """All functions among words, innermost first. judge tells whose brace follows a head."""
    stack, found = [Frame("")], []
    for word, line in words:
        frame = stack[-1]
        if word in CLOSING:
            of = judge(frame) if word == "{" else False
            inner = Frame(word, of or None)
            # After a body that is no part of an expression a new statement begins.
            inner.ends_statement = of is None and frame.bracket in ("", "{") or bool(of) and not expression(frame, of)
            stack.append(inner)
        elif word in CLOSING.values():
            if len(stack) == 1 or CLOSING[frame.bracket] != word:
                raise Unbalanced(f"line {line}: '{word}' closes nothing that is open")
            stack.pop()
            if frame.opened_by:
                found.append(Function(frame.opened_by[0], frame.opened_by[1], line))
            if frame.ends_statement:
                stack[-1].clear()
            else:
                stack[-1].add(("(" if frame.bracket == "(" else "[" if frame.bracket == "[" else "{") + word, line)
        elif word == ";" or (word == "," and comma_ends and frame.bracket):
            frame.clear()
        elif word == ":" and LABEL.match(frame.head()):
            frame.clear()
        else:
            frame.add(word, line)
    if len(stack) > 1:
        raise Unbalanced("brackets are left open at the end")
    return found


def expression(frame, function):
    """Whether a body belongs to an expression that goes on behind it: a lambda's, an arrow's."""
    return function[0] == "lambda" or frame.words[-1] == "=>" or "=" in frame.words


def python_functions(text):
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield Function(node.name, node.lineno, node.end_lineno)


def functions_in(name, text):
    """The functions of a file, by the ending of its name."""
    if name.endswith(".py"):
        return list(python_functions(text))
    if name.endswith((".cpp", ".hpp")):
        return functions_of(cpp_tokens(text), cpp_function, comma_ends=False)
    return functions_of(script_tokens(text), script_function, comma_ends=True)
