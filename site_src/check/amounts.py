"""Rules for numbers in the text: totals, percentages and figures say the same wherever they stand.

They speak up only where unit and subject are plainly the same, and stay silent if one of several places agrees.
"""

import re
from collections.abc import Iterator

from site_src.load import NoticeFolder, SiteFolder
from site_src.model import StatusKind
from site_src.passages import Passage, head_passages, passages, place_in, whole_text
from site_src.problems import Level, Place, Problem, Rule, masked

_NUMBER = r"([0-9]+(?:\.[0-9]+)?)"
_ASPECTS = r"([0-9]{1,9})(?:个|大)方面[^0-9。；;\n]{0,6}"
_MAKING = "(?:定下|制定|制订|提出|细化|明确|形成|研究)了?(?:具体)?"
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
        re.compile(rf"{_MAKING}措施(?:共计?|合计)?([0-9]{{1,9}})[条项]"),
        re.compile(rf"{_MAKING}([0-9]{{1,9}})[条项](?:具体)?措施(?!清单)"),
    ),
}
_NEEDED = {"aspects": "方面", "findings": "方面", "measures": "措施"}
_RATE = re.compile(
    rf"率(?<=(?:完成|整改|办结)率)[^0-9，,。；;\n]{{0,6}}{_NUMBER}[%％]"
    rf"|占(?<=[0-9][个项条件][，,、（(]占)(?:比|(?:问题)?总数的?|全部问题的?|反馈问题的?)?[为达]?{_NUMBER}[%％]"
)
_UNIT = "([个项条件])"
_COUNT = re.compile(rf"([0-9]{{1,9}}){_UNIT}(?!方面|科室|单位|部门)")
_THINGS = "(?:问题|整改|任务|措施|整改措施|整改任务)"
_DONE = re.compile(
    rf"(?<!未)(?:完成|办结|解决|落实|销号|整改到位)了?{_THINGS}?([0-9]{{1,9}}){_UNIT}"
    rf"|([0-9]{{1,9}}){_UNIT}(?:问题|任务|措施)?(?:均|都|全部)?已?(?:完成|办结|整改到位)(?!了?{_THINGS}?[0-9])"
)
_OF_ALL = re.compile(
    rf"([0-9]{{1,9}}){_UNIT}(?:具体|突出)?问题中?[，,：:](?=已|基本|正在|长期|完成)"
)
_STATES = re.compile(
    r"(基本)?(?:(?<!未)完成|正在整改|正在推进|长期坚持|未完成|尚未完成)了?(?:整改)?(?:问题)?的?"
    rf"(?:有|为)?([0-9]{{1,9}}){_UNIT}"
)
_LONGEST = 400  # characters of a sentence before a rate that are looked at
_LONGEST_QUOTE = 40
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
        numbers = [int(match[match.lastindex or 1]) for _, match in found]
        if found and declared not in (*numbers, sum(numbers)):
            passage, match = found[0]
            yield STATED_DIFFERS.at(
                place_in(folder, passage, match.start()),
                words=match[0],
                figure=figure,
                field=figure,
                declared=declared,
            )


def figures_in_text(folder: NoticeFolder, site: SiteFolder) -> Iterator[Problem]:
    """A figure is the one that the text before the findings gives, is not given twice, and no part of it is more."""
    first: dict[tuple[str, str | None, str | None], int] = {}
    figures = folder.notice.figures
    text = whole_text(folder) if figures else ""
    for index, figure in enumerate(figures):
        seen = first.setdefault((figure.label, figure.unit, figure.note), index)
        if float(figures[seen].value) != float(figure.value):
            there = folder.place("notice.yaml", "figures", seen, "value")
            yield _figure_differs(folder, index, figures[seen].value, there)
        elif any(
            float(number) != float(figure.value)
            for _, number in _after(figure.label, figure.unit or "", text)
        ):
            yield from _other_amounts(folder, index)


def _other_amounts(folder: NoticeFolder, index: int) -> Iterator[Problem]:
    """The first amount of the text that is not the figure, if none before the findings is, or that is more."""
    figure = folder.notice.figures[index]
    label, unit, most = figure.label, figure.unit or "", float(figure.value)
    for other in folder.notice.figures:
        if (other.label, other.unit) == (label, unit):
            most = max(most, float(other.value))
    head: list[tuple[Passage, int, str]] = []
    more: list[tuple[Passage, int, str]] = []
    for passage in passages(folder):
        if passage.file == "next-steps.md" or "updates" in passage.path:
            continue  # what is still to come, or came later
        for at, number in _after(label, unit, passage.text):
            if passage.file == "overview.md":
                head.append((passage, at, number))
            if float(number) > most and unit not in "%％":
                more.append((passage, at, number))
    if head and all(float(number) != float(figure.value) for _, _, number in head):
        found = head[0]
    elif more:
        found = more[0]
    else:
        return
    passage, at, number = found
    yield _figure_differs(folder, index, number, place_in(folder, passage, at))


def _figure_differs(folder: NoticeFolder, index: int, other: str, there: Place) -> Problem:
    figure = folder.notice.figures[index]
    return FIGURE_DIFFERS.at(
        folder.place("notice.yaml", "figures", index, "value"),
        label=figure.label,
        value=figure.value,
        other=other,
        unit=figure.unit or "",
        there=f"{there.file.removeprefix(folder.folder + '/')}:{there.line}",
    )


def _after(label: str, unit: str, text: str) -> Iterator[tuple[int, str]]:
    """Where the label stands with a number of this unit right after it, and the number; not what is yet to be done."""
    at = text.find(label) if unit else -1
    while at >= 0:
        number = _LINK.match(text, at + len(label))
        if number and text.startswith(unit, number.end()) and text[at - 1] not in "应拟未待需将":
            yield at, number[1]
        at = text.find(label, at + len(label))


def rates_follow(folder: NoticeFolder, site: SiteFolder) -> Iterator[Problem]:
    """A rate of completion follows from the counts in its sentence, else from the declared or recorded ones."""
    for index, figure in enumerate(folder.notice.figures):
        is_rate = figure.label.endswith(("整改完成率", "整改率")) and figure.unit in ("%", "％")
        if is_rate and (counts := _contradicting(folder, figure.value)):
            place = folder.place("notice.yaml", "figures", index, "value")
            yield _rate_differs(place, f"{figure.value}%", counts)
    whole = whole_text(folder)
    if ("%" not in whole and "％" not in whole) or not _RATE.search(whole):
        return
    for passage in passages(folder):
        for match in _RATE.finditer(passage.text):
            counts = _sentence_counts(folder, passage, match) or ""
            if counts:
                place = place_in(folder, passage, match.start())
                words = _clause(passage.text, match.end())
                yield _rate_differs(place, words, counts)


def _clause(text: str, end: int) -> str:
    """The sentence up to ``end``, the last of it if it is long."""
    words = masked(text[max(0, end - _LONGEST) : end]).rpartition("\n")[2].rpartition("。")[2]
    return words if len(words) <= _LONGEST_QUOTE else f"…{words[-_LONGEST_QUOTE:]}"


def _rate_differs(place: Place, words: str, counts: str) -> Problem:
    part, _, total = counts.partition("/")
    right = f"{100 * int(part) / int(total):.1f}".removesuffix(".0")
    return RATE_DIFFERS.at(place, words=words, counts=counts, right=right)


def _sentence_counts(folder: NoticeFolder, passage: Passage, rate: re.Match[str]) -> str:
    """The counts that contradict a rate, those of its sentence if it has some; empty if none do."""
    first = max(0, rate.start() - _LONGEST)
    begins = max(passage.text.rfind(sign, first, rate.start()) for sign in "。！？\n") + 1
    sentence = passage.text[max(begins, first) : rate.start()]
    percent = rate[1] or rate[2]
    done = [(int(m[1] or m[3]), m[2] or m[4]) for m in _DONE.finditer(sentence)]
    all_counts = [(int(m[1]), m[2]) for m in _COUNT.finditer(sentence)]
    is_of_all = passage.file == "overview.md" and _is_of_all(passage, rate)
    if not done:
        return _contradicting(folder, percent) if is_of_all else ""
    if len(done) == len(all_counts) == 1 and is_of_all and float(percent) < 100:
        # «已完成2个，整改完成率80%»: the whole is the declared one
        name = "measures" if done[0][1] == "条" else "findings"
        all_counts += [(getattr(folder.notice.declared, name) or 0, done[0][1])]
    judged = [(d, t) for d, unit in done for t, other in all_counts if unit == other and t >= d]
    totals = {t for _, t in judged}
    # «完成28个，基本完成1个，未完成1个»: the whole may be their sum
    judged += [(d, sum(n for n, other in all_counts if other == unit)) for d, unit in done]
    if len(totals) < 2 or any(_is_rate(d, t, percent) for d, t in judged):
        return ""
    return f"{done[0][0]}/{max(totals)}"


def states_fit(folder: NoticeFolder, site: SiteFolder) -> Iterator[Problem]:
    """Findings done, in progress and to be kept at are not more than the sentence says there are."""
    if "问题" not in folder.overview or not _OF_ALL.search(folder.overview):
        return
    for passage in head_passages(folder):
        for whole in _OF_ALL.finditer(passage.text):
            after = passage.text[whole.end() : whole.end() + _LONGEST]
            sentence = re.split("[。！？\n]", after, maxsplit=1)[0]
            sentence = sentence.partition("其中")[0]
            parts = [m for m in _STATES.finditer(sentence) if m[3] == whole[2]]
            both = [sum(int(m[2]) for m in parts if keep or "长期" not in m[0]) for keep in (0, 1)]
            # A finding that is done may also be one to keep at.
            if len(parts) > 1 and int(whole[1]) not in both and both[1] > int(whole[1]):
                place = place_in(folder, passage, whole.start())
                words = whole[0] + sentence[: parts[-1].end()]
                yield STATES_EXCEED.at(place, words=words, sum=both[1], total=whole[1])


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
        "正文写的是“{words}”，declared 里的{figure}（{field}）是 {declared}",
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
        "“{label}”这里是 {value}{unit}，另一处（{there}）是 {other}{unit}",
        "核对原文，改正录错的一处；原文前后不一就保留",
    ),
    en=(
        "“{label}” is {value}{unit} here and {other}{unit} in {there}",
        "compare with the approved text and correct what was mistyped; keep both if the text itself differs",
    ),
    level=Level.WARNING,
    why=(
        "同一个数在一份通报里说法不同，读者不知道该信哪个。只比较名称和单位都相同的；一部分可以少于总数，不会多于总数。",
        "Readers cannot know which of two numbers to trust. Only those of the same name and unit are compared; a part may be less, never more.",
    ),
)
RATE_DIFFERS = Rule(
    "rate-differs",
    zh=(
        "完成率和件数对不上：“{words}”；按件数 {counts} 算，应为 {right}%",
        "核对原文的百分数和件数；原文如此就保留",
    ),
    en=(
        "the rate does not follow from the counts: “{words}”; {counts} make {right}%",
        "compare rate and counts with the approved text; keep them if it has them so",
    ),
    level=Level.WARNING,
    why=(
        "百分数由件数算出，读者算得出来。四舍五入和舍去尾数都认。",
        "A rate is reckoned from counts, and readers can do so too. Rounded and cut off are both taken for right.",
    ),
)
STATES_EXCEED = Rule(
    "stated-parts-exceed",
    zh=(
        "正文写的各状态合计 {sum}，多于问题总数 {total}：“{words}”",
        "核对原文，改正录错的数；有的问题算了两次，原文如此就保留",
    ),
    en=(
        "the statuses told of add up to {sum}, more than the {total} findings: “{words}”",
        "compare with the approved text and correct what was mistyped; keep it if some findings count twice there",
    ),
    level=Level.WARNING,
    why=(
        "一句话里写了问题总数，又写了已完成、正在整改、长期坚持各几个，合计就不会多于总数。",
        "Where one sentence counts all findings and those done, in progress and kept at, the parts are not more than the whole.",
    ),
)
