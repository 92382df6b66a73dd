"""One finding: its lines to title, description, measures, result, and what it says of its status.

A field holds the text as it stands, character for character. What would not be printed in its order goes on in the
field before it, its own lead words with it; so the parts put together are always the lines that came in.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from site_src.importers.grammar import (
    AGAINST,
    FIELD_OF,
    LEAD,
    LEAD_LINE,
    PROBLEM,
    STATUS_IN_BRACKETS,
    STATUS_IN_SENTENCE,
    STATUS_KINDS,
    STATUS_VALUE,
    TITLE_END,
    WITHHELD,
    plain,
)
from site_src.importers.outline import Node, is_lead_line, mark_of
from site_src.markers import markers
from site_src.model import StatusKind

ORDER = ("description", "measures", "result")
LONGEST_TITLE = 120


@dataclass(slots=True)
class Part:
    """A stretch of a finding: the words before it as printed, what they are called, and its lines."""

    lead: str
    name: str
    is_line: bool = False  # the words before it stand in a line of their own
    lines: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Parts:
    """A finding taken apart. ``is_cut`` says that the end of the title was guessed within its line."""

    number: str
    title: str
    is_cut: bool
    description: list[Part] = field(default_factory=list)
    measures: list[Part] = field(default_factory=list)
    result: list[Part] = field(default_factory=list)
    status: str | None = None
    basis: str | None = None
    departments: tuple[str, ...] = ()
    withheld: str | None = None
    unread: str = ""  # what it says of its status in other words


def parts_of(node: Node) -> Parts:
    """The parts of a finding that is one leaf of the outline."""
    title, rest, is_cut = _title(node.text)
    lines = [rest, *(line.text for line in node.body)]
    found = Parts(node.mark, title, is_cut)
    rank = 0
    blocks = [*_blocks([line for line in lines if line.strip()])]
    for index, block in enumerate(blocks):
        _tell(block, found)
        wanted = block.name if block.name in ORDER else ORDER[rank] if block.lead else ""
        if not wanted:  # the text right behind the title
            is_last = not any(b.name in ("measures", "result") for b in blocks[index + 1 :])
            has_marks = any(markers(line) for line in block.lines)
            wanted = "measures" if is_last or has_marks else "description"
        rank = max(rank, ORDER.index(wanted))
        getattr(found, ORDER[rank]).append(block)
    _status(found)
    told = "".join(line for part in (*found.description, *found.measures) for line in part.lines)
    if WITHHELD.search(told) and len(told) <= 100:
        found.withheld = told
    return found


def _title(text: str) -> tuple[str, str, bool]:
    """The heading, what stands behind it in its line, and whether where it ends was guessed."""
    flat = plain(text)
    if against := AGAINST.match(flat):
        return text[: against.end()], text[against.end() :], False
    lead = LEAD.search(flat)
    stops = [mark.start for mark in markers(text) if mark.start][:1]
    stops += [lead.start("lead")] if lead else []
    if stop := min(stops, default=0):
        return text[:stop], text[stop:], False
    end = TITLE_END.search(flat)
    if end and text[end.end() :].strip():
        heading = text[: end.end()]
        if PROBLEM.search(plain(heading)) or len(text) > LONGEST_TITLE:
            return heading, text[end.end() :], True
    return text, "", False


def _blocks(lines: list[str]) -> Iterator[Part]:
    """The lines in stretches, each with the words before it."""
    part = Part("", "")
    for line in lines:
        for lead, name, text in _leads(line):
            if lead:
                if part.lead or part.lines:
                    yield part
                part = Part(lead, FIELD_OF[name], not text)
            if text:
                part.lines.append(text)
    if part.lead or part.lines:
        yield part


def _leads(line: str) -> Iterator[tuple[str, str, str]]:
    """A line as (lead words, what they are called, text behind them); no lead at its beginning if it has none there."""
    flat = plain(line)
    if whole := LEAD_LINE.match(flat):
        yield line, whole["a"], ""
        return
    found = [*LEAD.finditer(flat)]
    first = found[0].start("lead") if found else len(line)
    if line[:first].strip():
        yield "", "", line[:first]
    ends = [*(match.start("lead") for match in found[1:]), len(line)][: len(found)]
    for match, end in zip(found, ends, strict=True):
        yield (
            line[match.start("lead") : match.end()],
            match["a"] or match["b"],
            line[match.end() : end],
        )


def items(part: Part) -> list[str]:
    """The measures of a part: each begins at its marker; text without markers is a measure a paragraph."""
    text = "\n".join(part.lines)
    marks = markers(text)
    starts = {mark.start for mark in marks if mark.form == marks[0].form}
    numbered = [line for line in part.lines if _is_numbered(line)]
    if len(numbered) > 1 and not (marks and text.startswith(marks[0].words)):
        starts = set()
        at = 0
        for line in part.lines:
            starts |= {at} if _is_numbered(line) else set()
            at += len(line) + 1
    if not starts:
        return part.lines
    cuts = sorted(starts | {0})
    if cuts[0] == 0 and 0 not in starts and len(cuts) > 1:
        del cuts[1]  # what stands before the first marker goes with it
    pieces = [text[a:b] for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True)]
    return [piece.rstrip("\n") for piece in pieces]


def _is_numbered(line: str) -> bool:
    return mark_of(line) is not None and not is_lead_line(line)


def _tell(block: Part, found: Parts) -> None:
    """What a part states of the finding beside its text."""
    value = block.lines[0].strip() if block.lines else ""
    if block.name == "status" and (state := STATUS_VALUE.match(plain(value))):
        found.status, found.basis = value[state.start("word") : state.end("word")], value
    elif block.name == "status":
        found.unread = value
    elif block.name == "departments" and value and len(value) <= 60:
        names = re.split("[、,，;；]", value.rstrip("。.;；"))
        found.departments += tuple(name.strip() for name in names if name.strip())


def _status(found: Parts) -> None:
    """A status that the finding states in brackets, or in a sentence about itself at the end of a part."""
    if found.status:
        return
    if state := STATUS_IN_BRACKETS.search(plain(found.title)):
        found.status = found.title[state.start("word") : state.end("word")]
        found.basis = found.title[state.start() : state.end()]
        return
    for part in (*found.result, *found.measures):
        for line in reversed(part.lines):
            flat = plain(line)
            state = STATUS_IN_SENTENCE.search(flat) or _last_brackets(flat)
            if state:
                found.status = line[state.start("word") : state.end("word")]
                found.basis = line[state.start() : state.end()]
                return


def _last_brackets(flat: str) -> re.Match[str] | None:
    """A status in brackets at the end of a line."""
    found = [*STATUS_IN_BRACKETS.finditer(flat)]
    return found[-1] if found and not flat[found[-1].end() :].strip(" 。.;") else None


def kind_of(word: str) -> StatusKind:
    """What a status word is filed under."""
    return next((k for k, pattern in STATUS_KINDS if pattern.search(word)), StatusKind.NOT_STATED)
