"""Rules for findings: statuses rest on the text, numbers tell findings apart, dates exist."""

import difflib
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from site_src.load import NoticeFolder, SiteFolder
from site_src.model import Finding
from site_src.problems import Level, Place, Problem, Rule
from site_src.reader import PLACEHOLDER


def known_statuses(folder: NoticeFolder, site: SiteFolder) -> Iterator[Problem]:
    """Every status word is filed under a kind in ``notice.yaml``."""
    known = {word.word for word in folder.notice.status_words}
    for stem, finding in folder.findings.items():
        file = f"findings/{stem}.yaml"
        if finding.status and finding.status not in known:
            yield _unknown(finding.status, known, folder.place(file, "status"))
        for index, update in enumerate(finding.updates):
            if update.status and update.status not in known:
                yield _unknown(update.status, known, folder.place(file, "updates", index, "status"))


def _unknown(word: str, known: set[str], place: Place) -> Problem:
    near = difflib.get_close_matches(word, sorted(known), 1, 0.6)
    return (
        MISSPELT_STATUS.at(place, word=word, nearest=near[0])
        if near
        else UNKNOWN_STATUS.at(place, word=word)
    )


def basis_in_text(folder: NoticeFolder, site: SiteFolder) -> Iterator[Problem]:
    """The words that a status rests on stand in the finding itself."""
    for stem, finding in folder.findings.items():
        if finding.status and not finding.status_basis:
            yield NO_BASIS.at(folder.place(f"findings/{stem}.yaml", "status"), word=finding.status)
        elif finding.status_basis and not finding.status:
            yield BASIS_ALONE.at(folder.place(f"findings/{stem}.yaml", "status_basis"))
        elif finding.status_basis and not any(
            finding.status_basis in text for text in _texts(finding)
        ):
            place = folder.place(f"findings/{stem}.yaml", "status_basis")
            yield BASIS_NOT_FOUND.at(place, words=finding.status_basis)


def _texts(finding: Finding) -> tuple[str, ...]:
    return (finding.title, finding.description or "", *finding.measures, finding.result or "")


def findings_have_measures(folder: NoticeFolder, site: SiteFolder) -> Iterator[Problem]:
    """A finding says what was done about it, or why that is withheld."""
    for stem, finding in folder.findings.items():
        if not finding.measures and not finding.withheld and not finding.result:
            rule = NO_MEASURES if folder.approved is None else NO_MEASURES_APPROVED
            yield rule.at(folder.place(f"findings/{stem}.yaml", "measures"))


def updates_in_order(folder: NoticeFolder, site: SiteFolder) -> Iterator[Problem]:
    """Updates stand in the order of time, for the last one that states a status is the one that counts."""
    for stem, finding in folder.findings.items():
        for index, (before, after) in enumerate(pairwise(finding.updates), 1):
            shared = min(len(before.date), len(after.date))
            if after.date[:shared] < before.date[:shared]:
                place = folder.place(f"findings/{stem}.yaml", "updates", index, "date")
                yield UPDATE_OUT_OF_ORDER.at(place, date=after.date, before=before.date)


def updates_after_publication(folder: NoticeFolder, site: SiteFolder) -> Iterator[Problem]:
    """What is told as an update came after the notice was published."""
    published = (folder.notice.published or "")[:10]
    for stem, finding in folder.findings.items() if published else ():
        for index, update in enumerate(finding.updates):
            if update.date < published[: len(update.date)]:
                place = folder.place(f"findings/{stem}.yaml", "updates", index, "date")
                yield UPDATE_TOO_EARLY.at(place, date=update.date, published=published)


def corrections_made(folder: NoticeFolder, site: SiteFolder) -> Iterator[Problem]:
    """What a correction says the text reads now stands in the finding, and is not what it read before."""
    for stem, finding in folder.findings.items():
        for index, correction in enumerate(finding.corrections):
            place = folder.place(f"findings/{stem}.yaml", "corrections", index, "now")
            later = [other.was for other in finding.corrections[index + 1 :]]
            updates = [update.text for update in finding.updates]
            texts = (finding.number + finding.title, *_texts(finding), *updates, *later)
            if correction.now == correction.was:
                yield CORRECTION_ALIKE.at(place, words=correction.now)
            elif not any(correction.now in text for text in (*texts, "".join(finding.measures))):
                yield CORRECTION_NOT_MADE.at(place, words=correction.now)


def numbers_differ(folder: NoticeFolder, site: SiteFolder) -> Iterator[Problem]:
    """No two findings of one group have the same number."""
    seen: dict[tuple[str | None, str], str] = {}
    for stem, finding in folder.findings.items():
        key = (finding.group, finding.number)
        if not finding.number or PLACEHOLDER in finding.number:
            continue  # headings such as 关于…问题 have none
        if key in seen:
            place = folder.place(f"findings/{stem}.yaml", "number")
            yield SAME_NUMBER.at(place, number=finding.number, other=f"findings/{seen[key]}.yaml")
        seen.setdefault(key, stem)


def followed_notices(folder: NoticeFolder, site: SiteFolder) -> Iterator[Problem]:
    """A finding follows up one of a notice that this notice follows up; ``relations`` sees that it exists."""
    for stem, finding in folder.findings.items():
        slug = (finding.follows or "").partition("/")[0]
        if slug and slug not in folder.notice.follows:
            place = folder.place(f"findings/{stem}.yaml", "follows")
            yield NOT_FOLLOWED.at(place, slug=slug)


def real_partial_dates(folder: NoticeFolder, site: SiteFolder) -> Iterator[Problem]:
    """A day that is given exists; the model sees to the form only."""
    inspection = folder.notice.inspection
    for name in ("starts", "ends", "feedback") if inspection else ():
        yield from _unreal(
            getattr(inspection, name), folder.place("notice.yaml", "inspection", name), name
        )
    yield from _unreal(
        folder.notice.published, folder.place("notice.yaml", "published"), "published"
    )
    for stem, finding in folder.findings.items():
        file = f"findings/{stem}.yaml"
        if finding.deadline:
            yield from _unreal(finding.deadline, folder.place(file, "deadline"), "deadline")
        for index, update in enumerate(finding.updates):
            yield from _unreal(update.date, folder.place(file, "updates", index, "date"), "date")


def _unreal(text: str | None, place: Place, field: str) -> Iterator[Problem]:
    if text and len(text) >= 10:
        try:
            date.fromisoformat(text[:10])
        except ValueError:
            yield UNREAL_DATE.at(place, field=field, text=text)


UNKNOWN_STATUS = Rule(
    "unknown-status",
    zh=(
        "状态“{word}”没有归类",
        "在 notice.yaml 的 status_words 里写明这个词（word）属于哪一类（kind）",
    ),
    en=(
        "the status “{word}” is not filed under a kind",
        "add the word and its kind to status_words in notice.yaml",
    ),
    why=(
        "网站按归类筛选和计数，而归类只能由人决定，程序不从词义推断。",
        "Filters and counts go by kinds, and only a person files a word under one: nothing is inferred from what it means.",
    ),
)
MISSPELT_STATUS = Rule(
    "misspelt-status",
    zh=(
        "状态“{word}”没有归类",
        "是否要写“{nearest}”？确是另一个说法，再写进 notice.yaml 的 status_words",
    ),
    en=(
        "the status “{word}” is not filed under a kind",
        "did you mean “{nearest}”? If it is another word, add it to status_words in notice.yaml",
    ),
    why=(
        "网站按归类筛选和计数；差一个字，这个问题就会算到别处去。",
        "Filters and counts go by kinds; with one character wrong the finding would be counted elsewhere.",
    ),
)
NO_BASIS = Rule(
    "no-status-basis",
    zh=(
        "状态“{word}”没有写依据",
        "在 status_basis 里照抄本项中写明这个状态的原话；原文没写明，就删去 status",
    ),
    en=(
        "the status “{word}” names no basis",
        "copy the words of this finding that state it into status_basis; if there are none, remove status",
    ),
    why=(
        "“已完成”之类的结论要有原文可查，不能由编辑推断；原文没写明的，网站显示“未载明”。",
        "A status such as “done” rests on words of the text, never on an editor's inference; without them the site says “not stated”.",
    ),
)
BASIS_NOT_FOUND = Rule(
    "basis-not-found",
    zh=("本项的文字里没有这句依据：{words}", "照抄原话，一个字也不改"),
    en=(
        "the text of this finding does not have these words: {words}",
        "copy them exactly as they stand",
    ),
    why=(
        "依据要在本项原文里找得到，读者才能自己核对。",
        "Readers can verify a status only if the words it rests on stand in the finding itself.",
    ),
)
NO_MEASURES_APPROVED = Rule(
    "no-measures-approved",
    zh=(
        "这个问题没有整改措施，也没有写明不公开的原因",
        "核对审定稿：有措施就补上；审定稿就是这样的，最好请起草单位说明",
    ),
    en=(
        "this finding has neither measures nor a reason for withholding them",
        "compare with the approved text: add them if it has some; if it has none, its drafters had better say why",
    ),
    level=Level.WARNING,
    why=(
        "有审定稿可以核对时，缺少措施不是漏录，而是原文没有；读者仍会问。",
        "Where an approved text proves it, none was forgotten: the text has none. Readers will still ask.",
    ),
)
NO_MEASURES = Rule(
    "no-measures",
    zh=(
        "这一项没有整改措施，也没有写明不公开的原因",
        "写 measures；依法不公开的，在 withheld 里写原因",
    ),
    en=(
        "this finding has neither measures nor a reason for withholding them",
        "write measures, or the reason in withheld",
    ),
    why=(
        "通报要说明问题怎样整改；不宜公开的，也要让读者知道这里有内容没有公开。",
        "A notice tells how a finding was put right; where that is withheld, readers should know that something is.",
    ),
)
UPDATE_OUT_OF_ORDER = Rule(
    "update-out-of-order",
    zh=("这次进展（{date}）排在了 {before} 的后面", "按时间先后排列，新的写在最后"),
    en=(
        "this update ({date}) stands after that of {before}",
        "put updates in the order of time, the newest last",
    ),
    why=(
        "最后一次写明状态的进展，就是网页上显示的现状；顺序错了，现状就错了。",
        "The last update that states a status is shown as the present one; in the wrong order the page would be wrong.",
    ),
)
SAME_NUMBER = Rule(
    "same-number",
    zh=("编号“{number}”和 {other} 重复", "按原文核对；原文确实重复就保留"),
    en=(
        "the number “{number}” is the same as in {other}",
        "compare with the text; keep it if the text itself repeats it",
    ),
    level=Level.WARNING,
    why=(
        "编号是读者引用一个问题时说的话；重复了，就说不清是哪一个。",
        "Readers name a finding by its number; if two share one, nobody knows which is meant.",
    ),
)
UNREAL_DATE = Rule(
    "unreal-date",
    zh=("“{field}”不是真实的日期：{text}", "按原文核对年、月、日"),
    en=("“{field}” is not a real date: {text}", "compare year, month and day with the text"),
    why=(
        "2月30日这样的日期不存在，多半是抄错了；程序不替人改。",
        "There is no 30 February; most likely it is a slip of copying, and the program corrects nothing by itself.",
    ),
)
NOT_FOLLOWED = Rule(
    "not-followed",
    zh=(
        "notice.yaml 没有写明本通报是“{slug}”的后续",
        "在 notice.yaml 的 follows 列表里加上“- {slug}”",
    ),
    en=(
        "notice.yaml does not say that this notice follows up “{slug}”",
        "add “- {slug}” to follows in notice.yaml",
    ),
    why=(
        "问题的后续应当属于通报的后续，否则两份通报的网页对不上。",
        "A finding is followed up within a notice that follows up its notice, or the pages of the two do not agree.",
    ),
)
BASIS_ALONE = Rule(
    "basis-without-status",
    zh=(
        "写了状态的依据（status_basis），没有写状态（status）",
        "在 status 里写原文的状态说法；原文没写明，就把 status_basis 这一行也删去",
    ),
    en=(
        "there is a status_basis, and no status",
        "write the word of the text into status; if it has none, remove status_basis too",
    ),
    why=(
        "没有状态，依据就不会显示，这个问题仍是“未载明”；多半是漏写了一行。",
        "Without a status its basis is not shown, and the finding counts as not stated: a line was probably forgotten.",
    ),
)
UPDATE_TOO_EARLY = Rule(
    "update-before-publication",
    zh=(
        "这次进展（{date}）早于通报的公开时间（{published}）",
        "核对年、月；公开以前的事写在通报的正文里，不写进 updates",
    ),
    en=(
        "this update ({date}) is before the publication of the notice ({published})",
        "check year and month; what came before belongs into the text of the notice, not into updates",
    ),
    level=Level.WARNING,
    why=(
        "updates 是公开以后的进展，网页上也这样写；早于公开的日期，多半是年份录错了。",
        "Updates are shown as what came after publication; an earlier date mostly has a wrong year.",
    ),
)
CORRECTION_ALIKE = Rule(
    "correction-alike",
    zh=(
        "更正前后的文字一样：{words}",
        "在 was 里写原来的文字，在 now 里写改好的文字；没有更正，就删去这一项",
    ),
    en=(
        "the correction has the same words before and after: {words}",
        "write into was what it said, into now what it says; remove the item if nothing was corrected",
    ),
    why=(
        "更正会公开；前后一样，读者看不出改了什么。",
        "Corrections are published; if both are alike, nobody can see what was corrected.",
    ),
)
CORRECTION_NOT_MADE = Rule(
    "correction-not-made",
    zh=(
        "本项的文字里没有更正后的这句话：{words}",
        "先把正文改对；now 要照抄改好的正文，一个字也不改",
    ),
    en=(
        "the text of this finding does not have the corrected words: {words}",
        "correct the text first; copy into now the words exactly as they stand there",
    ),
    level=Level.WARNING,
    why=(
        "更正说“现在写的是”，正文里就要找得到；找不到，不是正文没有改，就是 now 录错了。",
        "A correction says what the text reads now; if it does not, the text was not corrected, or now is mistyped.",
    ),
)
