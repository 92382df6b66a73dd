"""Proof that the pages of a notice say what was approved, code point by code point.

The whole-text page is held against ``approved.txt``, and each finding's page against its stretch of that page; so all
of them together say the approved text, in its order. Line breaks, the blanks beside them and tabs may differ, and what
a published correction states; nothing else. The texts come from the finished bytes (``extract``), not from the records.
"""

import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping

from msgspec import Struct

from site_src.differences import BLANKS, Difference, Rewording, Text, differences
from site_src.extract import Line, lines_of
from site_src.load import NoticeFolder
from site_src.mismatches import FULL, Shown, stem_of, told
from site_src.model import Finding
from site_src.problems import Problem, Rule

MOST = 20  # differences that are told; whoever has more has the wrong text


class _Compared(Struct, frozen=True):
    """The whole-text page beside the approved text: how they differ, and from where on each stretch agrees."""

    approved: Text
    shown: Shown
    rewordings: dict[str, list[Rewording]]
    found: list[Difference]
    steps: list[tuple[int, int]]

    def approved_part(self, start: int, end: int) -> Text:
        """The approved text of a stretch of the page; what is missing on the page at its ends is not in it."""
        return self.approved.part(
            self._approved_at(bisect_right(self.steps, (start, sys.maxsize)) - 1, start),
            self._approved_at(max(bisect_left(self.steps, (end, 0)) - 1, 0), end),
        )

    def _approved_at(self, step: int, offset: int) -> int:
        shown_at, approved_at = self.steps[step]
        return min(approved_at + offset - shown_at, len(self.approved.joined))


def prove(folder: NoticeFolder, where: str, pages: Mapping[str, bytes]) -> list[Problem]:
    """What the pages of an edition (``where`` is its folder) say otherwise than the approved text; ``pages`` by stem."""
    if folder.approved is None or folder.notice.withdrawn:
        return []
    approved = Text.of_text(folder.approved.text)
    prefix = f"{where}{folder.slug}/"
    compared = _compare_whole(approved, _read(pages[FULL]), f"{prefix}{FULL}.html", folder)
    problems = [*told(compared.found, approved, compared.shown, folder)]
    single = {stem: page for stem, page in pages.items() if stem not in ("index", FULL)}
    problems += _prove_findings(compared, single, prefix, folder)
    if len(problems) > MOST:
        much = TOO_MANY.at(problems[MOST].place, told=MOST, found=len(problems))
        problems = [*problems[:MOST], much]
    return problems


def _read(page: bytes) -> list[Line]:
    return [line for line in lines_of(page) if line.text.strip(BLANKS)]


def _compare_whole(
    approved: Text, lines: list[Line], address: str, folder: NoticeFolder
) -> _Compared:
    """The whole-text page against the approved text, which may have no title: a page has to have one."""
    allowed = {stem: made for stem, f in folder.findings.items() if (made := _rewordings(f))}
    tried: list[_Compared] = []
    for counted in (lines, lines[1:]):
        shown = Shown(Text.of_lines([line.text for line in counted]), address, counted)
        here = [(index, stem_of(line)) for index, line in enumerate(counted)] if allowed else ()
        rewordings = {index: allowed[stem] for index, stem in here if stem in allowed}
        compared = differences(approved, shown.text, rewordings)
        tried.append(_Compared(approved, shown, allowed, *compared))
        if not tried[-1].found:
            return tried[-1]
    return min(tried, key=lambda compared: sum(found.extent for found in compared.found))


def _rewordings(finding: Finding) -> list[Rewording]:
    """What published corrections have changed; one that was corrected again is also a change from first to last."""
    made: list[Rewording] = []
    for correction in finding.corrections:
        was, now = (Text.of_text(text).joined for text in (correction.was, correction.now))
        made += [Rewording(first.was, now) for first in made if first.now == was]
        made.append(Rewording(was, now))
    return made


def _prove_findings(
    compared: _Compared, pages: Mapping[str, bytes], prefix: str, folder: NoticeFolder
) -> Iterator[Problem]:
    """Each finding's page against its stretch; one that says what the whole-text page says was proved with that."""
    stretches: dict[str, list[int]] = {}
    for index, line in enumerate(compared.shown.lines):
        if stem := stem_of(line):
            stretches.setdefault(stem, []).append(index)
    starts = [*compared.shown.text.starts, len(compared.shown.text.joined)]
    for stem in dict.fromkeys((*stretches, *pages)):
        indexes = stretches.get(stem, [])
        lines = _read(pages[stem]) if stem in pages else []
        said = [line.text for line in lines]
        whole = [compared.shown.lines[index].text for index in indexes]
        if "".join(said) == "".join(whole) or (not whole and compared.found):
            continue
        stretch = (starts[indexes[0]], starts[indexes[-1] + 1]) if indexes else (starts[-1],) * 2
        approved = compared.approved_part(*stretch)
        shown = Shown(Text.of_lines(said), f"{prefix}{stem}.html", lines)
        allowed = dict.fromkeys(range(len(lines)), compared.rewordings.get(stem, []))
        yield from told(differences(approved, shown.text, allowed)[0], approved, shown, folder)


TOO_MANY = Rule(
    "much-differs-from-approved",
    zh=(
        "共有 {found} 处不一致，这里只列出前 {told} 处",
        "先看 approved.txt 是不是这份通报的审定稿",
    ),
    en=(
        "there are {found} differences; the first {told} are told",
        "see first whether approved.txt is the approved text of this notice",
    ),
    why=(
        "不一致处太多，多半是放错了文件，逐条列出没有用处。",
        "So many differences mean a wrong file; a list of all would not help.",
    ),
)
