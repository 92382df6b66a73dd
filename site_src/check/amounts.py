"""Rules for numbers in the text: totals, percentages and figures say the same wherever they stand.

They speak up only where unit and subject are plainly the same, and stay silent if one of several places agrees.
"""

import re
from collections.abc import Iterator

from site_src.load import NoticeFolder, SiteFolder
from site_src.model import StatusKind
from site_src.passages import Passage, around, head_passages, passages, place_in, whole_text
from site_src.problems import Level, Problem, Rule

_NUMBER = r"([0-9]+(?:\.[0-9]+)?)"
_ASPECTS = r"([0-9]{1,9})(?:个|大)方面[^0-9。；;\n]{0,6}"
_STATED = {
    "aspects": (
        re.compile(rf"{_ASPECTS}(?:[0-9]+[个项条](?:具体|突出|主要)?问题|问题[0-9]+[个项条])"),
    ),
    "findings": (
        re.compile(rf"{_ASPECTS}([0-9]{{1,9}})[个项条](?:具体|突出|主要)?问题"),
        re.compile(rf"{_ASPECTS}问题([0-9]{{1,9}})[个项条]"),
    ),
    "measures": (
        re.compile(r"整改措施[^0-9，,。；;\n]{0,4}([0-9]{1,9})[条项]"),
        re.compile(r"([0-9]{1,9})[条项]整改措施"),
    ),
}
_NEEDED = {"aspects": "方面", "findings": "方面", "measures": "整改措施"}
_RATE = re.compile(rf"率(?<=(?:完成|整改|办结)率)[^0-9，,。；;\n]{{0,6}}{_NUMBER}[%％]")
_COUNT = re.compile(r"([0-9]{1,9})([个项条件])(?!方面|科室|单位|部门)")
_DONE = re.compile(
    r"(?<!未)(?:完成|办结|解决|销号|整改到位)了?(?:问题|整改)?([0-9]{1,9})([个项条件])"
    r"|([0-9]{1,9})([个项条件])(?:问题|任务|措施)?(?:均|都|全部)?已?(?:完成|办结|整改到位)(?!了?[0-9])"
)
_LONGEST = 400  # characters of a sentence before a rate that are looked at
_LINK = re.compile(rf"(?:共计?|合计|累计|了|达|为|：)*{_NUMBER}")


def stated_totals(folder: NoticeFolder, site: SiteFolder) -> Iterator[Problem]:
    """The totals in the text before the findings are the declared ones."""
    notice = folder.notice
    texts = notice.title + (notice.document.summary or "") + folder.overview
    for figure, patterns in _STATED.items():
        declared = getattr(notice.declared, figure)
        if declared is None or _NEEDED[figure] not in texts:
            continue
        found = [
            (passage, match)
            for passage in head_passages(folder)
            for pattern in patterns
            for match in pattern.finditer(passage.text)
        ]
        if found and all(int(match[match.lastindex or 1]) != declared for _, match in found):
            passage, match = found[0]
            yield STATED_DIFFERS.at(
                place_in(folder, passage, match.start()),
                words=match[0],
                figure=figure,
                declared=declared,
            )


def figures_in_text(folder: NoticeFolder, site: SiteFolder) -> Iterator[Problem]:
    """A figure is the one that the text before the findings gives, and is not given twice."""
    first: dict[tuple[str, str | None, str | None], str] = {}
    for index, figure in enumerate(folder.notice.figures):
        stated = [n for n in _after(figure.label, figure.unit, folder.overview) if n]
        seen = first.setdefault((figure.label, figure.unit, figure.note), figure.value)
        if stated and all(float(n) != float(figure.value) for n in stated):
            other = stated[0]
        elif float(seen) != float(figure.value):
            other = seen
        else:
            continue
        yield FIGURE_DIFFERS.at(
            folder.place("notice.yaml", "figures", index, "value"),
            label=figure.label,
            value=figure.value,
            other=other,
            unit=figure.unit or "",
        )


def _after(label: str, unit: str | None, text: str) -> Iterator[str]:
    """The numbers of this unit that stand right after the label."""
    at = text.find(label) if unit else -1
    while at >= 0:
        number = _LINK.match(text, at + len(label))
        if number and text.startswith(unit or "", number.end()):
            yield number[1]
        at = text.find(label, at + len(label))


def rates_follow(folder: NoticeFolder, site: SiteFolder) -> Iterator[Problem]:
    """A rate of completion follows from the counts in its sentence, else from the declared or recorded ones."""
    for index, figure in enumerate(folder.notice.figures):
        is_rate = figure.label.endswith(("整改完成率", "整改率")) and figure.unit in ("%", "％")
        if is_rate and (counts := _contradicting(folder, figure.value)):
            place = folder.place("notice.yaml", "figures", index, "value")
            yield RATE_DIFFERS.at(place, words=f"{figure.value}%", counts=counts)
    if not _RATE.search(whole_text(folder)):
        return
    for passage in passages(folder):
        for match in _RATE.finditer(passage.text):
            beside = _sentence_counts(passage, match)
            counts = beside or ""
            if beside is None and passage.file == "overview.md" and _is_of_all(passage, match):
                counts = _contradicting(folder, match[1])
            if counts:
                place = place_in(folder, passage, match.start())
                words = around(passage.text, match.start(), match.end())
                yield RATE_DIFFERS.at(place, words=words, counts=counts)


def _sentence_counts(passage: Passage, rate: re.Match[str]) -> str | None:
    """The counts of the sentence that contradict its rate; empty if they agree, None if there are none to judge by."""
    first = max(0, rate.start() - _LONGEST)
    begins = max(passage.text.rfind(sign, first, rate.start()) for sign in "。！？\n") + 1
    sentence = passage.text[max(begins, first) : rate.start()]
    done = [(int(m[1] or m[3]), m[2] or m[4]) for m in _DONE.finditer(sentence)]
    all_counts = [(int(m[1]), m[2]) for m in _COUNT.finditer(sentence)]
    judged = [(d, t) for d, unit in done for t, other in all_counts if unit == other and t >= d]
    totals = {t for _, t in judged}
    if len(totals) < 2:
        return "" if done else None
    if any(_is_rate(d, t, rate[1]) for d, t in judged):
        return ""
    return f"{done[0][0]}/{max(totals)}"


def _is_of_all(passage: Passage, rate: re.Match[str]) -> bool:
    """Whether the rate is said of the whole rectification, not of one task."""
    before = passage.text[max(0, rate.start() - 8) : rate.start() + 1]
    return bool(
        re.search(r"(?:(?:问题|[，,。；;\n])整改完成率|问题整改率|[，,。；;\n]整改率)\Z", before)
    )


def _contradicting(folder: NoticeFolder, rate: str) -> str:
    """The declared counts, else the recorded ones, if no reading of them gives the rate."""
    declared, findings = folder.notice.declared, folder.findings.values()
    done, mostly, going_on = declared.done, declared.mostly_done or 0, declared.long_term or 0
    total = declared.findings or len(findings)
    if done is None and all(finding.status for finding in findings):
        kinds = {word.word: word.kind for word in folder.notice.status_words}
        stated = [kinds.get(finding.status or "") for finding in findings]
        done, mostly = stated.count(StatusKind.DONE), stated.count(StatusKind.MOSTLY_DONE)
        going_on, total = stated.count(StatusKind.LONG_TERM), len(stated)
    if not total or done is None:
        return ""
    readings = (done, done + mostly, done + going_on, done + mostly + going_on)
    return "" if any(_is_rate(n, total, rate) for n in readings) else f"{done}/{total}"


def _is_rate(part: int, total: int, rate: str) -> bool:
    """Whether the rate is that of the counts, rounded or cut at its last digit."""
    decimals = len(rate.partition(".")[2])
    return total > 0 and abs(100 * part / total - float(rate)) < 10**-decimals


STATED_DIFFERS = Rule(
    "stated-total-differs",
    zh=(
        "正文写的是“{words}”，declared 里的 {figure} 是 {declared}",
        "核对原文，改正录错的一处；原文前后不一就保留",
    ),
    en=(
        "the text says “{words}”, and {figure} is declared as {declared}",
        "compare with the approved text and correct what was mistyped; keep both if the text itself differs",
    ),
    level=Level.WARNING,
    why=(
        "declared 是从正文抄来的；两处不一，不是抄错，就是原文自己前后不一。",
        "What is declared was copied from the text; if both differ, it was miscopied, or the text contradicts itself.",
    ),
)
FIGURE_DIFFERS = Rule(
    "figure-differs",
    zh=(
        "“{label}”这里是 {value}{unit}，另一处是 {other}{unit}",
        "核对原文，改正录错的一处；原文前后不一就保留",
    ),
    en=(
        "“{label}” is {value}{unit} here and {other}{unit} elsewhere",
        "compare with the approved text and correct what was mistyped; keep both if the text itself differs",
    ),
    level=Level.WARNING,
    why=(
        "同一个数在一份通报里说法不同，读者不知道该信哪个。只比较名称和单位都相同的。",
        "Readers cannot know which of two numbers to trust. Only those of the same name and unit are compared.",
    ),
)
RATE_DIFFERS = Rule(
    "rate-differs",
    zh=("完成率和件数对不上：{words}，而件数是 {counts}", "核对原文的百分数和件数；原文如此就保留"),
    en=(
        "the rate does not follow from the counts: {words}, where the counts give {counts}",
        "compare rate and counts with the approved text; keep them if it has them so",
    ),
    level=Level.WARNING,
    why=(
        "百分数由件数算出，读者算得出来。四舍五入和舍去尾数都认。",
        "A rate is reckoned from counts, and readers can do so too. Rounded and cut off are both taken for right.",
    ),
)
