"""Problems as a report: text for people, two lines each for editors' programs, and JSON, SARIF or workflow commands.

No form shows a line of a file in which something private or secret was found, nor anywhere more of a long number than
its first digits: reports travel further than content.
"""

import json
import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby
from typing import Any

from site_src import __version__
from site_src.problems import Level, Problem, Rule, masked, one_line

WIDTH = 80  # columns of a terminal
TAB = "    "
SECRET = ("privacy-", "secrecy-")  # how the codes of rules begin whose findings must not be shown

LEVEL_WORDS = {
    "zh": {Level.ERROR: "错误", Level.WARNING: "警告", Level.HINT: "提示"},
    "en": {Level.ERROR: "error", Level.WARNING: "warning", Level.HINT: "hint"},
}
COLON = {"zh": "：", "en": ": "}
REMEDY = {"zh": "办法：", "en": "remedy: "}

# A problem's file by the name that the user knows it by; ``str`` leaves it as it is.
Named = Callable[[str], str]


# --- for people ---


def as_short(problem: Problem, language: str, named: Named = str) -> str:
    """Two lines: ``file:line:column: level: what is wrong``, and what to do."""
    what, remedy = problem.words(language)
    where = f"{_name(problem, named)}{_numbers(problem, ':')}"
    level = LEVEL_WORDS[language][problem.rule.level] + COLON[language]
    return f"{where}: {level}{what}\n    {REMEDY[language]}{remedy}"


def as_text(
    problems: Sequence[Problem],
    language: str,
    lines_of: Callable[[str], Sequence[str]],
    named: Named = str,
) -> Iterator[str]:
    """A block for each file: its name, and under it every problem with the line that it is about.

    ``lines_of`` gives the lines of a file, none if it cannot be read.
    """
    secret = {p.place.file for p in problems if p.rule.code.startswith(SECRET)}
    for file, group in groupby(problems, lambda problem: problem.place.file):
        found = list(group)
        is_shown = file not in secret and any(problem.place.line for problem in found)
        lines = lines_of(file) if is_shown else ()
        block = [_name(found[0], named)]
        for problem in found:
            block += _told(problem, language)
            if 0 < problem.place.line <= len(lines):
                block += _excerpt(lines[problem.place.line - 1], problem)
        yield "\n".join(block) + "\n"


def count_of(problems: Sequence[Problem], language: str) -> str:
    """How many problems of each level there are, and in how many files."""
    if not problems:
        return "没有发现问题。" if language == "zh" else "No problems found."
    errors, warnings, hints = (sum(p.rule.level is level for p in problems) for level in Level)
    files = len({problem.place.file for problem in problems})
    if language == "zh":
        told = f"，{hints} 条提示" if hints else ""
        return f"{errors} 个错误，{warnings} 条警告{told}，在 {files} 个文件里。"
    told = f" Hints: {hints}." if hints else ""
    return f"Errors: {errors}. Warnings: {warnings}.{told} Files: {files}."


def _told(problem: Problem, language: str) -> Iterator[str]:
    what, remedy = problem.words(language)
    numbers = _numbers(problem, "")
    level = LEVEL_WORDS[language][problem.rule.level] + COLON[language]
    head = f"{numbers} {level}" if numbers else level
    first, *more = wrapped(f"{head}{what} [{problem.rule.code}]", WIDTH - 2, WIDTH - 4)
    yield f"  {first}"
    for line in (*more, *wrapped(REMEDY[language] + remedy, WIDTH - 4, WIDTH - 4)):
        yield f"    {line}"


def _numbers(problem: Problem, before: str) -> str:
    """``line:column`` as far as they are known."""
    place = problem.place
    numbers = ":".join(str(n) for n in (place.line, place.column) if n)
    return before + numbers if numbers else ""


def _name(problem: Problem, named: Named) -> str:
    return one_line(named(problem.place.file), 4000)


def _excerpt(line: str, problem: Problem) -> Iterator[str]:
    """The line that a problem is about, cut around its column, and a caret under that.

    Nothing where a comment or no word stands: something is missing there, or from the file as a whole.
    """
    is_comment = line.startswith("#") and problem.place.file.endswith(".yaml")
    if is_comment or not line.strip():
        return
    head = f"      {problem.place.line} | "
    shown, before = _around(masked(line), problem.place.column, WIDTH - len(head))
    yield f"{head}{shown}".rstrip()
    if problem.place.column:
        yield f"{' ' * (len(head) - 2)}| {' ' * before}^"


def _around(line: str, column: int, room: int) -> tuple[str, int]:
    """What of a line fits into ``room`` around a column, and how wide what stands before the column is shown."""
    at = min(max(column, 1) - 1, len(line))
    first, last = max(at - room, 0), at + room  # what lies farther away cannot fit
    near = line[first:last]
    cells = list(near) if near.isprintable() else [_cell(character) for character in near]
    widths = [width_of(cell) for cell in cells]
    at -= first
    is_cut = first > 0 or last < len(line) or sum(widths) > room - 1
    room -= 3 if is_cut else 1  # for a caret behind the end, and for “…” on both sides
    start = end = at
    used = 0
    while True:
        right = end < len(cells) and used + widths[end] <= room
        left = start > 0 and used + widths[start - 1] <= room
        if right and (end - at <= at - start or not left):
            used += widths[end]
            end += 1
        elif left:
            start -= 1
            used += widths[start]
        else:
            break
    head = "…" if first + start else ""
    tail = "…" if first + end < len(line) else ""
    before = "".join(cells[start:at])
    return f"{head}{''.join(cells[start:end])}{tail}", width_of(head + before)


def _cell(character: str) -> str:
    """A character as an excerpt shows it: nothing that is unseen, or that could command a terminal."""
    if character == "\t":
        return TAB
    return character if character == "\u3000" else one_line(character)


def width_of(text: str) -> int:
    """How many columns of a terminal a text takes: two for a Chinese character, none for an accent of its own."""
    return len(text) if text.isascii() else sum(map(_columns, text))


@cache
def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


OPENING, CLOSING = "“‘（《「『【〈〔", "，。、；：？！”’）》」』】〉〕…,.;:?!)"
# What stays on one line: a word or a Chinese character, with the marks before and after it.
PART = re.compile(rf"[{OPENING}]*(?:[!-~]+|.)[{CLOSING}\s]*", re.DOTALL)


def wrapped(text: str, first: int, more: int) -> list[str]:
    """A text as lines that fit into the columns of the first one, and those of every other one."""
    lines: list[str] = []
    line, used = "", 0
    longest = min(first, more)
    for part in PART.findall(text):
        is_long = len(part) * 2 > longest and width_of(part.rstrip()) > longest
        for piece in part if is_long else (part,):
            wide = width_of(piece)
            blanks = len(piece) - len(piece.rstrip())
            if line and used + wide - blanks > (more if lines else first):
                lines.append(line.rstrip())
                line, used = "", 0
            line += piece
            used += wide
    return [*lines, line.rstrip()]


# --- for machines ---


def as_json(problems: Iterable[Problem], named: Named = str) -> str:
    """One JSON list, in both languages."""
    rows = []
    for problem in problems:
        place = problem.place
        texts = {
            lang: dict(zip(("what", "remedy"), problem.words(lang), strict=True))
            for lang in ("zh", "en")
        }
        rows.append(
            {
                "file": named(place.file),
                "line": place.line,
                "column": place.column,
                "level": problem.rule.level.value,
                "rule": problem.rule.code,
                **texts,
            }
        )
    return json.dumps(rows, ensure_ascii=False, indent=2)


SARIF_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
NOTES = {Level.ERROR: "error", Level.WARNING: "warning", Level.HINT: "note"}


def as_sarif(problems: Sequence[Problem], language: str, named: Named = str) -> str:
    """A SARIF 2.1.0 log: the rules that found something, and what they found."""
    rules = {problem.rule.code: problem.rule for problem in problems}
    order = {code: index for index, code in enumerate(sorted(rules))}
    driver = {
        "name": "gongkai",
        "version": __version__,
        "language": "zh-CN" if language == "zh" else "en",
        "rules": [_sarif_rule(rules[code], language) for code in order],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_sarif_result(p, language, order[p.rule.code], named) for p in problems],
    }
    log = {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2)


def _sarif_rule(rule: Rule, language: str) -> dict[str, Any]:
    what, remedy = general_words(rule, language)
    why = why_of(rule, language)
    return {
        "id": rule.code,
        "shortDescription": {"text": what},
        "fullDescription": {"text": why or what},
        "help": {"text": remedy},
        "defaultConfiguration": {"level": NOTES[rule.level]},
    }


def _sarif_result(problem: Problem, language: str, index: int, named: Named) -> dict[str, Any]:
    what, remedy = problem.words(language)
    place = problem.place
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(named(place.file))}}
    if place.line:
        physical["region"] = {"startLine": place.line}
        if place.column:
            physical["region"]["startColumn"] = place.column
    return {
        "ruleId": problem.rule.code,
        "ruleIndex": index,
        "level": NOTES[problem.rule.level],
        "message": {"text": f"{what}\n{REMEDY[language]}{remedy}"},
        "locations": [{"physicalLocation": physical}],
    }


def _uri(path: str) -> str:
    from urllib.parse import quote

    plain = quote(_machine_path(path), errors="surrogateescape")
    return f"file://{plain}" if plain.startswith("/") else plain


def _machine_path(path: str) -> str:
    """A path without ``./``, and with slashes on Windows too."""
    return os.path.normpath(path).replace(os.sep, "/")


COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.HINT: "notice"}


def as_commands(problems: Iterable[Problem], language: str, named: Named = str) -> Iterator[str]:
    """Workflow commands of GitHub Actions, which shows each problem at its line."""
    for problem in problems:
        what, remedy = problem.words(language)
        place = problem.place
        values = {"file": _machine_path(named(place.file)), "line": place.line, "col": place.column}
        values["title"] = problem.rule.code
        told = ",".join(
            f"{name}={_property(str(value))}" for name, value in values.items() if value
        )
        message = _data(f"{what}\n{REMEDY[language]}{remedy}")
        yield f"::{COMMANDS[problem.rule.level]} {told}::{message}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


# --- rules ---


def general_words(rule: Rule, language: str) -> tuple[str, str]:
    """What is wrong and what to do, with “…” for the values of a case."""
    what, remedy = rule.zh if language == "zh" else rule.en
    return what.format_map(_Anything()), remedy.format_map(_Anything())


class _Anything(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "…"


def why_of(rule: Rule, language: str) -> str:
    """What the rule is for."""
    return rule.why[0 if language == "zh" else 1]


def as_list(rules: Sequence[Rule], language: str) -> Iterator[str]:
    """A line for each rule: its code, its level, what it finds."""
    longest = max(len(rule.code) for rule in rules)
    levels = LEVEL_WORDS[language]
    wide = max(width_of(word) for word in levels.values())
    for rule in rules:
        level = levels[rule.level]
        head = f"{rule.code:<{longest}}  {level}{' ' * (wide - width_of(level))}  "
        yield head + _cut(general_words(rule, language)[0], WIDTH - width_of(head))


def _cut(text: str, room: int) -> str:
    if width_of(text) <= room:
        return text
    while width_of(text) > room - 1:
        text = text[:-1]
    return text.rstrip() + "…"


def as_explanation(rule: Rule, language: str) -> Iterator[str]:
    """A rule in words: its code and level, what is wrong, what to do, and why."""
    what, remedy = general_words(rule, language)
    heads = (
        ("情况：", "办法：", "缘由：")
        if language == "zh"
        else ("what is wrong: ", "remedy: ", "why: ")
    )
    level = LEVEL_WORDS[language][rule.level]
    yield f"{rule.code}（{level}）" if language == "zh" else f"{rule.code} ({level})"
    for head, text in zip(heads, (what, remedy, why_of(rule, language)), strict=True):
        yield from (f"  {line}" for line in wrapped(head + text, WIDTH - 2, WIDTH - 2))
