"""Rules for what is part of a whole: shares of an amount, findings of a group, documents made.

Each speaks up only where the text itself names the whole and its parts.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from site_src.load import NoticeFolder, SiteFolder
from site_src.model import Group
from site_src.passages import around, passages, place_in, whole_text
from site_src.problems import Level, Problem, Rule

_AMOUNT = re.compile(
    r"([0-9]+(?:\.[0-9]+)?)(亿元|万元|元|人次|人|个|项|条|件|次|份|处|套|户|名|起|批|宗|篇|场)"
)
_SENTENCE = re.compile(r"[^。！？\n]*其中[^。！？；;\n]*")
_COUNTED_ASPECT = re.compile(
    r"方面(?:存在|的)?(?:具体|突出|主要)?(?:问题)?([0-9]{1,4})[个项条](?!方面)"
)
_GROUP_COUNT = re.compile(r"[（(]共?([0-9]{1,4})[个项条](?:具体)?(?:问题)?[)）]")
_TITLE = r"《[^《》\n]+(?:《[^《》\n]+》[^《》\n]*)*》"
_MADE = re.compile(
    r"(?:制定|制订|修订|出台|印发|完善|健全|建立|新建|起草|形成)[^《，,。；;\n]{0,16}"
    rf"((?:{_TITLE}[、，,和及与以]*)+)"
)


def shares_fit(folder: NoticeFolder, site: SiteFolder) -> Iterator[Problem]:
    """What is told after 其中 of an amount is not more than the amount."""
    if "其中" not in whole_text(folder):
        return
    for passage in passages(folder):
        for sentence in _SENTENCE.finditer(passage.text):
            before, _, after = sentence[0].rpartition("其中")
            wholes = _AMOUNT.findall(before)
            if not wholes:
                continue
            number, unit = wholes[-1]
            shares = [Decimal(n) for n, u in _AMOUNT.findall(after) if u == unit]
            if sum(shares) > Decimal(number):
                start = sentence.start() + before.rfind(number)
                yield SHARES_EXCEED.at(
                    place_in(folder, passage, start),
                    words=around(passage.text, start, start + len(number) + len(unit)),
                    sum=f"{sum(shares)}{unit}",
                )


def aspects_sum(folder: NoticeFolder, site: SiteFolder) -> Iterator[Problem]:
    """Findings counted aspect by aspect before the findings add up to the declared ones."""
    declared = folder.notice.declared.findings
    counts = [int(n) for n in _COUNTED_ASPECT.findall(folder.overview)]
    if declared is None or len(counts) < 2 or len(counts) != len(folder.notice.groups):
        return
    explained = any(e.figure.value == "findings" for e in folder.notice.explain)
    if sum(counts) != declared and not explained:
        place = folder.place("notice.yaml", "declared", "findings")
        shown = " + ".join(map(str, counts))
        yield ASPECTS_DIFFER.at(place, parts=shown, sum=sum(counts), findings=declared)


def group_totals(folder: NoticeFolder, site: SiteFolder) -> Iterator[Problem]:
    """A heading that counts its findings has as many."""
    for index, group in enumerate(folder.notice.groups):
        stated = _GROUP_COUNT.search(group.title)
        if not stated:
            continue
        within = {*_ids(group)}
        recorded = sum(finding.group in within for finding in folder.findings.values())
        if int(stated[1]) != recorded:
            place = folder.place("notice.yaml", "groups", index, "title")
            yield GROUP_DIFFERS.at(place, words=stated[0], group=group.id, recorded=recorded)


def documents_named(folder: NoticeFolder, site: SiteFolder) -> Iterator[Problem]:
    """As many rules are declared as made as the findings name; naming fewer is no fault, and is told as a hint."""
    declared = folder.notice.declared.documents
    if declared is None or any(e.figure.value == "documents" for e in folder.notice.explain):
        return
    named = len(_documents(folder))
    if named > declared:
        place = folder.place("notice.yaml", "declared", "documents")
        yield DOCUMENTS_EXCEED.at(place, declared=declared, named=named)
    elif named < declared:
        place = folder.place("notice.yaml", "declared", "documents")
        yield DOCUMENTS_UNNAMED.at(place, declared=declared, named=named)


def _documents(folder: NoticeFolder) -> set[str]:
    """The titles, between 《 and 》, that follow a word for making them."""
    lists = _MADE.findall(whole_text(folder))
    return {title for titles in lists for title in re.findall(_TITLE, titles)}


def _ids(group: Group) -> Iterator[str]:
    yield group.id
    for below in group.groups:
        yield from _ids(below)


SHARES_EXCEED = Rule(
    "shares-exceed",
    zh=(
        "“其中”各项合计 {sum}，多于总数：{words}",
        "核对原文，改正录错的数；原文如此就保留",
    ),
    en=(
        "the parts told after 其中 add up to {sum}, more than the whole: {words}",
        "compare with the approved text and correct what was mistyped; keep it if the text has it so",
    ),
    level=Level.WARNING,
    why=(
        "“其中”后面是前面总数的一部分，同一单位的各项加起来不会超过总数。",
        "其中 tells parts of what was just counted; parts of one unit cannot be more than the whole.",
    ),
)
ASPECTS_DIFFER = Rule(
    "aspects-differ",
    zh=(
        "正文逐个方面的问题数合计 {sum}（{parts}），载明的问题是 {findings}",
        "核对原文；确实如此，就在 explain 里说明 findings",
    ),
    en=(
        "the findings that the text counts for each aspect add up to {sum} ({parts}), {findings} are declared",
        "compare with the text; if it is so, explain findings in explain",
    ),
    level=Level.WARNING,
    why=(
        "正文写了每个方面几个问题，合计就应当是问题总数。只在每个方面都写了数时比较。",
        "Where the text counts the findings of every aspect, they make up all of them. Compared only if every aspect has its count.",
    ),
)
GROUP_DIFFERS = Rule(
    "group-total-differs",
    zh=(
        "标题写的是“{words}”，分组“{group}”里记录了 {recorded} 个",
        "核对原文：是不是有问题写错了 group，或者漏录了",
    ),
    en=(
        "the heading says “{words}”, and the group “{group}” has {recorded} findings",
        "compare with the text: a finding may name another group, or be missing",
    ),
    level=Level.WARNING,
    why=(
        "标题里写明了几个问题，读者会数。",
        "A heading that counts its findings will be counted by readers.",
    ),
)
DOCUMENTS_EXCEED = Rule(
    "documents-exceed",
    zh=(
        "载明制定、修订制度 {declared} 项，正文点名制定、修订的有 {named} 项",
        "核对原文；确实如此，就在 explain 里说明 documents",
    ),
    en=(
        "“documents” is declared as {declared}, and the text names {named} as made or revised",
        "compare with the text; if it is so, explain documents in explain",
    ),
    level=Level.WARNING,
    why=(
        "点名的比总数还多，不是总数错了，就是有的不算在内。点名的是“制定、修订、出台”等词后面书名号里的名称，同名的算一项。",
        "More named than counted: the total is wrong, or some are not part of it. Named are titles in 《》 after words such as 制定 or 修订, each once.",
    ),
)
DOCUMENTS_UNNAMED = Rule(
    "documents-unnamed",
    zh=(
        "载明制定、修订制度 {declared} 项，正文点名制定、修订的有 {named} 项",
        "没有逐一点名不算错；漏录了正文的，补上",
    ),
    en=(
        "“documents” is declared as {declared}, and the text names {named} as made or revised",
        "not naming each is no fault; if some of the text is missing, add it",
    ),
    level=Level.HINT,
    why=(
        "数目和名单读者会对照；通报常常只举几项为例，所以只提示。",
        "Readers compare number and names; as notices often name but a few, this is a hint.",
    ),
)
