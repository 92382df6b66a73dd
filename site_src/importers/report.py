"""What an import understood, what it left out and what it is unsure of, in words for people."""

import unicodedata
from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from site_src.importers.draft import Doubt, Draft, Sure
from site_src.importers.source import Reason
from site_src.model import Channel, Declared, Finding, Group

WIDTH = 78
SURE = {
    Sure.LIKELY: ("把握较大", "likely right"),
    Sure.UNSURE: ("拿不准", "unsure"),
    Sure.UNPLACED: ("没有放妥", "not placed"),
}
REASONS = {
    Reason.DELETED: ("修订里删去的文字", "deleted by a tracked change"),
    Reason.COMMENT: ("批注", "comments"),
    Reason.HIDDEN: ("隐藏的文字", "hidden text"),
    Reason.PAGE: ("页眉、页脚、页码", "page headers, footers and numbers"),
    Reason.PORTAL: ("网站自己的文字", "the web site's own words"),
    Reason.METADATA: (
        "正文以外的信息，用得上的已记在 notice.yaml",
        "information beside the text; what is of use is in notice.yaml",
    ),
    Reason.REPEATED: ("每页重复的表头", "table heads repeated on each page"),
    Reason.PICTURE: ("图片", "pictures"),
    Reason.NOTE: ("脚注、尾注", "notes"),
    Reason.CONTENTS: ("目录", "a table of contents"),
    Reason.BEFORE_TITLE: ("标题前面的文字", "text before the title"),
    Reason.UNUSED: ("没有对应字段的列和别的工作表", "columns without a field, and other sheets"),
}
TOTALS = {
    "aspects": ("方面", "aspects"),
    "findings": ("问题", "findings"),
    "measures": ("措施", "measures"),
    "done": ("已完成", "done"),
    "mostly_done": ("基本完成", "mostly done"),
    "in_progress": ("正在整改", "in progress"),
    "long_term": ("长期坚持", "long term"),
    "documents": ("制度", "rules"),
}


def has_unplaced(draft: Draft) -> bool:
    """Whether a person has to decide before this can be used."""
    return any(doubt.sure is Sure.UNPLACED for doubt in draft.doubts)


def report_of(draft: Draft, language: str) -> Iterator[str]:
    """The whole report, line by line."""
    yield from summary(draft, language)
    yield ""
    yield from tree(draft, language)
    if draft.doubts:
        yield ""
        yield "请看一看的地方：" if language == "zh" else "To be looked at:"
        for doubt in draft.doubts:
            yield "  " + doubt_words(doubt, language)
    if draft.channels:
        yield ""
        yield (
            "正文里的联系方式，没有写进 contact.yaml，请核对后自己填："
            if language == "zh"
            else "Ways to reach the body that the text gives; not written into contact.yaml, for you to check:"
        )
        for channel in draft.channels:
            yield "  " + "  ".join((*channel.phones, *filter(None, _written(channel))))
    if draft.left_out:
        yield ""
        yield "没有放进正文的：" if language == "zh" else "Left out of the text:"
        yield from left_out(draft, language)


def _written(channel: Channel) -> tuple[str | None, ...]:
    return channel.email, channel.postcode, channel.postbox, channel.address


def summary(draft: Draft, language: str) -> Iterator[str]:
    """Title, who and when, and how many of each."""
    which = 0 if language == "zh" else 1
    notice = draft.notice
    yield f"{('标题', 'Title')[which]}  {notice.title}"
    yield f"{('发布机构', 'Issuer')[which]}  {notice.issuer}"
    signed = notice.signed.isoformat() if notice.signed else ("没有", "none")[which]
    yield f"{('落款日期', 'Signed')[which]}  {signed}"
    counts = (
        (("问题前的段落", "paragraphs before the findings"), len(draft.overview)),
        (("问题", "findings"), len(draft.findings)),
        (("措施", "measures"), sum(len(f.measures) for f in draft.findings.values())),
        (("问题后的段落", "paragraphs after the findings"), len(draft.next_steps)),
    )
    yield " · ".join(f"{words[which]} {count}" for words, count in counts)
    declared = [
        f"{TOTALS[name][which]} {value}"
        for name in Declared.__struct_fields__
        if (value := getattr(notice.declared, name)) is not None
    ]
    if declared:
        yield f"{('正文载明', 'The text states')[which]}  {' · '.join(declared)}"


def tree(draft: Draft, language: str) -> Iterator[str]:
    """The findings under their headings, a line each."""
    if draft.notice.findings_heading:
        yield draft.notice.findings_heading
    headings = dict(_headings(draft.notice.groups))
    open_now: tuple[str, ...] = ()
    for finding in draft.findings.values():
        path = headings.get(finding.group or "", ())
        for depth, heading in enumerate(path):
            if path[: depth + 1] != open_now[: depth + 1]:
                yield _fitted("  " * depth + heading.split("\n")[0], WIDTH)
        open_now = path
        yield _line(finding, len(path), language)


def _line(finding: Finding, depth: int, language: str) -> str:
    which = 0 if language == "zh" else 1
    notes = [f"{('措施', 'measures')[which]} {len(finding.measures)}"]
    notes += [("成效", "result")[which]] if finding.result else []
    notes += [finding.status] if finding.status else []
    ending = "  " + " · ".join(notes)
    head = "  " * (depth + 1) + finding.number + finding.title.split("\n")[0]
    return _fitted(head, WIDTH - _wide(ending)) + ending


def _headings(
    groups: tuple[Group, ...], above: tuple[str, ...] = ()
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for group in groups:
        path = (*above, f"{group.number or ''}{group.title}")
        yield group.id, path
        yield from _headings(group.groups, path)


def doubt_words(doubt: Doubt, language: str) -> str:
    """A doubt in one line: where, what, how sure, and the words it is about."""
    which = 0 if language == "zh" else 1
    line = (f"第 {doubt.line} 行", f"line {doubt.line}")[which] if doubt.line else ""
    where = line or doubt.place or ("全文", "whole text")[which]
    what = (doubt.zh, doubt.en)[which]
    quoted = (f"：{doubt.words}", f": {doubt.words}")[which] if doubt.words else ""
    brackets = ("（{}）", " ({})")[which].format(SURE[doubt.sure][which])
    return f"{where}  {what}{brackets}{quoted}"


def left_out(draft: Draft, language: str) -> Iterator[str]:
    """What is not in the text: why, how many, and each with its place."""
    which = 0 if language == "zh" else 1
    counts = Counter(out.reason for out in draft.left_out)
    for reason, count in counts.items():
        yield f"  {REASONS[reason][which]}  {count}"
        for out in draft.left_out:
            if out.reason is reason:
                place = f"{out.place}  " if out.place else ""
                yield _fitted(f"    {place}{' '.join(out.text.split())}", WIDTH)


def _wide(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _fitted(text: str, width: int) -> str:
    """A text that takes no more columns, its end cut off if need be."""
    if _wide(text) <= width:
        return text
    while text and _wide(text) > width - 1:
        text = text[:-1]
    return text + "…"


class SourceLine(Struct, frozen=True):
    """A line of the source: its number, its text, what begins with it, and the doubts about it."""

    number: int
    text: str
    begins: str
    doubts: tuple[str, ...]


class ReviewPage(Struct, frozen=True, kw_only=True):
    """The page that shows the source beside what was understood."""

    name: str
    summary: tuple[str, ...]
    tree: tuple[str, ...]
    doubts: tuple[str, ...]
    left_out: tuple[str, ...]
    lines: tuple[SourceLine, ...]

    @classmethod
    def of(cls, draft: Draft, name: str, language: str) -> "ReviewPage":
        """The page of a draft."""
        by_line: dict[int, list[str]] = {}
        for doubt in draft.doubts:
            by_line.setdefault(doubt.line, []).append(doubt_words(doubt, language))
        begins = {line: f"findings/{stem}.yaml" for stem, line in draft.finding_lines.items()}
        return cls(
            name=name,
            summary=tuple(summary(draft, language)),
            tree=tuple(tree(draft, language)),
            doubts=tuple(doubt_words(doubt, language) for doubt in draft.doubts),
            left_out=tuple(left_out(draft, language)),
            lines=tuple(
                SourceLine(number, text, begins.get(number, ""), tuple(by_line.get(number, ())))
                for number, text in enumerate(draft.lines, 1)
            ),
        )
