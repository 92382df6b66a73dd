"""YAML to mappings that know their lines, where each scalar stays the text that was typed.

Nearly every content file has the simplest form of YAML: ``key: text``, lists of ``- text``, one thing on each line.
Such a text is read here, line by line; whatever is not plainly of that form, or may hold a slip, goes to
``yaml_events``, which knows all of YAML and all that can be wrong with it. A test holds that both read the same.
This way takes a tenth of the time, and most builds do without loading PyYAML.
"""

import re
from typing import Any

from site_src.problems import Problem
from site_src.yaml_nodes import NULLS, Mapping, Sequence

# A text that is no indicator at its beginning, and in which neither “: ” nor “ #” means something.
_START = r"[^\s\-?:,\[\]{}#&*!|>'\"%@`]"
_PLAIN = rf"{_START}[^\n:#]*+(?:(?::(?=[^ \n])|(?<! )#)[^\n:#]*+)*+(?<! )"
_KEY = rf"(?!\.\.\. ){_START}(?:[^,\[\]{{}}:#\n]{{0,39}}+(?<! ))?"
_QUOTED = r"\"(?:[^\"\\\n]|\\n)*+\"|'[^'\n]*'"
_FLOW = r"\[[^\n]*\]|\{[^\n]*\}"
_LINE = re.compile(
    rf"^(?:( *)(- +)?(?:({_KEY}):(?: +|$))?({_PLAIN}|{_QUOTED}|{_FLOW})?| *\#.*)$|^(.+)$",
    re.MULTILINE,
)
_FLOW_PART = re.compile(
    rf"([\[{{])|([\]}}])|(, )|({_KEY}): |({_QUOTED}|{_START}(?:[^,\[\]{{}}:#?\n]*+(?<! ))?)(?=[,\]}}])"
)
_MAYBE_LOST = re.compile(r"[ \t]#[^\s#]")  # a text cut short by what begins a comment
_DEEPEST = 10


def read_yaml(
    text: str, file: str, first_line: int = 1
) -> tuple[Mapping | Sequence | str | None, list[Problem]]:
    """The one document in ``text``, and every problem; None if there is no document or it cannot be read."""
    if (simple := read_simple(text, first_line)) is not None:
        return simple, []
    from site_src.yaml_events import read_events

    return read_events(text, file, first_line)


def read_simple(text: str, first_line: int = 1) -> Mapping | None:
    """The mapping in ``text``, or None if it is not plainly of the simplest form."""
    if not is_clean(text) or ("#" in text and _MAYBE_LOST.search(text)):
        return None
    root = Mapping()
    node: Any = root
    depth = 0  # the column, from 0, in which the entries of ``node`` begin
    above: list[tuple[Any, int]] = []
    lines: list[str] = []
    waiting: str | None = None  # a key whose value may stand on the next lines
    for line, (indent, dash, key, value, odd) in enumerate(_LINE.findall(text), first_line):
        if odd:
            return None
        if not dash and not key:
            if value:
                return None
            continue  # blank, or a comment
        column = len(indent)
        if waiting is not None:
            if column > depth or (dash and column == depth):
                above.append((node, depth))
                inner: Any = Sequence() if dash else Mapping()
                node[waiting] = inner
                node, depth = inner, column
            waiting = None
        while column < depth or (column == depth and not dash and type(node) is Sequence):
            if not above:
                return None
            node, depth = above.pop()
        if column != depth or bool(dash) is (type(node) is Mapping) or len(above) > _DEEPEST:
            return None
        if dash:
            column += len(dash)
            node.marks.append((line, column + 1))
            if key:
                above.append((node, depth))
                inner = Mapping()
                node.append(inner)
                node, depth = inner, column
        if key:
            if key in node.marks:
                return None
            node.marks[key] = (line, column + 1)
            if not value:
                waiting = key
                continue
        if not value or value in NULLS:
            return None
        first = value[0]
        if first == '"' or first == "'":
            value = _unquoted(value)
        elif first == "[" or first == "{":
            lines = lines or text.split("\n")
            column = len(lines[line - first_line]) - len(value)
            value = _flow(value, line, column)
            if value is None:
                return None
        if key:
            node[key] = value
        else:
            node.append(value)
    return root if root.marks else None


def is_clean(text: str) -> bool:
    """Whether all of it can be seen: nothing that libyaml refuses or takes for the end of a line, nor hidden signs."""
    for blank in "\n\u3000\xa0":
        text = text.replace(blank, " ")
    return text.isprintable()


def _unquoted(text: str) -> str:
    """What stands between the quotes; the one escape that is read here is that of a line's end."""
    return text[1:-1].replace("\\n", "\n") if text[0] == '"' else text[1:-1]


def _flow(text: str, line: int, column: int) -> Any:
    """The mapping or sequence in ``{a: b, c: [d, e]}``, which begins at ``column``, from 0; None if it is not so simple."""
    root: Any = None
    node: Any = None
    above: list[Any] = []
    key: str | None = None
    is_due = True  # a key, an item or a value
    position = 0
    while found := _FLOW_PART.match(text, position):
        opened, closed, comma, name, value = found.groups()
        where = (line, column + position + 1)
        position = found.end()
        if len(above) > _DEEPEST:
            return None
        if closed:
            if (
                key is not None
                or (is_due and node.marks)
                or (closed == "]") is (type(node) is Mapping)
            ):
                return None
            node, is_due = above.pop(), False
            if node is None:
                return root if position == len(text) else None
        elif comma:
            if is_due:
                return None
            is_due = True
        elif not is_due:
            return None
        elif name:
            if type(node) is not Mapping or key is not None or name in node.marks:
                return None
            key = name
            node.marks[key] = where
        else:
            if opened:
                value = Mapping() if opened == "{" else Sequence()
            elif value in NULLS:
                return None
            elif value[0] in "\"'":
                value = _unquoted(value)
            if type(node) is Sequence:
                node.append(value)
                node.marks.append(where)
            elif key is not None:
                node[key] = value
                key = None
            elif node is not None:
                return None
            else:
                root = value
            is_due = bool(opened)
            if opened:
                above.append(node)
                node = value
    return None
