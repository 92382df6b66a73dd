"""The texts of a notice as its body wrote them, in reading order, and where a character of them stands.

Rules that look at words look at ``whole_text``, all of it at once: most notices are done with that, and only for
something to tell is it asked whose words they are.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from site_src.load import NoticeFolder
from site_src.problems import Place, masked


class Passage(NamedTuple):
    """One text: its file, the path of its field (none in Markdown), and its words between two line ends."""

    file: str
    path: tuple[str | int, ...]
    text: str

    @property
    def short(self) -> str:
        """The file in few letters: ``05`` for a finding."""
        return self.file.removeprefix("findings/").removesuffix(".yaml")


def whole_text(folder: NoticeFolder) -> str:
    """Every passage in turn, with one line end before, between and after them."""
    texts = [*_head_texts(folder)]
    for finding in folder.findings.values():
        texts.append(finding.title)
        if finding.description:
            texts.append(finding.description)
        texts += finding.measures
        if finding.result:
            texts.append(finding.result)
        if finding.updates:
            texts += [update.text for update in finding.updates]
    texts.append(_plain(folder.next_steps))
    return "\n" + "\n".join(texts) + "\n"


def passages(folder: NoticeFolder) -> Iterator[Passage]:
    """Every passage with its place."""
    yield from head_passages(folder)
    for stem in folder.findings:
        yield from finding_passages(folder, stem)
    yield _passage("next-steps.md", (), _plain(folder.next_steps))


def head_passages(folder: NoticeFolder) -> Iterator[Passage]:
    """Those before the findings."""
    title, summary, overview = _head_texts(folder)
    yield _passage("notice.yaml", ("title",), title)
    yield _passage("notice.yaml", ("document", "summary"), summary)
    yield _passage("overview.md", (), overview)


def finding_passages(folder: NoticeFolder, stem: str) -> Iterator[Passage]:
    """Those of one finding."""
    finding, file = folder.findings[stem], f"findings/{stem}.yaml"
    yield _passage(file, ("title",), finding.title)
    if finding.description:
        yield _passage(file, ("description",), finding.description)
    for index, measure in enumerate(finding.measures):
        yield _passage(file, ("measures", index), measure)
    if finding.result:
        yield _passage(file, ("result",), finding.result)
    for index, update in enumerate(finding.updates):
        yield _passage(file, ("updates", index, "text"), update.text)


def owners(folder: NoticeFolder, offsets: list[int]) -> Iterator[tuple[Passage, int]]:
    """The passage of each offset into ``whole_text``, the offsets in order, and the offset into the passage."""
    begin, waiting = 0, iter(offsets)
    offset = next(waiting, None)
    for passage in passages(folder):
        end = begin + len(passage.text) - 1  # its last line end is the first of the next
        while offset is not None and offset < end:
            yield passage, offset - begin
            offset = next(waiting, None)
        if offset is None:
            return
        begin = end


def place_in(folder: NoticeFolder, passage: Passage, offset: int) -> Place:
    """Where a character of the passage stands."""
    if passage.path:
        field = folder.place(passage.file, *passage.path)
        return folder.spot(field, passage.text[1:-1], offset - 1)
    before = passage.text[1:offset]
    line = before.count("\n") + 1
    return Place(f"{folder.folder}/{passage.file}", line, len(before) - before.rfind("\n"))


def around(text: str, start: int, end: int) -> str:
    """The words at ``start`` with a few on either side, within their line."""
    first = max(0, start - 40)  # a long number is starred before it is cut
    near = masked(text[first : end + 40])
    start, end = start - first, end - first
    before = near[max(0, start - 8) : start].rpartition("\n")[2]
    after = near[end : end + 8].partition("\n")[0]
    return before + near[start:end] + after


def _head_texts(folder: NoticeFolder) -> tuple[str, str, str]:
    notice = folder.notice
    return notice.title, notice.document.summary or "", _plain(folder.overview)


def _passage(file: str, path: tuple[str | int, ...], text: str) -> Passage:
    return Passage(file, path, f"\n{text}\n")


def _plain(markdown: str) -> str:
    """Markdown with blanks in place of addresses and code, which are no prose."""
    if "](" in markdown or "`" in markdown or "]:" in markdown:
        return re.sub(_NO_PROSE, lambda m: " " * len(m[0]), markdown)
    return markdown


_NO_PROSE = r"(?<=\])\([^)\n]{0,2000}\)|`[^`\n]*`|(?m:^ {0,3}\[[^\]\n]+\]:.*$)"
