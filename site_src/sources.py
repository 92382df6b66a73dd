"""Where a spot of a notice's page comes from: the file, line and column that an editor has to change.

It is asked for what differs from the approved text, after that was found: the proof itself looks at pages only.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from site_src.load import NoticeFolder
from site_src.markers import markers
from site_src.model import Finding, Group
from site_src.problems import Place

Path = tuple[str | int, ...]
PARTS = ("description", "measures", "result")
_MARKUP = re.compile(r"[ 　]*(?:#+|[-*+>]|[0-9]+[.)])[ ]+")
_INLINE = re.compile(r"!?\[([^]\n]*)\](?:\((?:[^()\n]|\([^()\n]*\))*\)|\[[^]\n]*\])|[*_`\\]")
_NUMERALS = re.compile(r"[0-9]+|[一二三四五六七八九十]+")


class Source(NamedTuple):
    """A line of a notice's files that pages show: from ``start`` in its field's text, or in the file's line."""

    file: str
    text: str
    start: int = 0
    path: Path = ()
    whole: str = ""
    line: int = 0  # in Markdown

    def place(self, folder: NoticeFolder, offset: int) -> Place:
        """Where a character of it stands; after the last one, that one."""
        at = self.start + min(offset, len(self.text) - 1)
        if not self.path:
            is_exact = self.whole == self.text  # markup within a line is not counted
            return Place(self.file, self.line, (at if is_exact else self.start) + 1)
        return folder.spot(folder.place(self.file, *self.path), self.whole, at)


def source_at(folder: NoticeFolder, stem: str, line: str, offset: int, begins: bool = False) -> str:
    """``file:line:column`` of what a line of a page shows at ``offset``; empty if no text of the notice is found there.

    ``stem`` is that of the finding to which the line belongs, if any; with ``begins`` it is where that text begins.
    """
    found: list[tuple[bool, int, Source, int]] = []
    for source in _of_finding(folder, stem) if stem in folder.findings else _of_notice(folder):
        begin = line.find(source.text) if source.text else -1
        if 0 <= begin <= offset <= begin + len(source.text):
            within = offset < begin + len(source.text)
            found.append((within, len(source.text), source, offset - begin))
    if not found:
        return ""
    *_, source, at = max(found, key=lambda row: row[:2])
    place = source.place(folder, 0 if begins else at)
    return f"{source.file}:{place.line}:{place.column}"


def lead_at(folder: NoticeFolder, stem: str, line: str, end: int) -> str:
    """The part of a finding whose lead word stands, or would stand, before ``end`` of a page's line; else empty."""
    finding = folder.findings.get(stem)
    for part in PARTS if finding else ():
        text = _texts(finding, part)[:1] if finding else ()
        word = _word(folder, part)
        if text and end <= len(word) and line.startswith(word + text[0].split("\n")[0]):
            return part
    return ""


def has_lead(folder: NoticeFolder, part: str) -> bool:
    """Whether the notice has a lead word for this part."""
    return _word(folder, part) != ""


def lead_place(folder: NoticeFolder, part: str) -> str:
    """``file:line:column`` of the lead word of a part; the file alone if there is none."""
    if not (word := _word(folder, part)):
        return "notice.yaml"
    place = folder.spot(folder.place("notice.yaml", "lead_words", part), word, 0)
    return f"notice.yaml:{place.line}:{place.column}"


def _word(folder: NoticeFolder, part: str) -> str:
    words: dict[str, str | None] = msgspec.structs.asdict(folder.notice.lead_words)
    return words[part] or ""


def continues(text: str) -> bool:
    """Whether a text continues what stands before it: the next measure of a finding."""
    found = markers(text)
    return bool(found) and found[0].start == 0


def new_finding(folder: NoticeFolder, before: str, text: str) -> str:
    """The file for a finding that ``text`` begins with, which no file has; ``before`` is the stem of the one before it.

    Empty if the text begins no finding. Files named after their numbers give the name of the missing one.
    """
    numbers = {finding.number for finding in folder.findings.values()}
    shapes = {_NUMERALS.sub("#", number) for number in numbers}
    for shape in sorted(shapes, key=len, reverse=True):
        form = re.escape(shape).replace(r"\#", "(?:[0-9]+|[一二三四五六七八九十]+)")
        found = re.match(form, text) if "#" in shape else None
        if found and found[0] not in numbers:
            return f"findings/{_new_stem(folder, before, found[0])}.yaml"
    return ""


def _new_stem(folder: NoticeFolder, before: str, number: str) -> str:
    own = re.findall("[0-9]+", number)
    like = before if before in folder.findings else next(iter(folder.findings))
    of_like = re.findall("[0-9]+", folder.findings[like].number)
    if own and of_like and like.isdecimal() and int(like) == int(of_like[-1]):
        stem: str = own[-1].zfill(len(like))
        if stem not in folder.findings:
            return stem
    return "…"


def _of_finding(folder: NoticeFolder, stem: str) -> Iterator[Source]:
    finding, file = folder.findings[stem], f"findings/{stem}.yaml"
    yield from _lines(file, ("number",), finding.number)
    yield from _lines(file, ("title",), finding.title)
    for part in PARTS:
        texts = _texts(finding, part)
        if texts and (word := _word(folder, part)):
            yield from _lines("notice.yaml", ("lead_words", part), word)
        for index, text in enumerate(texts):
            yield from _lines(file, (part, index) if part == "measures" else (part,), text)


def _lines(file: str, path: Path, text: str) -> Iterator[Source]:
    start = 0
    for line in text.split("\n"):
        yield Source(file, line, start, path, text)
        start += len(line) + 1


def _texts(finding: Finding, part: str) -> tuple[str, ...]:
    value: str | tuple[str, ...] | None = getattr(finding, part)
    return value if isinstance(value, tuple) else (value,) if value else ()


def _of_notice(folder: NoticeFolder) -> Iterator[Source]:
    notice = folder.notice
    yield from _lines("notice.yaml", ("title",), notice.title)
    yield from _lines("notice.yaml", ("findings_heading",), notice.findings_heading or "")
    for index, text in enumerate(notice.signature):
        yield from _lines("notice.yaml", ("signature", index), text)
    yield from _of_groups(notice.groups, ("groups",))
    for file, text in (("overview.md", folder.overview), ("next-steps.md", folder.next_steps)):
        for number, line in enumerate(text.split("\n"), 1):
            markup = _MARKUP.match(line)
            begin = markup.end() if markup else len(line) - len(line.lstrip())
            whole = line[begin:].rstrip()
            yield Source(file, _INLINE.sub(r"\1", whole), begin, (), whole, number)


def _of_groups(groups: tuple[Group, ...], path: Path) -> Iterator[Source]:
    for index, group in enumerate(groups):
        here = (*path, index)
        yield from _lines("notice.yaml", (*here, "number"), group.number or "")
        yield from _lines("notice.yaml", (*here, "title"), group.title)
        yield from _of_groups(group.groups, (*here, "groups"))
