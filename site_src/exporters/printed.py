"""The text of a notice line by line, and what each line is: the approved text if there is one, else what pages print."""

import enum
import re
from collections.abc import Iterator

from msgspec import Struct

from site_src.extract import lines_of
from site_src.listing import group_paths, group_text
from site_src.load import NoticeFolder
from site_src.model import Finding, Group, LeadWords
from site_src.prose import markdown

_HEADING = re.compile(r"(<h([2-4])>.*?</h[2-4]>)", re.DOTALL)


class Role(enum.Enum):
    """What a line is on paper."""

    TITLE = "title"
    HEADING = "heading"
    TEXT = "text"
    SIGNATURE = "signature"


class Line(Struct, frozen=True):
    """A line without its end; ``level`` is that of a heading, from 1."""

    text: str
    role: Role = Role.TEXT
    level: int = 0


def printed(folder: NoticeFolder) -> list[Line]:
    """The lines of a notice that have text."""
    found = [*_approved(folder)] if folder.approved else [*_recorded(folder)]
    return [line for line in found if line.text.strip()]


def _recorded(folder: NoticeFolder) -> Iterator[Line]:
    """What the whole-text page says, in its order."""
    notice = folder.notice
    yield from _lines(notice.title, Role.TITLE)
    yield from _markdown(folder.overview)
    if notice.findings_heading:
        yield from _lines(notice.findings_heading, Role.HEADING, 1)
    if notice.findings_introduction:
        yield from _lines(notice.findings_introduction)
    above: tuple[Group, ...] = ()
    first = 2 if notice.findings_heading else 1
    paths = group_paths(notice.groups)
    for finding in folder.findings.values():
        path = paths.get(finding.group, ())
        for depth, group in enumerate(path):
            if path[: depth + 1] != above[: depth + 1]:
                yield from _lines(group_text(group), Role.HEADING, first + depth)
                yield from _lines(group.introduction or "")
        above = path
        yield from _lines(finding.number + finding.title, Role.HEADING, first + len(path))
        yield from _parts(finding, notice.lead_words)
    yield from _markdown(folder.next_steps)
    for line in notice.signature:
        yield from _lines(line, Role.SIGNATURE)


def _parts(finding: Finding, lead: LeadWords) -> Iterator[Line]:
    """What stands below the heading of a finding."""
    if finding.description:
        yield from _lines((lead.description or "") + finding.description)
    if finding.measures:
        yield from _lines((lead.measures or "") + "".join(finding.measures))
    if finding.result:
        yield from _lines((lead.result or "") + finding.result)


def _markdown(text: str) -> Iterator[Line]:
    """A text in Markdown as a reader of the page sees it."""
    pieces = _HEADING.split(str(markdown(text, lambda address: address)))
    for heading, level in zip(pieces[1::3], pieces[2::3], strict=True):
        yield from _shown(pieces[0])
        yield from _shown(heading, Role.HEADING, int(level) - 1)
        pieces = pieces[3:]
    yield from _shown(pieces[0])


def _shown(html: str, role: Role = Role.TEXT, level: int = 0) -> Iterator[Line]:
    for line in lines_of(f"<article>{html}</article>".encode()):
        yield Line(line.text, role, level)


def _lines(text: str, role: Role = Role.TEXT, level: int = 0) -> Iterator[Line]:
    return (Line(line, role, level) for line in text.split("\n"))


def _approved(folder: NoticeFolder) -> Iterator[Line]:
    """The lines of the approved text. What they are, the records say: a heading there is one here if it has a line of its own."""
    assert folder.approved is not None
    known = {_bare(line.text): line for line in _recorded(folder) if line.role is not Role.TEXT}
    title, begun = _bare(folder.notice.title), ""
    for text in folder.approved.text.split("\n"):
        if begun != title and text.strip() and title.startswith(begun + _bare(text)):
            begun += _bare(text)  # a title may take several lines
            yield Line(text, Role.TITLE)
            continue
        begun = title if text.strip() else begun
        line = known.get(_bare(text), Line(text))
        yield Line(text, line.role, line.level)


def _bare(text: str) -> str:
    return "".join(text.split())
