"""All of YAML, by its events, to mappings that know their lines; and all that can be wrong with it.

Every scalar stays the text that was typed (YAML would make ``no`` False, ``012`` ten and ``50.60`` 50.6), doubled
keys, anchors, aliases and tags are refused, and each key and item remembers its line and column. Reading events is
two to three times as fast as PyYAML's loader, too. A key without a value counts as not written.
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from site_src.faults import (
    ALIAS,
    ANCHOR,
    COMMENT_IN_TEXT,
    DOUBLED_KEY,
    EMPTY_ITEM,
    NULL_WORD,
    ODD_KEY,
    SECOND_DOCUMENT,
    TOO_DEEP,
)
from site_src.problems import Place, Problem
from site_src.yaml_faults import DASHES, faults_of_long, forbidden, slip_in, syntax_problem
from site_src.yaml_nodes import NULLS, Mapping, Sequence

try:
    from yaml._yaml import CParser
except ImportError:  # PyYAML was built without libyaml: the same events, some twenty times slower
    CParser = None  # type: ignore[assignment, misc]

DEEPEST = 40
ODD_FIRST = "-" + DASHES
LOST_HASH = re.compile(r"[ \t]+#(?=[^\s#])")
NEXT_LINE = re.compile("\x85")  # YAML takes it for the end of a line, and makes it a blank


def read_events(
    text: str, file: str, first_line: int = 1
) -> tuple[Mapping | Sequence | str | None, list[Problem]]:
    """The one document in ``text``, and every problem; None if there is no document or it cannot be read."""
    problems: list[Problem] = []
    if "\x85" in text:
        return None, [forbidden(text, NEXT_LINE, file, first_line)]
    long_texts: list[Any] = []
    try:
        root = _build(_events(text), file, first_line, problems, long_texts)
    except yaml.YAMLError as error:
        problems.append(syntax_problem(error, _events(text), text, file, first_line))
        return None, problems
    lines = text.splitlines() if long_texts else []
    for event in long_texts:
        problems.extend(faults_of_long(event, lines, file, first_line))
    if LOST_HASH.search(text):
        problems.extend(_lost_to_comments(text, file, first_line))
    if isinstance(root, str) and (slip := slip_in(text.splitlines()[0], file, first_line)):
        problems.append(slip)
    return root, problems


def _lost_to_comments(text: str, file: str, first_line: int) -> Iterator[Problem]:
    """Unquoted texts cut short by “ #”, which begins a comment; a comment meant as one is written “# …”."""
    lines = text.splitlines()
    for event in _events(text):
        if type(event) is ScalarEvent and not event.style:
            end: Any = event.end_mark
            rest = lines[end.line][end.column :] if end.line < len(lines) else ""
            if lost := LOST_HASH.match(rest):
                place = Place(file, end.line + first_line, end.column + 1 + lost.end() - 1)
                yield COMMENT_IN_TEXT.at(place, lost=rest.strip())


def _events(text: str) -> Iterator[Any]:
    if CParser is None:
        yield from yaml.parse(text, Loader=yaml.SafeLoader)
        return
    parser = CParser(text)
    get_event = parser.get_event
    while (event := get_event()) is not None:
        yield event


def _build(
    events: Iterator[Any],
    file: str,
    first_line: int,
    problems: list[Problem],
    long_texts: list[Any],
) -> Any:
    """The root; ``long_texts`` gathers texts of several lines, and those that may be an item with a slip."""
    root: Any = None
    stack: list[
        tuple[Any, str | None]
    ] = []  # open containers, each with the key that waits outside it
    node: Any = None
    key: str | None = None
    documents = 0
    for event in events:
        kind = type(event)
        if kind is ScalarEvent:
            value: Any = event.value
            style = event.style
            if style == "|" or style == ">":
                value = value.rstrip("\n")
            if (style != "|" and event.end_mark.line > event.start_mark.line) or (
                not style and value and value[0] in ODD_FIRST
            ):
                long_texts.append(event)
        elif kind is MappingStartEvent:
            value = Mapping()
        elif kind is SequenceStartEvent:
            value = Sequence()
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            node, key = stack.pop()
            continue
        elif kind is DocumentStartEvent:
            documents += 1
            if documents > 1:
                problems.append(SECOND_DOCUMENT.at(_place(event, file, first_line)))
                return root
            continue
        elif kind is AliasEvent:
            problems.append(ALIAS.at(_place(event, file, first_line)))
            value, style = f"*{event.anchor}", "'"
        else:
            continue

        if kind is not AliasEvent and (event.anchor is not None or event.tag is not None):
            problems.append(ANCHOR.at(_place(event, file, first_line)))
        mark = event.start_mark
        where = (mark.line + first_line, mark.column + 1)
        if node is None:
            if kind is ScalarEvent and not style and not value:
                value = None
            root = value
        elif type(node) is Mapping:
            if key is None:
                if kind is not ScalarEvent:
                    problems.append(ODD_KEY.at(Place(file, *where)))
                    return None
                key = value
                if key in node.marks:
                    first = node.marks[key][0]
                    problems.append(DOUBLED_KEY.at(Place(file, *where), field=key, first=first))
                else:
                    node.marks[key] = where
                continue
            if kind is not ScalarEvent or style or value:
                if kind is ScalarEvent and not style and value in NULLS:
                    problems.append(NULL_WORD.at(Place(file, *where), value=value))
                node[key] = value
            key = None
        else:
            if kind is ScalarEvent and not style and (not value or value in NULLS):
                problems.append(EMPTY_ITEM.at(Place(file, *where)))
            else:
                node.append(value)
                node.marks.append(where)
        if kind is MappingStartEvent or kind is SequenceStartEvent:
            stack.append((node, None))
            if len(stack) > DEEPEST:
                problems.append(TOO_DEEP.at(Place(file, *where), deepest=DEEPEST))
                return None
            node, key = value, None
    return root


def _place(event: Any, file: str, first_line: int) -> Place:
    mark = event.start_mark
    return Place(file, mark.line + first_line, mark.column + 1)
