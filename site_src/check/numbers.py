"""Rules for numbering: findings and measures are counted without gaps, and none is hidden in the text of another.

Numbers are kept as printed. What is odd may stand so in the approved text, so all of these are questions.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from site_src.load import NoticeFolder, SiteFolder
from site_src.markers import Marker, chinese_number, markers
from site_src.model import DeclaredFigure
from site_src.passages import finding_passages, place_in
from site_src.problems import Level, Problem, Rule, masked

_LAST_NUMERAL = re.compile(
    r"((?<![0-9])[0-9]++|(?<![一二三四五六七八九十])[一二三四五六七八九十]++)(?=[^0-9一二三四五六七八九十]*\Z)"
)
_GLUED = re.compile(
    r"[。；;!！.](?<=[^。；;!！.0-9].)[ \u3000\n]*((?:[0-9]{1,3}[.．、]|[(（][一二三四五六七八九十]{1,3}[)）])(?=[^0-9\s]))"
)
_MARKS = "#.．、()（） "
_NUMERALS = frozenset("0123456789一二三四五六七八九十(（")
_LEAD = re.compile(r"整改(?:情况|措施|成效|进展|落实情况)[：:]")


def numbers_follow(folder: NoticeFolder, site: SiteFolder) -> Iterator[Problem]:
    """The numbers of findings have no gap, unless a difference in their total is explained."""
    if not any(e.figure is DeclaredFigure.FINDINGS for e in folder.notice.explain):
        yield from number_gaps(folder)


def number_gaps(folder: NoticeFolder) -> Iterator[Problem]:
    """Where a number neither follows the one before nor begins anew, explained or not."""
    last_in: dict[tuple[str | None, str], int] = {}
    here: tuple[str | None, str] | None = None
    number, before = 0, ""
    for stem, finding in folder.findings.items():
        form, own = _number_of(finding.number)
        last, here = here, (finding.group, form)
        if not own or (own in (1, number, number + 1) and here == last):
            pass
        elif here == last:
            place = folder.place(f"findings/{stem}.yaml", "number")
            yield NUMBER_GAP.at(place, number=finding.number, before=before)
        elif last and last[1] == form and own not in _next_numbers(last_in, form):
            place = folder.place(f"findings/{stem}.yaml", "number")
            yield NUMBER_RESTART.at(place, number=finding.number, before=before)
        last_in[here] = number = own
        before = finding.number


def _next_numbers(last_in: dict[tuple[str | None, str], int], form: str) -> set[int]:
    """With which numbers another group may begin: anew, or after the last of one before."""
    return {1, *(number + 1 for (_, other), number in last_in.items() if other == form)}


def numbers_stand_once(folder: NoticeFolder, site: SiteFolder) -> Iterator[Problem]:
    """A title does not begin with the number that stands before it anyway."""
    for stem, finding in folder.findings.items():
        number = finding.number.strip(_MARKS)
        if finding.title[0] not in _NUMERALS or not _number_of(finding.number)[1]:
            continue
        is_bracketed = finding.number[0] in "(（"
        ends = "[)）]" if is_bracketed else r"(?:[、．]|\.(?![0-9]))"
        begins = f"{'[(（]' if is_bracketed else ''}{re.escape(number)}{ends}"
        if found := re.match(begins, finding.title):
            place = folder.place(f"findings/{stem}.yaml", "title")
            words = f"{finding.number}{finding.title}"
            yield NUMBER_TWICE.at(place, number=found[0], words=masked(words)[:24])


@lru_cache(maxsize=4096)
def _number_of(words: str) -> tuple[str, int]:
    """What stands around the last numeral, and the numeral: ``（一）3.`` is (``（一）#.``, 3)."""
    found = _LAST_NUMERAL.search(words)
    if not found or len(found[0]) > 9:
        return words, 0
    form = f"{words[: found.start()]}#{words[found.end() :]}"
    return form, int(found[0]) if found[0].isascii() else chinese_number(found[0])


def markers_follow(folder: NoticeFolder, site: SiteFolder) -> Iterator[Problem]:
    """The measures of a finding are counted 一是, 二是, 三是, and each field holds one."""
    for stem, finding in folder.findings.items():
        if not _are_plain(finding.measures):
            yield from _marker_problems(folder, stem, finding.measures)


def _are_plain(measures: tuple[str, ...]) -> bool:
    """Whether they are counted from 一是 on, with nothing in them that could be another marker of that form."""
    for measure, marker in zip(measures, _PLAIN, strict=False):
        if not measure.startswith(marker):
            return False
    return len(measures) <= len(_PLAIN) and not _SECOND.search("\n".join(measures))


def _marker_problems(
    folder: NoticeFolder, stem: str, measures: tuple[str, ...]
) -> Iterator[Problem]:
    last_of: dict[str, Marker] = {}
    for index, measure in enumerate(measures):
        found = markers(measure)
        own = [marker for marker in found if marker.form == found[0].form]
        path = (f"findings/{stem}.yaml", "measures", index)
        if len(own) > 1:
            place = folder.spot(folder.place(*path), measure, own[1].start)
            yield TWO_MEASURES.at(place, first=own[0].words, second=own[1].words)
        if not own or own[0].start > 0:
            continue  # no marker, or a list within the text
        for marker in own:
            last = last_of.get(marker.form)
            expected = last.number + 1 if last else 1
            if marker.number != expected and not (marker.number == 1 and expected > 2):
                place = folder.spot(folder.place(*path), measure, marker.start)
                yield (
                    MARKER_ORDER.at(place, marker=marker.words, before=last.words)
                    if last
                    else FIRST_MARKER.at(place, marker=marker.words)
                )
            last_of[marker.form] = marker


_PLAIN = tuple(f"{digit}是" for digit in "一二三四五六七八九十")
_SECOND = re.compile(r"是(?<=[：:；;。 \u3000][一二三四五六七八九十]是)")


def findings_stand_apart(folder: NoticeFolder, site: SiteFolder) -> Iterator[Problem]:
    """No text of a finding runs into the next finding."""
    for stem, finding in folder.findings.items():
        if "整改" in finding.title and (lead := _LEAD.search(finding.title)):
            field = folder.place(f"findings/{stem}.yaml", "title")
            place = folder.spot(field, finding.title, lead.start())
            yield GLUED_LEAD.at(place, words=finding.title)
        own, beginnings = _next_of(finding.number)
        measures = "".join(finding.measures)
        text = f"{finding.title}{finding.description}{measures}{finding.result}"
        if not any(map(text.__contains__, beginnings)):
            continue
        for passage in finding_passages(folder, stem):
            for match in _GLUED.finditer(passage.text):
                if _is_next(match[1], own, passage.text[: match.start() + 1]):
                    place = place_in(folder, passage, match.start(1))
                    words = masked(passage.text[match.start(1) :][:60])[:22].strip()
                    yield GLUED.at(place, words=words)


@lru_cache(maxsize=4096)
def _next_of(number: str) -> tuple[int, tuple[str, ...]]:
    """What a plain number stands for, and with which signs the next one may begin; none if it is not so plain."""
    form, own = _number_of(number)
    if own == 0 or form.strip(_MARKS):
        return 0, ()
    return own, tuple(f"{own + 1}{sign}" for sign in ".．、") if str(own) in number else ("（", "(")


def _is_next(heading: str, own: int, before: str) -> bool:
    """Whether it is the number after the finding's own, and does not go on with a list of the text."""
    _, number = _number_of(heading)
    if number != own + 1:
        return False
    if heading[0] in "(（":
        return not re.search("[(（]一[)）]", before)
    return not re.search(rf"(?<![0-9]){own}[.．、](?![0-9])", before)


NUMBER_GAP = Rule(
    "number-gap",
    zh=("编号“{number}”没有接着“{before}”", "看是不是漏录了；原文如此，或有的问题不公开，就保留"),
    en=(
        "the number “{number}” does not follow “{before}”",
        "was a finding left out? Keep it if the text has it so, or if some are withheld",
    ),
    level=Level.WARNING,
    why=(
        "编号跳了，往往是漏录了一个问题。确有问题不公开的，在 explain 里说明 findings，就不再提。",
        "A gap often means a finding that was not typed. Once explain has a reason for findings, it is not told.",
    ),
)
NUMBER_RESTART = Rule(
    "number-restart",
    zh=(
        "换了分组，编号“{number}”既没有接着“{before}”，也没有从 1 重新数",
        "看是不是漏录了，或者编号、分组录错了；原文如此就保留",
    ),
    en=(
        "in another group, the number “{number}” neither follows “{before}” nor begins anew",
        "was a finding left out, or number or group mistyped? Keep it if the text has it so",
    ),
    level=Level.WARNING,
    why=(
        "换了标题，编号不是接着数，就是重新数；两样都不是，往往是漏录了，或者录错了一个数。",
        "Under another heading numbers go on or begin anew; if they do neither, a finding was lost or a number mistyped.",
    ),
)
NUMBER_TWICE = Rule(
    "number-twice",
    zh=(
        "标题里又写了编号“{number}”，网页上会显示成：{words}",
        "编号只写在 number 里，从标题里删去",
    ),
    en=(
        "the title begins with the number “{number}” again, so pages would read: {words}",
        "write the number into number only, and remove it from the title",
    ),
    level=Level.WARNING,
    why=(
        "网页在标题前面加上 number；标题里再写一遍，编号就出现两次。",
        "Pages put number before the title; typed there too, it stands twice.",
    ),
)
MARKER_ORDER = Rule(
    "marker-order",
    zh=("措施的“{marker}”没有接着“{before}”", "看是不是漏录或重复了；原文如此就保留"),
    en=(
        "the measure “{marker}” does not follow “{before}”",
        "was one left out or typed twice? Keep it if the text has it so",
    ),
    level=Level.WARNING,
    why=(
        "“一是”“二是”一个接一个；断了或者重了，往往是漏录了一条，或者一条拆成了两条。",
        "一是, 二是, 三是 follow one another; where they do not, a measure was lost or one was split.",
    ),
)
FIRST_MARKER = Rule(
    "first-marker",
    zh=("措施从“{marker}”开始", "看前面是不是漏录了；原文如此就保留"),
    en=(
        "the measures begin with “{marker}”",
        "were those before it left out? Keep it if the text has it so",
    ),
    level=Level.WARNING,
    why=(
        "措施从“一是”数起；不从第一个开始，往往是前面漏录了。",
        "Measures are counted from 一是 on; if the first is another, some before it were probably lost.",
    ),
)
TWO_MEASURES = Rule(
    "two-measures",
    zh=("一项里有两条措施：“{first}”和“{second}”", "一条一项，在“{second}”前面分开；文字不变"),
    en=(
        "one item holds two measures: “{first}” and “{second}”",
        "give each an item of its own: begin a new one before “{second}”; the words stay as they are",
    ),
    level=Level.WARNING,
    why=(
        "措施按项计数，和通报载明的条数比较；两条写在一项里，就少数了一条。",
        "Measures are counted by items and compared with the declared total; two in one item are counted as one.",
    ),
)
GLUED = Rule(
    "glued-finding",
    zh=(
        "这里好像连着下一个问题：{words}",
        "下一个问题另写一个文件；原文如此，只是编号巧合，就保留",
    ),
    en=(
        "the next finding seems to begin here: {words}",
        "give it a file of its own; keep it if the number stands there by chance",
    ),
    level=Level.WARNING,
    why=(
        "原文有时把两个问题排在一行，录入时容易当成一个，问题就少了一个。",
        "Texts at times have two findings on one line; typed as one, a finding is lost.",
    ),
)
GLUED_LEAD = Rule(
    "lead-word-in-title",
    zh=("标题里连着整改情况：{words}", "标题只写问题，后面的写进 measures 或 result"),
    en=(
        "the title runs into the measures: {words}",
        "the title has the finding only; the rest belongs into measures or result",
    ),
    level=Level.WARNING,
    why=(
        "标题用在目录、列表和数据里；把措施也录进标题，条数就数不对。",
        "Titles stand in lists and data; measures that are typed into a title are not counted.",
    ),
)
