"""A notice as it was understood: the records that will be written, what was left out, and every doubt."""

import enum
from collections.abc import Iterator

from msgspec import Struct

from site_src.importers.source import LeftOut
from site_src.model import Channel, Finding, Group, Notice


class Sure(enum.Enum):
    """How sure the reader is of what it did."""

    LIKELY = "likely"
    UNSURE = "unsure"
    UNPLACED = "unplaced"  # it fits nowhere: a person has to decide


class Doubt(Struct, frozen=True):
    """Something to look at: the line of ``approved.txt`` (from 1; 0 if it has none), what, and how sure."""

    line: int
    zh: str
    en: str
    sure: Sure
    words: str = ""
    place: str = ""  # in the source's own terms, where the text has no line of it


class Block(Struct, frozen=True):
    """A paragraph of a text in Markdown; a heading if it has a level."""

    text: str
    level: int = 0


class Draft(Struct, frozen=True, kw_only=True):
    """All of a notice. ``lines`` are those of the source; ``finding_lines`` says at which each finding begins."""

    lines: tuple[str, ...]
    notice: Notice
    findings: dict[str, Finding]
    finding_lines: dict[str, int]
    overview: tuple[Block, ...]
    next_steps: tuple[Block, ...]
    channels: tuple[Channel, ...]
    left_out: tuple[LeftOut, ...]
    doubts: tuple[Doubt, ...]
    has_title: bool  # the text has one; else it has to be given
    is_approved_text: bool = True  # the lines are a text as it was approved; a ledger's are cells


def printed(draft: Draft) -> Iterator[str]:
    """What the whole-text page will say, piece by piece in its order."""
    notice, lead = draft.notice, draft.notice.lead_words
    if draft.has_title:
        yield notice.title
    yield from (block.text for block in draft.overview)
    if notice.findings_heading:
        yield notice.findings_heading
    if notice.findings_introduction:
        yield notice.findings_introduction
    open_now: tuple[Group, ...] = ()
    paths = dict(_paths(notice.groups))
    for finding in draft.findings.values():
        path = paths.get(finding.group or "", ())
        for depth, group in enumerate(path):
            if path[: depth + 1] != open_now[: depth + 1]:
                yield f"{group.number or ''}{group.title}{group.introduction or ''}"
        open_now = path
        yield finding.number + finding.title
        if finding.description:
            yield (lead.description or "") + finding.description
        if finding.measures:
            yield (lead.measures or "") + "".join(finding.measures)
        if finding.result:
            yield (lead.result or "") + finding.result
    yield from (block.text for block in draft.next_steps)
    yield from notice.signature


def _paths(
    groups: tuple[Group, ...], above: tuple[Group, ...] = ()
) -> Iterator[tuple[str, tuple[Group, ...]]]:
    """Each group's id, and the groups that lead to it, itself last."""
    for group in groups:
        yield group.id, (*above, group)
        yield from _paths(group.groups, (*above, group))


def lost(draft: Draft) -> Iterator[Doubt]:
    """The proof that nothing is lost: the records, printed in their order, are the text that came in."""
    came, went = _bare("".join(draft.lines)), _bare("".join(printed(draft)))
    if came != went:
        at = next(
            (i for i, (a, b) in enumerate(zip(came, went, strict=False)) if a != b),
            min(len(came), len(went)),
        )
        yield Doubt(
            _line_at(draft.lines, at),
            "从这里起，记录下来的文字和原文不一样",
            "from here on, what was recorded is not the text of the source",
            Sure.UNPLACED,
            came[at : at + 40],
        )


def _bare(text: str) -> str:
    return "".join(text.split())


def _line_at(lines: tuple[str, ...], offset: int) -> int:
    for number, line in enumerate(lines, 1):
        offset -= len(_bare(line))
        if offset < 0:
            return number
    return len(lines)
