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
from site_src.model import Finding
from site_src.problems import Place, Problem, Rule, masked

FILE = "approved.txt"
FULL = "full"
MOST = 20  # differences that are told; whoever has more has the wrong text
AROUND = 10  # characters that are shown on either side of a difference


class _Shown(Struct, frozen=True):
    """A page's text, its address for messages, and the place within the page of each of its lines."""

    text: Text
    address: str
    lines: list[Line]

    def place(self, offset: int) -> str:
        """The address of what stands at ``offset``, with the nearest anchor before it."""
        index = bisect_right(self.text.starts, offset) - 1
        anchor = self.lines[index].anchor if index >= 0 else ""
        return f"{self.address}#{anchor}" if anchor else self.address


class _Compared(Struct, frozen=True):
    """The whole-text page beside the approved text: how they differ, and from where on each stretch agrees."""

    approved: Text
    shown: _Shown
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
    problems = [_problem(found, approved, compared.shown, folder) for found in compared.found]
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
        shown = _Shown(Text.of_lines([line.text for line in counted]), address, counted)
        here = [(index, _stem_of(line)) for index, line in enumerate(counted)] if allowed else ()
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


def _stem_of(line: Line) -> str:
    """The finding that a line of the whole-text page belongs to; empty if to none."""
    return line.anchor[2:] if line.anchor.startswith("f-") else ""


def _prove_findings(
    compared: _Compared, pages: Mapping[str, bytes], prefix: str, folder: NoticeFolder
) -> Iterator[Problem]:
    """Each finding's page against its stretch; one that says what the whole-text page says was proved with that."""
    stretches: dict[str, list[int]] = {}
    for index, line in enumerate(compared.shown.lines):
        if stem := _stem_of(line):
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
        shown = _Shown(Text.of_lines(said), f"{prefix}{stem}.html", lines)
        allowed = dict.fromkeys(range(len(lines)), compared.rewordings.get(stem, []))
        for found in differences(approved, shown.text, allowed)[0]:
            yield _problem(found, approved, shown, folder)


def _problem(found: Difference, approved: Text, shown: _Shown, folder: NoticeFolder) -> Problem:
    """The difference in words: whole lines that are missing or too many, or a few characters."""
    line, column = approved.place(found.approved_start)
    place = Place(f"{folder.folder}/{FILE}", line, column)
    lost = approved.joined[found.approved_start : found.approved_end]
    added = shown.text.joined[found.shown_start : found.shown_end]
    page = shown.place(found.shown_start)
    values = {"page": page, "source": _source(page, folder)}
    if lost and not added and _is_whole(approved, found.approved_start, found.approved_end):
        last, _ = approved.place(found.approved_end - 1)
        return NOT_SHOWN.at(place, last=last, text=_cut(lost), **values)
    if added and not lost and _is_whole(shown.text, found.shown_start, found.shown_end):
        return NOT_APPROVED.at(place, text=_cut(added), **values)
    return DIFFERS.at(
        place,
        approved=_around(approved.joined, found.approved_start, found.approved_end),
        shown=_around(shown.text.joined, found.shown_start, found.shown_end),
        **values,
    )


def _is_whole(text: Text, start: int, end: int) -> bool:
    return text.is_edge(start) and text.is_edge(end)


def _around(text: str, start: int, end: int) -> str:
    """A stretch in brackets, with what stands beside it."""
    first = max(0, start - 4 * AROUND)  # a long number is starred before it is cut
    near = masked(text[first : end + 4 * AROUND])
    at, after_it = start - first, end - first
    before = "…" * (start > AROUND) + near[max(0, at - AROUND) : at]
    after = near[after_it : after_it + AROUND] + "…" * (end + AROUND < len(text))
    return f"{before}[{_cut(near[at:after_it])}]{after}"


def _cut(text: str) -> str:
    text = masked(text)
    return text if len(text) <= 40 else f"{text[:24]}…{text[-12:]}"


def _source(page: str, folder: NoticeFolder) -> str:
    """The files that a place on a page is made from."""
    address, _, anchor = page.rpartition("/")[2].partition("#")
    stem = anchor[2:] if anchor.startswith("f-") else address.removesuffix(".html")
    if stem in folder.findings:
        return f"findings/{stem}.yaml"
    if anchor == "next-steps":
        return "next-steps.md, notice.yaml"
    return "notice.yaml" if anchor.startswith("g-") else "overview.md, notice.yaml"


DIFFERS = Rule(
    "approved-differs",
    zh=(
        "网页与审定稿不一致。审定稿：{approved}；网页 {page}：{shown}",
        "照审定稿改正 {source}；文字确要改动的，先重新审定，再换上新的 approved.txt",
    ),
    en=(
        "a page differs from the approved text. Approved: {approved}; page {page}: {shown}",
        "correct {source} after the approved text; to change the text itself, have it approved anew and replace approved.txt",
    ),
    why=(
        "公开的文字必须就是审定的文字，程序在做好的网页上逐字核对，一个字不同就不发布。",
        "What is published must be what was approved; the finished pages are compared character by character.",
    ),
)
NOT_SHOWN = Rule(
    "approved-not-shown",
    zh=(
        "从这里到第 {last} 行，审定稿的文字不在网页上（应在 {page} 之后）：{text}",
        "补进 {source}；不属于通报的（如网站页脚），与审定部门确认后从 approved.txt 删去",
    ),
    en=(
        "from here to line {last} the approved text is not on the page (its place is after {page}): {text}",
        "add it to {source}; if it is no part of the notice, such as a footer, remove it from approved.txt once whoever approved it agrees",
    ),
    why=(
        "审定的内容一段也不能漏，哪几行没有上网页必须说清楚。",
        "Nothing that was approved may be lost, and an editor has to know which lines are missing.",
    ),
)
NOT_APPROVED = Rule(
    "not-in-approved",
    zh=(
        "网页 {page} 上有审定稿没有的文字：{text}",
        "从 {source} 删去；确已审定的，换上新的 approved.txt",
    ),
    en=(
        "page {page} has text that the approved one does not have: {text}",
        "remove it from {source}; if it was approved, replace approved.txt",
    ),
    why=(
        "没有经过审定的文字不能作为通报公开。",
        "Text that nobody approved must not be published as the notice's own.",
    ),
)
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
