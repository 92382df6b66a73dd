"""The row of a ledger to the record of a finding: what each of its cells says, and what cannot be taken over."""

import re
from dataclasses import dataclass, field
from datetime import date

from site_src.importers.draft import Doubt, Sure
from site_src.importers.grammar import TITLE_END, plain
from site_src.importers.outline import mark_of
from site_src.importers.parts import LONGEST_TITLE, Part, items
from site_src.importers.source import LeftOut, Reason
from site_src.model import Finding

LONGEST_STATUS = 20
YES_OR_NO = re.compile(r"[是否√×✓✔✗有无Yy Nn]+|TRUE|FALSE")
_DAY = re.compile(
    r"(?P<year>[0-9]{4})[年./-](?P<month>[0-9]{1,2})(?:[月./-](?P<day>[0-9]{1,2})日?|月)?(?P<rest>底?前?)"
)
_SEPARATORS = re.compile(r"[、,，;；/\n]")


@dataclass(slots=True)
class Entry:
    """A finding while its rows are read: for each field the texts that came, with the line they began at."""

    line: int
    place: str
    group: str | None
    texts: dict[str, list[str]] = field(default_factory=dict)

    def lines(self, name: str) -> list[str]:
        """The lines of a field."""
        return [line for text in self.texts.get(name, ()) for line in text.split("\n")]

    def names(self) -> tuple[list[str], list[str]]:
        """The cells of its title and of its number."""
        return self.texts.get("title", []), self.texts.get("number", [])


@dataclass(slots=True)
class Notes:
    """What the reader of a ledger has to tell."""

    left_out: list[LeftOut]
    doubts: list[Doubt] = field(default_factory=list)

    def doubt(self, line: int, zh: str, en: str, sure: Sure = Sure.LIKELY, words: str = "") -> None:
        """Notes something to look at."""
        self.doubts.append(Doubt(line, zh, en, sure, words[:40]))

    def tell(self, entry: Entry, zh: str, en: str, sure: Sure, words: str = "") -> None:
        """Notes something to look at in a row, with its place in the table."""
        self.doubt(entry.line, zh, en, sure, f"{entry.place} {words}".strip())

    def leave_out(self, text: str, reason: Reason, place: str) -> None:
        """Notes a text that is in no field."""
        self.left_out.append(LeftOut(text, reason, place))


def finding_of(notes: Notes, entry: Entry) -> Finding:
    """The record of a finding."""
    title, rest = _title(notes, entry)
    number = "".join(entry.lines("number")).strip()
    if not number:
        mark = mark_of(title)
        number = mark[2] if mark and title[len(mark[2]) :].strip() else ""
        title = title[len(number) :]
    result = entry.lines("result")
    measures = items(Part("", "measures", lines=entry.lines("measures"))) if "measures" in entry.texts else []  # fmt: skip
    if not measures:
        notes.tell(entry, "这个问题没有整改措施", "the finding has no measures", Sure.UNSURE, title)  # fmt: skip
    status = _status(notes, entry, result)
    if status and not any(status in text for text in (*measures, *result)):
        result.append(status)  # the cell is the finding's own words, and what its status rests on
    return Finding(
        number=number,
        title=title,
        group=entry.group,
        description="\n".join([*rest, *entry.lines("description")]) or None,
        measures=tuple(text for text in measures if text.strip()),
        status=status,
        status_basis=status,
        result="\n".join(result) or None,
        departments=_departments(entry),
        deadline=_deadline(notes, entry),
    )


def _title(notes: Notes, entry: Entry) -> tuple[str, list[str]]:
    """The title, and what of the cell goes on after it."""
    lines = entry.lines("title")
    if not lines:
        notes.tell(entry, "这一行有编号，没有问题", "the row has a number and no finding", Sure.UNPLACED)  # fmt: skip
        return "【请填写标题】", []
    title, *rest = lines
    end = TITLE_END.search(plain(title)) if len(title) > LONGEST_TITLE else None
    if end and title[end.end() :].strip():
        notes.tell(
            entry,
            "问题很长，标题到哪里为止是推断的",
            "the finding is long; where its title ends was guessed",
            Sure.UNSURE,
            title,
        )
        return title[: end.end()], [title[end.end() :], *rest]
    return title, rest


def _status(notes: Notes, entry: Entry, result: list[str]) -> str | None:
    """The body's own word. What is longer tells of the result; a bare yes or no is no word for a status."""
    words = [line.strip() for line in entry.lines("status") if line.strip()]
    short = [word for word in words if len(word) <= LONGEST_STATUS and not YES_OR_NO.fullmatch(word)]  # fmt: skip
    result += [word for word in words if len(word) > LONGEST_STATUS]
    unread = [word for word in words if YES_OR_NO.fullmatch(word)] + short[1:]
    for word in unread:
        notes.leave_out(word, Reason.UNUSED, f"{entry.place} 整改状态")
    if unread:
        notes.tell(entry, "状态没有写成一个词，请填写", "the status is no single word; write it", Sure.UNSURE, "、".join(unread))  # fmt: skip
    return short[0] if short else None


def _departments(entry: Entry) -> tuple[str, ...]:
    names = (
        name.strip()
        for text in entry.texts.get("departments", ())
        for name in _SEPARATORS.split(text)
    )
    return tuple(dict.fromkeys(name for name in names if name))


def _deadline(notes: Notes, entry: Entry) -> str | None:
    """The day or the month, if the cell names one that exists."""
    text = " ".join(entry.lines("deadline")).strip()
    if not text:
        return None
    found = _DAY.fullmatch("".join(plain(text).split()))
    value = _partial(found) if found and found["rest"] != "底" else None
    if value is None or (found and found["rest"]):
        notes.leave_out(text, Reason.UNUSED, f"{entry.place} 整改时限")
    if value is None:
        notes.tell(entry, "时限不是一个日期，没有填", "the deadline is no date, and was not filled in", Sure.UNSURE, text)  # fmt: skip
    return value


def _partial(found: re.Match[str]) -> str | None:
    year, month, day = int(found["year"]), int(found["month"]), int(found["day"] or 1)
    try:
        whole = date(year, month, day).isoformat()
    except ValueError:
        return None
    return whole if found["day"] else whole[:7]
