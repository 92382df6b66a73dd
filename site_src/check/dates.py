"""Rules for dates: those in a text exist and are whole, and one follows the other as events do.

Days and months give a verdict, years alone none. What is planned lies in the future by right, so a date beside a word
of planning is left alone.
"""

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from site_src.load import NoticeFolder, SiteFolder
from site_src.markers import chinese_number
from site_src.names import in_chinese
from site_src.passages import Passage, around, owners, passages, place_in, whole_text
from site_src.problems import Level, Problem, Rule

_LATE_DAY = re.compile(r"月(?:29|3[0-9]|[4-9][0-9]|00?)[日号]")
_LATE_MONTH = re.compile(r"年(?:1[3-9]|[2-9][0-9]|00?)月")
_YEAR_AND_MONTH = re.compile(r"(?:([0-9]{4})年)?([0-9]{1,2})\Z")
_DONE = (
    "(?:召开|印发|制定|下发|出台|开展|组织|完成|举办|举行|进行|通过|修订|发布|公布|成立|启动|报送|上报|提交|签订"
    "|之前|以前|前往|[，。；：\\n])"
)
_BROKEN = (
    re.compile(
        r"20(?<![0-9]20)[0-9]{2}(?:[ \u3000]+[0-9]{1,2}月"
        rf"|年[0-9]{{1,2}}(?:日(?![内以])|(?={_DONE})|月[0-9]{{1,2}}(?={_DONE})))"
    ),
    re.compile(r"年[ \u3000_]+月(?:[ \u3000_]+日)?"),
    re.compile(r"月(?<![ \u3000_]月)[ \u3000_]+日"),
)
_DATED = re.compile(r"20(?<![0-9]20)[0-9]{2}年(?:1[0-2]|0?[1-9])月(?:[0-9]{1,2}日)?")
_CHINESE_DAY = re.compile(
    r"([一二三四五六七八九〇零○]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_CHINESE_DIGITS = str.maketrans("一二三四五六七八九〇零○", "123456789000")
_PLANNED = re.compile(
    r"计划|原定|定于|拟|将|预计|力争|确保|争取|目标|期限|限期|时限|届时|到期|有效期|至|[前底止后]|下一步|今后|明年"
)
_SENTENCE_ENDS = "。；;！？\n"
# In each row none is before the one to its left.
_ORDER = (
    (
        ("inspection", "starts"),
        ("inspection", "ends"),
        ("inspection", "feedback"),
        ("signed",),
        ("published",),
    ),
    (("window", "starts"), ("window", "ends")),
    (("document", "effective"), ("document", "abolished")),
)


def fields_in_order(folder: NoticeFolder, site: SiteFolder) -> Iterator[Problem]:
    """The inspection, its feedback, the signing and the publication follow one another."""
    for row in _ORDER:
        given = [(path, value) for path in row if (value := _value(folder.notice, path))]
        for (earlier, before), (later, after) in pairwise(given):
            shared = min(len(before), len(after))
            if before[:shared] > after[:shared]:
                yield DATES_CONTRADICT.at(
                    folder.place("notice.yaml", *later),
                    name=in_chinese(later[-1]),
                    field=".".join(later),
                    date=after,
                    other_name=in_chinese(earlier[-1]),
                    other=".".join(earlier),
                    before=before,
                )


def _value(record: object, path: tuple[str, ...]) -> str:
    """The day of a field, or as much of it as is known; none is empty."""
    for name in path:
        record = getattr(record, name, None)
    return str(record or "")[:10]


def text_dates_exist(folder: NoticeFolder, site: SiteFolder) -> Iterator[Problem]:
    """A day that a text names is one of the calendar, and has all its signs."""
    whole = whole_text(folder)
    unreal = sorted(_unreal(whole))
    for (start, end), (passage, at) in zip(
        unreal, owners(folder, [start for start, _ in unreal]), strict=True
    ):
        yield UNREAL_TEXT_DATE.at(place_in(folder, passage, at), words=whole[start:end])
    broken = sorted({match.span() for pattern in _BROKEN for match in pattern.finditer(whole)})
    for (start, end), (passage, at) in zip(
        broken, owners(folder, [start for start, _ in broken]), strict=True
    ):
        yield BROKEN_DATE.at(place_in(folder, passage, at), words=around(whole, start, end))


def _unreal(text: str) -> Iterator[tuple[int, int]]:
    for match in _LATE_MONTH.finditer(text):
        before = re.search("[0-9]*$", text[max(0, match.start() - 4) : match.start()])
        yield match.start() - len(before[0] if before else ""), match.end()
    for match in _LATE_DAY.finditer(text):
        month = _YEAR_AND_MONTH.search(text[max(0, match.start() - 7) : match.start()])
        if month and not _exists(month[1] or "2024", month[2], match[0][1:-1]):
            yield match.start() - len(month[0]), match.end()


def _exists(year: str, month: str, day: str) -> bool:
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return int(month) > 12  # told by the other pattern, or no month at all
    return True


def text_dates_in_order(folder: NoticeFolder, site: SiteFolder) -> Iterator[Problem]:
    """What was done was done before the notice was signed."""
    signed = _value(folder.notice, ("signed",)) or _value(folder.notice, ("published",))
    if not signed or not any(_is_after(d, signed) for d in _DATED.findall(whole_text(folder))):
        return
    for passage in passages(folder):
        if passage.file == "next-steps.md" or "updates" in passage.path:
            continue
        for match in _DATED.finditer(passage.text):
            if _is_after(match[0], signed) and not _is_planned(passage, match.start(), match.end()):
                place = place_in(folder, passage, match.start())
                yield DATE_AFTER_SIGNING.at(place, words=match[0], signed=signed)


def _is_after(words: str, signed: str) -> bool:
    """Whether 2024年8月3日, or all of 2024年8月, is after the day of signing."""
    if words[:4] < signed[:4]:
        return False
    day = "-".join(f"{number:0>2}" for number in re.findall("[0-9]+", words))
    return day > signed[: len(day)]


def signature_has_the_day(folder: NoticeFolder, site: SiteFolder) -> Iterator[Problem]:
    """The day of signing is the one that stands in the signature, if one does."""
    notice = folder.notice
    if not notice.signed or not notice.signature:
        return
    days = [day for line in notice.signature for day in _days(line)]
    if days and str(notice.signed) not in days:
        place = folder.place("notice.yaml", "signed")
        yield SIGNED_DIFFERS.at(place, signed=notice.signed, day=days[0])


def _days(line: str) -> Iterator[str]:
    """The days of a line of the signature, 2024年7月3日 or 二〇二四年七月三日, as 2024-07-03."""
    for year, month, day in re.findall(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日", line):
        yield f"{year}-{month:0>2}-{day:0>2}"
    for year, month, day in _CHINESE_DAY.findall(line):
        numbers = chinese_number(month), chinese_number(day)
        yield f"{year.translate(_CHINESE_DIGITS)}-{numbers[0]:02}-{numbers[1]:02}"


def _is_planned(passage: Passage, start: int, end: int) -> bool:
    text = passage.text
    begins = max(text.rfind(sign, 0, start) for sign in _SENTENCE_ENDS)
    ends = min(at for sign in _SENTENCE_ENDS if (at := text.find(sign, end)) >= 0)
    return bool(_PLANNED.search(text, begins + 1, ends))


DATES_CONTRADICT = Rule(
    "dates-contradict",
    zh=(
        "“{name}”（{field}，{date}）早于“{other_name}”（{other}，{before}）",
        "按原文核对；原文确实如此，就不填其中一个",
    ),
    en=(
        "“{field}” ({date}) is before “{other}” ({before})",
        "compare both with the text; if it has them so, leave one of them out",
    ),
    why=(
        "先巡察，后反馈，再整改、落款、公开；日期倒过来，必有一个录错了。",
        "Inspection, feedback, signing and publication follow one another: if two dates do not, one is mistyped.",
    ),
)
UNREAL_TEXT_DATE = Rule(
    "unreal-date-in-text",
    zh=("正文里有不存在的日期：{words}", "对照原文；原文如此就保留，并请起草单位核实"),
    en=(
        "the text has a date that does not exist: {words}",
        "compare with the text; keep it if it is so there, and ask its author",
    ),
    level=Level.WARNING,
    why=(
        "不存在的日期会让读者怀疑全文，多半是录入时看错了一个数字。",
        "A date that does not exist makes readers doubt the rest; mostly one figure was misread in typing.",
    ),
)
BROKEN_DATE = Rule(
    "broken-date",
    zh=("日期好像缺了年、月或日：{words}", "对照原文；原文如此就保留"),
    en=(
        "a date seems to have lost its year, month or day sign: {words}",
        "compare with the text; keep it if it is so there",
    ),
    level=Level.WARNING,
    why=(
        "文稿在几种编辑软件之间转来转去，日期里的“年”“月”“日”会丢失；日期没有填完也在此列。",
        "On their way through several editors dates lose 年, 月 or 日; dates that were never filled in are told too.",
    ),
)
DATE_AFTER_SIGNING = Rule(
    "date-after-signing",
    zh=(
        "正文里的 {words} 晚于落款或公开的日期（{signed}）",
        "对照原文核对年、月；确是计划中的日期，就保留",
    ),
    en=(
        "{words} in the text is after the day of signing or publication ({signed})",
        "compare year and month with the text; keep it if it is a planned date",
    ),
    level=Level.WARNING,
    why=(
        "通报写的是已经做了的事，晚于落款的日期多半是年份录错了。写明“计划”“前”“底”等的不在此列。",
        "A notice tells what was done; a later date mostly has a wrong year. Dates beside words of planning are left alone.",
    ),
)
SIGNED_DIFFERS = Rule(
    "signed-differs",
    zh=(
        "“落款日期”（signed）是 {signed}，落款（signature）里写的是 {day}",
        "对照原文，改正录错的一处",
    ),
    en=(
        "“signed” is {signed}, and the signature says {day}",
        "compare with the text and correct what was mistyped",
    ),
    why=(
        "signed 是从落款抄来的；两处不一样，必有一处录错了。",
        "What is given as “signed” was copied from the signature; if both differ, one of them is mistyped.",
    ),
)
