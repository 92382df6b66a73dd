"""What a YAML parser says of a fault, in words that an editor can act on, and the place where it really lies.

libyaml and PyYAML notice most slips only at a later line; the lines themselves show what happened.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
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
    ODD_BLANK_AFTER,
    ODD_INDENT,
    ODD_START,
    QUOTES,
    TAB,
    UNCLOSED,
    WIDE_COLON,
    WIDE_COMMA,
    WIDE_DASH,
    WRAPPED,
)
from site_src.problems import Place, Problem

_FIELD = re.compile(r"\s*(?:-[ ]+)*([A-Za-z_]+)\s*(：|:(?!//)(?=\S))")
# Blanks and dashes that YAML takes for letters; two dashes are the Chinese “——”, which a text may begin with.
DASHES = "－–—−‐‑‒﹣"
_ODD_BLANK = r"[^\S \t\n]"
_ODD_AFTER = re.compile(rf"\s*(?:(?:-[ ]+)*([A-Za-z_]+:)|(-)){_ODD_BLANK}")
_ODD_INDENT = re.compile(rf" *({_ODD_BLANK})\s*")
_WIDE_DASH = re.compile(rf"\s*([{DASHES}])(?![{DASHES}])")
_MEANT = re.compile(rf"[-{DASHES}]|[A-Za-z_]+\s*[:：]")
_WIDE_COMMA = re.compile(r"[，、；]")
_CHINESE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’…—]"
_NO_BLANK_BETWEEN = re.compile(rf"{_CHINESE}(?:{_CHINESE}|[0-9])|[0-9]{_CHINESE}")
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
        line, number = line_at(begun.line), begun.line + first_line
        return (
            slip_in(line, file, number)
            or _odd_indent(line, file, number)
            or NO_COLON.at(place(begun.line, begun.column), line=line.strip())
        )
    if "mapping values are not allowed" in said:
        if not re.fullmatch(r"\s*[A-Za-z_]+", line[: mark.column]):
            return COLON.at(place(mark.line, mark.column), line=line.strip())
        slip = slip_in(line_at(mark.line - 1), file, mark.line - 1 + first_line)
        start = len(line) - len(line.lstrip())
        return slip or INDENT.at(place(mark.line, start), line=line.strip())
    if slip := _odd_sign(line, file, mark.line + first_line):
        return slip
    if _AFTER_QUOTE.search(line):
        return QUOTES.at(place(mark.line, mark.column), line=line.strip())
    if "sequence entries" not in said and (bracket := _AFTER_BRACKET.search(line)):
        return ODD_START.at(place(mark.line, bracket.start(1)), line=line.strip())
    if quote := _quote_before(events, mark.line):
        return UNCLOSED.at(
            place(quote.line, quote.column), line=line_at(quote.line)[quote.column :]
        )
    if "expected ',' or" in said and (comma := _WIDE_COMMA.search(line, 0, mark.column)):
        return WIDE_COMMA.at(place(mark.line, comma.start()), comma=comma[0], line=line.strip())
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
    """A slip that turns a field or an item into mere text: “：” for “: ”, no blank after a colon or a dash, odd ones."""
    if slip := _odd_sign(line, file, number):
        return slip
    if found := _FIELD.match(line):
        rule = WIDE_COLON if found[2] == "：" else NO_BLANK_AFTER_COLON
        return rule.at(Place(file, number, found.start(2) + 1), field=found[1])
    if found := re.match(r"\s*-(?![\s-])", line):
        return NO_BLANK_AFTER_DASH.at(Place(file, number, found.end()), line=line.strip())
    return None


def _odd_sign(line: str, file: str, number: int) -> Problem | None:
    """A blank or a dash that looks like that of a field or an item, and is none."""
    if found := _ODD_AFTER.match(line):
        sign, odd = found[1] or found[2], found.end() - 1
        return ODD_BLANK_AFTER.at(Place(file, number, odd + 1), sign=sign, **_named(line[odd]))
    if (found := _ODD_INDENT.match(line)) and _MEANT.match(line, found.end()):
        return _odd_indent(line, file, number)
    if found := _WIDE_DASH.match(line):
        return WIDE_DASH.at(Place(file, number, found.end()), dash=found[1], line=line.strip())
    return None


def _odd_indent(line: str, file: str, number: int) -> Problem | None:
    if found := _ODD_INDENT.match(line):
        place = Place(file, number, found.start(1) + 1)
        return ODD_INDENT.at(place, line=line.strip(), **_named(found[1]))
    return None


def _named(blank: str) -> dict[str, str]:
    """What a blank is called, in both languages."""
    zh, en = BLANKS.get(blank, ("特殊空格", "an odd blank"))
    code = f"U+{ord(blank):04X}"
    return {"blank_zh": f"{zh}（{code}）", "blank_en": f"{en} ({code})"}


def faults_of_long(event: Any, lines: list[str], file: str, first_line: int) -> Iterator[Problem]:
    """What is wrong with a text of several lines: fields or items that it took in, or blanks between Chinese signs."""
    slips = [] if event.style else list(_swallowed(event, lines, file, first_line))
    yield from slips or _wrapped(event, lines, file, first_line)


def _swallowed(event: Any, lines: list[str], file: str, first_line: int) -> Iterator[Problem]:
    """The lines of an unquoted text that were meant as fields or items of their own."""
    start = event.start_mark
    stands_alone = not lines[start.line][: start.column].strip()
    for number in range(start.line + (not stands_alone), event.end_mark.line + 1):
        line = lines[number] if number < len(lines) else ""
        here = number + first_line
        if slip := slip_in(line, file, here):
            yield slip
        elif found := re.match(r"\s*-\s", line):
            yield INDENT.at(Place(file, here, found.end() - 1), line=line.strip())


def _wrapped(event: Any, lines: list[str], file: str, first_line: int) -> Iterator[Problem]:
    """The first break between two lines that becomes a blank where Chinese has none."""
    begins, ends = event.start_mark, event.end_mark
    own = lines[begins.line : ends.line + 1]
    if event.style == ">":
        own[0] = ""  # its text begins below
    elif len(own) > ends.line - begins.line:
        own[-1] = own[-1][: ends.column]
    for number, (line, below) in enumerate(pairwise(own), begins.line + 1):
        before, after = line.rstrip(), below.lstrip()
        if event.style == ">" and _indent_of(line) != _indent_of(below):
            continue  # such a break stays one
        if _NO_BLANK_BETWEEN.fullmatch(before[-1:] + after[:1]):
            place = Place(file, number + first_line, len(below) - len(after) + 1)
            yield WRAPPED.at(place, before=before[-1], after=after[0])
            return


def _indent_of(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


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


BLANKS = {
    "\u3000": ("全角空格", "a full-width blank"),
    "\xa0": ("不换行空格", "a no-break blank"),
}

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
