"""Hints on punctuation and figures after GB/T 15834 and GB/T 15835; the text itself is never changed.

Each rule tells of a notice once: the first place, how many there are, and the files of the others. ``HINTS`` has for
each rule the words without one of which it cannot apply, and its patterns. What is looked for first stands first in a
pattern, and what has to stand before it is looked at last: so the search is one for a letter.
"""

import re
from collections.abc import Iterator
from functools import cache

from site_src.load import NoticeFolder, SiteFolder
from site_src.passages import Passage, around, owners, place_in, whole_text
from site_src.problems import Level, Problem, Rule, masked

_CJK = "\u3400-\u9fff"
_BEFORE = rf"{_CJK}”’》）〕】"
_AFTER = rf"{_CJK}“‘《（〔【"
_UNITS = "年月日时分秒天周岁个人名户家次批期件项条份起处场万亿元吨米台套辆页%％"
# After a blank only these are surely units: «附件1 项目清单» and «表2 年度计划» are no numbers with units.
_CLEAR_UNITS = "(?:年(?![度报终])|月(?![度报])|日(?![常报程])|[万亿元%％]|人次|个(?!人))"
_PAIRS = {"“": "”", "‘": "’", "《": "》", "（": "）", "〔": "〕", "【": "】"}
_STOPS = "，。；、："
_MANY = 8  # files named in one hint

Spans = set[tuple[int, int]]


def wording_hints(folder: NoticeFolder, site: SiteFolder) -> Iterator[Problem]:
    """Slips of punctuation and of the way figures are written."""
    whole = whole_text(folder)
    for rule, needed, patterns in HINTS:
        for word in needed or ("",):
            if word in whole:
                spans = {m.span() for p in patterns for m in _compiled(p).finditer(whole)}
                yield from _hint(folder, rule, spans)
                break
    if _may_be_unpaired(whole):
        alone, nested = _odd_brackets(whole)
        yield from _hint(folder, UNPAIRED, alone)
        yield from _hint(folder, NESTED, nested)


def title_ends(folder: NoticeFolder, site: SiteFolder) -> Iterator[Problem]:
    """Titles that end in a mark that ends no title."""
    odd = [stem for stem, f in folder.findings.items() if f.title[-1] in ".,;:，、；："]
    if odd:
        title = folder.findings[odd[0]].title
        field = folder.place(f"findings/{odd[0]}.yaml", "title")
        place = folder.spot(field, title, len(title) - 1)
        yield TITLE_END.at(place, words=masked(title)[-10:], count=len(odd), files=_some(odd))


def _hint(folder: NoticeFolder, rule: Rule, spans: set[tuple[int, int]]) -> Iterator[Problem]:
    """One problem for all that the rule found in the whole text."""
    if not spans:
        return
    found = sorted(spans)
    owned = [
        (passage, at, end - start)
        for (passage, at), (start, end) in zip(
            owners(folder, [start for start, _ in found]), found, strict=True
        )
        if rule is not HALF_WIDTH or not _ends_title(passage, at)
    ]
    if owned:
        passage, at, length = owned[0]
        files = [*dict.fromkeys(passage.short for passage, _, _ in owned)]
        words = around(passage.text, at, at + length)
        place = place_in(folder, passage, at)
        yield rule.at(place, words=words, count=len(owned), files=_some(files))


def _ends_title(passage: Passage, at: int) -> bool:
    """Whether the sign is the last of a finding's title, which ``title_ends`` tells."""
    return passage.path == ("title",) and at == len(passage.text) - 2


def _some(files: list[str]) -> str:
    return " ".join(files[:_MANY]) + (" …" if len(files) > _MANY else "")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Most notices have no need of most patterns."""
    return re.compile(pattern)


def _may_be_unpaired(whole: str) -> bool:
    """Whether some bracket has no partner, or stands within its like."""
    for opening, closing in _PAIRS.items():
        count = whole.count(opening)
        if count != whole.count(closing):
            return True
        alone = rf"{opening}[^{opening}{closing}\n]*+(?!{closing})"
        if count and _compiled(alone).search(whole):
            return True
    return False


def _odd_brackets(text: str) -> tuple[Spans, Spans]:
    """Brackets without a partner, and those within their like; half-width ones are partners of the wide."""
    alone: Spans = set()
    nested: Spans = set()
    open_now: list[tuple[str, int]] = []
    closings = {closing: opening for opening, closing in _PAIRS.items()}
    for match in _compiled(r"[“”‘’《》（）()〔〕【】\n]").finditer(text):
        sign, at = {"(": "（", ")": "）"}.get(match[0], match[0]), match.start()
        if sign == "\n":
            alone.update((where, where + 1) for _, where in open_now)
            open_now = []
        elif sign in _PAIRS:
            if any(sign == other for other, _ in open_now):
                nested.add((at, at + 1))
            open_now.append((sign, at))
        elif open_now and open_now[-1][0] == closings[sign]:
            open_now.pop()
        elif (
            not (sign == "）" and _compiled(_LIST_NUMBER).search(text[max(0, at - 5) : at]))
            and sign != "’"
        ):
            alone.add((at, at + 1))
    return alone, nested


_LIST_NUMBER = r"(?:^|[：:；;。，,、\s])[0-9a-zA-Z一二三四五六七八九十]{1,3}\Z"  # 1）, a）, 一）

HALF_WIDTH = Rule(
    "half-width-mark",
    zh=(
        "中文里用了半角标点：{words}（共{count}处，在 {files}）",
        "原文如此就保留；要改，先改审定稿",
    ),
    en=(
        "half-width punctuation in Chinese text: {words} (in all {count}, in {files})",
        "keep it if the approved text has it; to change it, change that text first",
    ),
    level=Level.HINT,
    why=(
        "GB/T 15834—2011《标点符号用法》：中文用全角的逗号、冒号、分号、问号、叹号、括号、引号和句号。只提示，不改动。",
        "GB/T 15834-2011 on punctuation: Chinese text has full-width marks. It is a hint; nothing is changed.",
    ),
)
COMMA_BETWEEN = Rule(
    "comma-between-titles",
    zh=(
        "相邻的书名号或引号之间用了顿号：{words}（共{count}处，在 {files}）",
        "按国家标准通常不用；原文如此就保留",
    ),
    en=(
        "a 、 stands between adjacent titles or quotations: {words} (in all {count}, in {files})",
        "the standard does without it; keep it if the approved text has it",
    ),
    level=Level.HINT,
    why=(
        "GB/T 15834—2011：标有引号或书名号的并列成分之间通常不用顿号。",
        "GB/T 15834-2011: items in quotation marks or title marks usually stand side by side without 、.",
    ),
)
UNPAIRED = Rule(
    "unpaired-mark",
    zh=(
        "括号、引号或书名号不成对：{words}（共{count}处，在 {files}）",
        "对照原文，看是不是漏录了一半",
    ),
    en=(
        "a bracket or quotation mark has no partner: {words} (in all {count}, in {files})",
        "compare with the text: was the other half lost?",
    ),
    level=Level.HINT,
    why=(
        "GB/T 15834—2011：括号、引号、书名号成对使用。只有一半，多半是录入时漏了字。",
        "GB/T 15834-2011: these marks come in pairs. One alone often means that words were lost in typing.",
    ),
)
NESTED = Rule(
    "nested-mark",
    zh=(
        "同一种括号、引号或书名号套用：{words}（共{count}处，在 {files}）",
        "里面一层通常换一种：〔〕‘’〈〉；原文如此就保留",
    ),
    en=(
        "brackets or marks of one form stand within each other: {words} (in all {count}, in {files})",
        "the inner ones usually are 〔〕, ‘’ or 〈〉; keep them if the approved text has them",
    ),
    level=Level.HINT,
    why=(
        "GB/T 15834—2011：套用时里外两层用不同的形式。",
        "GB/T 15834-2011: the inner marks have another form than the outer ones.",
    ),
)
RANGE_SIGN = Rule(
    "range-sign",
    zh=(
        "数字范围用了半角的 - 或 ~：{words}（共{count}处，在 {files}）",
        "通常用一字线“—”或浪纹线“～”；原文如此就保留",
    ),
    en=(
        "a range of figures has a half-width - or ~: {words} (in all {count}, in {files})",
        "the usual signs are — and ～; keep it if the approved text has it",
    ),
    level=Level.HINT,
    why=(
        "GB/T 15834—2011：数值范围用浪纹线或一字线。电话、编号中的短横不在此列。",
        "GB/T 15834-2011: a range has — or ～. Hyphens of telephone and other numbers are not meant.",
    ),
)
ELLIPSIS = Rule(
    "odd-ellipsis",
    zh=(
        "省略号的写法少见：{words}（共{count}处，在 {files}）",
        "省略号是“……”，占两个字；原文如此就保留",
    ),
    en=(
        "an unusual ellipsis: {words} (in all {count}, in {files})",
        "it is written ……, two characters wide; keep it if the approved text has it",
    ),
    level=Level.HINT,
    why=(
        "GB/T 15834—2011：省略号为“……”。",
        "GB/T 15834-2011: the ellipsis is ……, two characters wide.",
    ),
)
DASH = Rule(
    "odd-dash",
    zh=(
        "破折号的写法少见：{words}（共{count}处，在 {files}）",
        "破折号是“——”，占两个字；原文如此就保留",
    ),
    en=(
        "an unusual dash: {words} (in all {count}, in {files})",
        "it is written ——, two characters wide; keep it if the approved text has it",
    ),
    level=Level.HINT,
    why=(
        "GB/T 15834—2011：破折号为“——”。",
        "GB/T 15834-2011: the dash is ——, two characters wide.",
    ),
)
DOUBLED_MARK = Rule(
    "doubled-mark",
    zh=("两个标点连在一起：{words}（共{count}处，在 {files}）", "对照原文，多半多打了一个"),
    en=(
        "two marks stand together: {words} (in all {count}, in {files})",
        "compare with the text: one is probably a slip",
    ),
    level=Level.HINT,
    why=(
        "逗号、句号、分号、顿号、冒号不会两个连用；连用多半是录入或排版时的差错。",
        "These marks never stand side by side; if they do, it is mostly a slip of typing.",
    ),
)
DOCUMENT_NUMBER = Rule(
    "document-number-form",
    zh=(
        "发文字号的写法少见：{words}（共{count}处，在 {files}）",
        "年份用六角括号，序号不加“第”、不编虚位，例如〔2024〕1号；原文如此就保留",
    ),
    en=(
        "an unusual document number: {words} (in all {count}, in {files})",
        "the year stands in 〔〕, the serial has neither 第 nor a leading zero: 〔2024〕1号; keep it if the approved text has it",
    ),
    level=Level.HINT,
    why=(
        "GB/T 9704—2012《党政机关公文格式》：发文字号的年份用六角括号，序号不加“第”、不编虚位。",
        "GB/T 9704-2012 on the form of official documents: 〔year〕, then the serial without 第 and without zeros before it.",
    ),
)
SHORT_YEAR = Rule(
    "short-year",
    zh=(
        "年份只写了两位：{words}（共{count}处，在 {files}）",
        "年份应写全，例如2024年；原文如此就保留",
    ),
    en=(
        "a year of two digits: {words} (in all {count}, in {files})",
        "years are written in full, such as 2024年; keep it if the approved text has it",
    ),
    level=Level.HINT,
    why=(
        "GB/T 15835—2011《出版物上数字用法》：年份不用简写。几年以后，读者分不清是年份还是年数。",
        "GB/T 15835-2011 on figures: years are not shortened. Later readers cannot tell a year from a number of years.",
    ),
)
MIXED_NUMERALS = Rule(
    "mixed-numerals",
    zh=(
        "一个数里混用了阿拉伯数字和汉字：{words}（共{count}处，在 {files}）",
        "全用一种；原文如此就保留",
    ),
    en=(
        "one number mixes Arabic and Chinese figures: {words} (in all {count}, in {files})",
        "use one kind; keep it if the approved text has it",
    ),
    level=Level.HINT,
    why=(
        "GB/T 15835—2011：同一个日期或数值用同一种数字；“万”“亿”可以和阿拉伯数字连用，“千”“百”不可以。",
        "GB/T 15835-2011: a date or number has one kind of figures; 万 and 亿 may follow Arabic figures, 千 and 百 may not.",
    ),
)
BLANK_IN_NUMBER = Rule(
    "blank-in-number",
    zh=(
        "数字和单位之间有空格：{words}（共{count}处，在 {files}）",
        "数字和汉字单位连写；原文如此就保留",
    ),
    en=(
        "a blank between a number and its unit: {words} (in all {count}, in {files})",
        "they are written together; keep it if the approved text has it",
    ),
    level=Level.HINT,
    why=(
        "数字和单位要连在一起，换行时才不会拆开，按金额、日期查找时也才找得到。",
        "Written together, a number and its unit stay on one line, and a search for a date or an amount finds them.",
    ),
)
TITLE_END = Rule(
    "odd-title-end",
    zh=("问题标题的末尾标点少见：{words}（共{count}处，在 {files}）", "对照原文；原文如此就保留"),
    en=(
        "the title of a finding ends in an odd mark: {words} (in all {count}, in {files})",
        "compare with the text; keep it if it is so there",
    ),
    level=Level.HINT,
    why=(
        "标题末尾的半角点或逗号，多半是录入或转换时的差错，也可能是标题没有录完。",
        "A half-width stop or a comma at the end of a title is mostly a slip, or the title was cut short.",
    ),
)

_MONTH = "(?=[一二三四五六七八九十]{1,2}月)"
_CHINESE_DIGITS = "一二三四五六七八九〇零○"
HINTS: tuple[tuple[Rule, tuple[str, ...], tuple[str, ...]], ...] = (
    (
        HALF_WIDTH,
        (",", ":", ";", "?", "!", "(", ")", '"', ".\n", ".”"),
        (
            rf"[,:;?!](?<=[{_BEFORE}].)(?=[{_AFTER}\n])",
            rf"[(](?<=[{_BEFORE}].)(?=[{_AFTER}0-9])|[)](?<=[{_CJK}”》].)",
            rf"[\"](?<=[{_CJK}：，。；、].)(?=[{_CJK}])|[\"](?<=[{_CJK}].)(?=[{_CJK}：，。；、\n])",
            rf"[.](?<=[{_BEFORE}].)(?=[\n”])",
        ),
    ),
    (COMMA_BETWEEN, ("》、《", "”、“"), ("》、《|”、“",)),
    (
        RANGE_SIGN,
        ("-", "~"),
        tuple(
            rf"{sign}(?<=[0-9年月日元%％]{sign})(?<![-~.][0-9]{sign})(?<![-~][0-9]{{2}}{sign})"
            rf"(?<![-~][0-9]{{4}}{sign})(?=[0-9]{{1,4}}(?:\.[0-9]+)?[{_UNITS}])"
            for sign in ("-", "~")
        ),
    ),
    (
        ELLIPSIS,
        (),
        (r"…(?<!……)(?!…)", rf"\.\.\.+(?<=[{_BEFORE}]\.\.\.)\.*", "。。。+", "···+"),
    ),
    (DASH, (), (rf"--+(?<=[{_BEFORE}]--)(?=[{_AFTER}])", "－－+", "――+")),
    (
        DOUBLED_MARK,
        (),
        tuple(f"{mark}(?=[{_STOPS}])(?<![{_STOPS}].).(?![{_STOPS}])" for mark in _STOPS),
    ),
    (
        DOCUMENT_NUMBER,
        (),
        (
            r"\[20[0-9]{2}\] ?第?[0-9]+号",
            r"\(20[0-9]{2}\) ?第?[0-9]+号",
            "（20[0-9]{2}） ?第?[0-9]+号",
            "【20[0-9]{2}】 ?第?[0-9]+号",
            "〔20[0-9]{2}〕(?:第0*|0+)[0-9]+号",
        ),
    ),
    (
        SHORT_YEAR,
        ("年",),
        ("年(?<=[^0-9.第近续][0-9]{2}年)(?=[0-9]{1,2}月|度|底|上半年|下半年)",),
    ),
    (
        MIXED_NUMERALS,
        ("年", "千", "百"),
        (
            f"年(?:(?<=[0-9]{{4}}年){_MONTH}|(?<=[一二][0-9][{_CHINESE_DIGITS}]{{2}}年)"
            f"|(?<=[一二][九〇零○][{_CHINESE_DIGITS}]{{2}}年)(?=[0-9]))",
            "千(?<=[0-9]千)(?=[0-9])",
            "百(?<=[0-9]百)(?=[0-9])",
        ),
    ),
    (BLANK_IN_NUMBER, (" ",), (rf" (?<=[0-9] )(?={_CLEAR_UNITS})",)),
)
