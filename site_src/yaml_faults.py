"""What a YAML parser says of a fault, in words that an editor can act on, and the place where it really lies.

libyaml and PyYAML notice most slips only at a later line; the lines themselves show what happened.
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from site_src.faults import (
    BACKSLASH,
    BROKEN,
    COLON,
    FORBIDDEN_CHARACTER,
    INDENT,
    NO_BLANK_AFTER_COLON,
    NO_BLANK_AFTER_DASH,
    NO_COLON,
    ODD_START,
    QUOTES,
    TAB,
    UNCLOSED,
    WIDE_COLON,
)
from site_src.problems import Place, Problem

_FIELD = re.compile(r"\s*(?:-[ ]+)*([A-Za-z_]+)\s*(：|:(?!//)(?=\S))")
_AFTER_QUOTE = re.compile(r"""(?:^|[:-]\s)\s*("[^"]*"|'[^']*')\s*[^\s#:]""")
_AFTER_BRACKET = re.compile(r"""(?:[:-]\s)\s*()(?:\[[^\]]*\]|\{[^}]*\})\s*[^\s#,]""")


def syntax_problem(
    error: yaml.YAMLError, events: Iterator[Any], text: str, file: str, first_line: int
) -> Problem:
    """The problem behind what the parser said; ``events`` are those of ``text`` once more, until it fails again."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:  # a character that YAML forbids: the parser gives an offset, if anything
        return forbidden(text, yaml.reader.Reader.NON_PRINTABLE, file, first_line)
    lines = text.splitlines()

    def line_at(number: int) -> str:
        return lines[number] if 0 <= number < len(lines) else ""

    def place(number: int, column: int) -> Place:
        return Place(file, number + first_line, column + 1)

    line = line_at(mark.line)
    said = str(getattr(error, "problem", None) or error)
    begun = getattr(error, "context_mark", None) or mark
    if "\ufeff" in line:
        return forbidden(text, re.compile("\ufeff"), file, first_line)
    if "\t" in line[: mark.column + 1] and re.search("token|tab|indent", said):
        return TAB.at(place(mark.line, line.index("\t")))
    if "could not find expected ':'" in said:
        slip = slip_in(line_at(begun.line), file, begun.line + first_line)
        return slip or NO_COLON.at(
            place(begun.line, begun.column), line=line_at(begun.line).strip()
        )
    if "mapping values are not allowed" in said:
        if not re.fullmatch(r"\s*[A-Za-z_]+", line[: mark.column]):
            return COLON.at(place(mark.line, mark.column), line=line.strip())
        slip = slip_in(line_at(mark.line - 1), file, mark.line - 1 + first_line)
        start = len(line) - len(line.lstrip())
        return slip or INDENT.at(place(mark.line, start), line=line.strip())
    if _AFTER_QUOTE.search(line):
        return QUOTES.at(place(mark.line, mark.column), line=line.strip())
    if "sequence entries" not in said and (bracket := _AFTER_BRACKET.search(line)):
        return ODD_START.at(place(mark.line, bracket.start(1)), line=line.strip())
    if quote := _quote_before(events, mark.line):
        return UNCLOSED.at(
            place(quote.line, quote.column), line=line_at(quote.line)[quote.column :]
        )
    for words, rule, where in SAID:
        if words in said:
            at = begun if where == "begun" else mark
            shown = line_at(at.line)
            return rule.at(
                place(at.line, at.column),
                line=shown[at.column :] if rule is UNCLOSED else shown.strip(),
            )
    return BROKEN.at(place(mark.line, mark.column), said=said)


def forbidden(text: str, pattern: re.Pattern[str], file: str, first_line: int) -> Problem:
    """The first character of ``pattern``, at its place."""
    found = pattern.search(text)
    before = text[: found.start()] if found else ""
    character = f"U+{ord(found[0]):04X}" if found else "?"
    place = Place(file, before.count("\n") + first_line, len(before) - before.rfind("\n"))
    return FORBIDDEN_CHARACTER.at(place, character=character)


def slip_in(line: str, file: str, number: int) -> Problem | None:
    """A slip that turns a field or an item into mere text: “：” for “: ”, or no blank after a colon or a dash."""
    if found := _FIELD.match(line):
        rule = WIDE_COLON if found[2] == "：" else NO_BLANK_AFTER_COLON
        return rule.at(Place(file, number, found.start(2) + 1), field=found[1])
    if found := re.match(r"\s*-(?![\s-])", line):
        return NO_BLANK_AFTER_DASH.at(Place(file, number, found.end()), line=line.strip())
    return None


def swallowed(event: Any, text: str, file: str, first_line: int) -> Iterator[Problem]:
    """The lines of an unquoted text that were meant as fields or items of their own."""
    lines = text.splitlines()
    start = event.start_mark
    stands_alone = not lines[start.line][: start.column].strip()
    for number in range(start.line + (not stands_alone), event.end_mark.line + 1):
        line = lines[number] if number < len(lines) else ""
        here = number + first_line
        if slip := slip_in(line, file, here):
            yield slip
        elif found := re.match(r"\s*-\s", line):
            yield INDENT.at(Place(file, here, found.end() - 1), line=line.strip())


def _quote_before(events: Iterator[Any], line: int) -> Any:
    """Where the quoted text began that ends on ``line``, if it began on an earlier one: it was not closed in time."""
    last: Any = None
    try:
        for event in events:
            last = event
    except yaml.YAMLError:
        pass
    if last is None or getattr(last, "style", None) not in ("'", '"'):
        return None
    return last.start_mark if last.start_mark.line < line == last.end_mark.line else None


# What libyaml and PyYAML say of a fault, ours, and whose mark to show; the first that fits.
SAID = (
    ("cannot start any token", ODD_START, "problem"),
    ("sequence entries are not allowed", ODD_START, "problem"),
    ("found unexpected end of stream", UNCLOSED, "begun"),
    ("while scanning a quoted scalar", UNCLOSED, "begun"),
    ("expected ',' or", UNCLOSED, "begun"),
    ("did not find expected key", INDENT, "problem"),
    ("did not find expected '-' indicator", INDENT, "problem"),
    ("expected <block end>", INDENT, "problem"),
    ("<document start>", INDENT, "problem"),
    ("alphabetic or numeric character", ODD_START, "begun"),
    ("expected whitespace", ODD_START, "begun"),
    ("expected URI", ODD_START, "begun"),
    ("expected comment or line break", ODD_START, "begun"),
    ("chomping or indentation", ODD_START, "begun"),
    ("node content", ODD_START, "problem"),
    ("unknown escape character", BACKSLASH, "problem"),
    ("hexdecimal number", BACKSLASH, "problem"),
    ("hexadecimal numbers", BACKSLASH, "problem"),
    ("escape code", BACKSLASH, "problem"),
)
