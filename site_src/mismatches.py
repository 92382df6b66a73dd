"""What a difference between a page and the approved text is, in an editor's words.

Each is told once: words that only stand elsewhere are a matter of order, and a lead word, which is written once, is one
matter however many findings show it. The remedy names the place in the editor's own files.
"""

from bisect import bisect_right
from collections.abc import Iterator

from msgspec import Struct

from site_src.differences import AGREED, BLANKS, Difference, Text
from site_src.extract import Line
from site_src.load import NoticeFolder
from site_src.problems import Place, Problem, Rule, masked
from site_src.sources import (
    continues,
    has_lead,
    lead_at,
    lead_place,
    new_finding,
    source_at,
)

FILE = "approved.txt"
FULL = "full"
AROUND = 10  # characters that are shown on either side of a difference


class Shown(Struct, frozen=True):
    """A page's text, its address for messages, and the place within the page of each of its lines."""

    text: Text
    address: str
    lines: list[Line]

    def place(self, offset: int) -> str:
        """The address of what stands at ``offset``, with the nearest anchor before it."""
        anchor = self.lines[self.line_of(offset)].anchor if self.lines else ""
        return f"{self.address}#{anchor}" if anchor else self.address

    def line_of(self, offset: int) -> int:
        """The index of the line that has this character."""
        return max(bisect_right(self.text.starts, offset) - 1, 0)

    def stem(self, index: int) -> str:
        """The finding that a line belongs to; empty if to none."""
        stem = self.address.rpartition("/")[2].removesuffix(".html")
        return stem_of(self.lines[index]) if stem == FULL else stem


def told(
    found: list[Difference], approved: Text, shown: Shown, folder: NoticeFolder
) -> Iterator[Problem]:
    """The differences in words: what only stands elsewhere is told once, and so is what one lead word makes."""
    moved = _moved(found, approved, shown)
    by_lead: dict[tuple[str, str, str], list[Difference]] = {}
    for one in found:
        if lead := _lead(one, approved, shown, folder):
            by_lead.setdefault((lead, *_words(one, approved, shown)), []).append(one)
    of_leads = {lead: alike for lead, alike in by_lead.items() if len(alike) > 1}
    in_leads = {one for alike in of_leads.values() for one in alike}
    for one in found:
        if one in moved:
            yield _moved_problem(one, moved[one], approved, shown, folder)
        elif one not in in_leads and one not in moved.values():
            yield _problem(one, approved, shown, folder)
    for (lead, *_), alike in of_leads.items():
        first = _differs(alike[0], approved, shown)
        yield LEAD_WORD.at(
            _place(alike[0], approved, folder),
            **first,
            count=len(alike),
            field=lead,
            source=lead_place(folder, lead),
        )


def _words(one: Difference, approved: Text, shown: Shown) -> tuple[str, str]:
    """What only the approved text has, and what only the page has."""
    lost = approved.joined[one.approved_start : one.approved_end]
    return lost, shown.text.joined[one.shown_start : one.shown_end]


def _moved(found: list[Difference], approved: Text, shown: Shown) -> dict[Difference, Difference]:
    """For each text that is lost in one place, and added in another, the place where the page has it."""
    added: dict[str, list[Difference]] = {}
    for one in found:
        lost, more = _words(one, approved, shown)
        if not lost and len(more) >= AGREED:
            added.setdefault(more, []).append(one)
    moved = {}
    for one in found:
        lost, more = _words(one, approved, shown)
        if lost and not more and added.get(lost):
            moved[one] = added[lost].pop(0)
    return moved


def _lead(one: Difference, approved: Text, shown: Shown, folder: NoticeFolder) -> str:
    """The part of a finding whose lead word a difference is about; lines that are missing before one are not."""
    index = shown.line_of(one.shown_start)
    start = shown.text.starts[index] if shown.lines else 0
    if not shown.lines:
        return ""
    line = shown.lines[index].text.strip(BLANKS)
    lead = lead_at(folder, shown.stem(index), line, one.shown_end - start)
    is_lines = one.shown_start == one.shown_end and _is_whole(
        approved, one.approved_start, one.approved_end
    )
    return "" if is_lines and lead and has_lead(folder, lead) else lead


def _place(one: Difference, approved: Text, folder: NoticeFolder) -> Place:
    return Place(f"{folder.folder}/{FILE}", *approved.place(one.approved_start))


def _spot(one: Difference, approved: Text) -> int:
    """Where on the page a difference is; that of words which are missing at the end of something is there."""
    is_end = one.shown_start == one.shown_end and not approved.is_edge(one.approved_start)
    return max(one.shown_start - 1, 0) if is_end else one.shown_start


def _differs(one: Difference, approved: Text, shown: Shown) -> dict[str, str]:
    return {
        "page": shown.place(_spot(one, approved)),
        "approved": _around(approved.joined, one.approved_start, one.approved_end),
        "shown": _around(shown.text.joined, one.shown_start, one.shown_end),
    }


def _moved_problem(
    one: Difference, there: Difference, approved: Text, shown: Shown, folder: NoticeFolder
) -> Problem:
    """Words in another order: their place in the files, and that of the words which they belong before or after."""
    lost, _ = _words(one, approved, shown)
    other = one.shown_start
    if there.shown_start < other or other == len(shown.text.joined):
        other = max(other - 1, 0)
    stems = [shown.stem(shown.line_of(at)) for at in (there.shown_start, other)]
    files = [f"findings/{stem}.yaml" for stem in stems]
    is_finding = all(stem in folder.findings for stem in stems) and stems[0] != stems[1]
    return (FINDINGS_ORDER if is_finding else ORDER_DIFFERS).at(
        _place(one, approved, folder),
        page=shown.place(there.shown_start),
        text=_cut(lost),
        source=files[0] if is_finding else _source(there.shown_start, shown, folder, True),
        other=files[1] if is_finding else _source(other, shown, folder, True),
    )


def _problem(one: Difference, approved: Text, shown: Shown, folder: NoticeFolder) -> Problem:
    """The difference in words: whole lines that are missing or too many, or a few characters."""
    place = _place(one, approved, folder)
    lost, added = _words(one, approved, shown)
    source = _source(one.shown_start, shown, folder)
    if lost and not added and _is_whole(approved, one.approved_start, one.approved_end):
        return _not_shown(one, lost, approved, shown, folder)
    if added and not lost and _is_whole(shown.text, one.shown_start, one.shown_end):
        page = shown.place(one.shown_start)
        stem = shown.stem(shown.line_of(one.shown_start))
        if stem in folder.findings and _is_all_of(stem, one, shown):
            source = f"findings/{stem}.yaml"
        return NOT_APPROVED.at(place, text=_cut(added), page=page, source=source)
    source = _source(_spot(one, approved), shown, folder)
    lead = _lead(one, approved, shown, folder)
    if lead and has_lead(folder, lead):  # of this finding only, and the word is shared
        source = f"findings/{shown.stem(shown.line_of(one.shown_start))}.yaml / {source}"
    return DIFFERS.at(place, **_differs(one, approved, shown), source=source)


def _is_all_of(stem: str, one: Difference, shown: Shown) -> bool:
    """Whether nothing else on the page belongs to this finding than what is too many."""
    first, after = shown.line_of(one.shown_start), shown.line_of(one.shown_end)
    is_end = one.shown_end == len(shown.text.joined)
    return (first == 0 or shown.stem(first - 1) != stem) and (is_end or shown.stem(after) != stem)


def _not_shown(
    one: Difference, lost: str, approved: Text, shown: Shown, folder: NoticeFolder
) -> Problem:
    """Lines that no page has: where they belong, as far as their own words and what stands around them tell."""
    first, last = (approved.place(at)[0] for at in (one.approved_start, one.approved_end - 1))
    before = max(one.shown_start - 1, 0)
    lines = f"{first}–{last}" if last > first else f"{first}"
    values = {"lines": lines, "text": _cut(lost), "page": shown.place(before)}
    place = _place(one, approved, folder)
    if not one.shown_start and shown.lines and shown.lines[0].text == folder.notice.title:
        return ABOVE_TITLE.at(place, **values)
    stem = shown.stem(shown.line_of(before)) if shown.lines else ""
    after = shown.stem(shown.line_of(one.shown_start)) if shown.lines else ""
    if (stem or after) and (file := new_finding(folder, stem, lost)):
        return NO_FINDING.at(place, **values, source=file)
    sources = [_source(before, shown, folder)]
    if not (stem and continues(lost)):
        sources.append(_source(one.shown_start, shown, folder))
    if not one.shown_start:
        del sources[0]
    return NOT_SHOWN.at(place, **values, source=" / ".join(dict.fromkeys(sources)))


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


def _source(offset: int, shown: Shown, folder: NoticeFolder, begins: bool = False) -> str:
    """The place in an editor's files that a spot of the page is made from; the files alone if it is not found."""
    index = shown.line_of(offset)
    stem = shown.stem(index) if shown.lines else ""
    if shown.lines:
        line = shown.lines[index].text.strip(BLANKS)
        at = offset - shown.text.starts[index]
        if found := source_at(folder, stem, line, at, begins):
            return found
    if stem in folder.findings:
        return f"findings/{stem}.yaml"
    anchor = shown.lines[index].anchor if shown.lines else ""
    if anchor == "next-steps":
        return "next-steps.md / notice.yaml"
    return "notice.yaml" if anchor.startswith("g-") else "overview.md / notice.yaml"


def stem_of(line: Line) -> str:
    """The finding that a line of the whole-text page belongs to; empty if to none."""
    return line.anchor[2:] if line.anchor.startswith("f-") else ""


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
        "审定稿第 {lines} 行的文字不在网页上（应在 {page} 之后）：{text}",
        "补进 {source}；不属于通报的（如网站页脚），与审定部门确认后从 approved.txt 删去",
    ),
    en=(
        "line {lines} of the approved text is not on the page (its place is after {page}): {text}",
        "add it to {source}; if it is no part of the notice, such as a footer, remove it from approved.txt once whoever approved it agrees",
    ),
    why=(
        "审定的内容一段也不能漏，哪几行没有上网页必须说清楚。",
        "Nothing that was approved may be lost, and an editor has to know which lines are missing.",
    ),
)
NO_FINDING = Rule(
    "approved-finding-not-shown",
    zh=(
        "审定稿第 {lines} 行的问题不在网页上（应在 {page} 之后）：{text}",
        "新建 {source}，把它录进去；不属于通报的，与审定部门确认后从 approved.txt 删去",
    ),
    en=(
        "line {lines} of the approved text is a finding that is not on the page (its place is after {page}): {text}",
        "make {source} and type it there; if it is no part of the notice, remove it from approved.txt once whoever approved it agrees",
    ),
    why=(
        "审定的问题一个也不能漏；整个问题不见了，多半是少了一个文件。",
        "No finding that was approved may be lost; if all of one is missing, its file usually is.",
    ),
)
ABOVE_TITLE = Rule(
    "approved-above-title",
    zh=(
        "审定稿第 {lines} 行的文字在标题前面，网页 {page} 从标题开始：{text}",
        "与审定部门确认后从 approved.txt 删去；是发文字号的，写进 notice.yaml 的 document 下面的 document_number",
    ),
    en=(
        "line {lines} of the approved text stands above the title, and page {page} begins with the title: {text}",
        "remove them from approved.txt once whoever approved it agrees; a document's number goes into document_number below document in notice.yaml",
    ),
    why=(
        "网页的正文从标题开始，发文字号等列在标题下面的公开信息里，不在核对之内。",
        "The text of a page begins with its title; a document's number stands among the facts below, which are not compared.",
    ),
)
ORDER_DIFFERS = Rule(
    "approved-order-differs",
    zh=(
        "先后次序与审定稿不同，文字一样：审定稿在这里，网页在 {page}：{text}",
        "照审定稿的次序，调整 {source} 和 {other} 的先后",
    ),
    en=(
        "the order differs from the approved text, and the words are the same: the approved text has them here, the page at {page}: {text}",
        "put {source} and {other} into the order of the approved text",
    ),
    why=(
        "审定的次序也是审定的内容；文字相同、只是先后不同的，说一次就够了。",
        "The order was approved too; the same words in another place are told once.",
    ),
)
FINDINGS_ORDER = Rule(
    "approved-findings-order",
    zh=(
        "问题的先后次序与审定稿不同，文字一样：审定稿在这里，网页在 {page}：{text}",
        "问题按文件名先后排列：照审定稿的次序，给 {source} 和 {other} 改名；已经公开的不改名，对调两个文件的内容",
    ),
    en=(
        "the findings stand in another order than in the approved text, with the same words: the approved text has this one here, the page at {page}: {text}",
        "findings stand in the order of their file names: rename {source} and {other} after the approved text; if they were published, exchange what is in the two files instead",
    ),
    why=(
        "审定的次序也是审定的内容。公开过的网址不能变，文件名就是网址。",
        "The order was approved too. Addresses that were published must not change, and a file's name is one.",
    ),
)
LEAD_WORD = Rule(
    "approved-lead-word-differs",
    zh=(
        "引导词与审定稿不一致，共 {count} 处都是这样。审定稿：{approved}；网页 {page}：{shown}",
        "照审定稿改正 {source}，即 lead_words 里的 {field}；文字确要改动的，先重新审定，再换上新的 approved.txt",
    ),
    en=(
        "a lead word differs from the approved text, in {count} places alike. Approved: {approved}; page {page}: {shown}",
        "correct {source}, which is {field} in lead_words, after the approved text; to change the text itself, have it approved anew and replace approved.txt",
    ),
    why=(
        "引导词在 notice.yaml 里只写一次，写错了每个问题都不一致，改一处就都对上。",
        "A lead word is written once, in notice.yaml; a slip there makes every finding differ, and one correction mends all.",
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
