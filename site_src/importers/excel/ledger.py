"""A ledger (整改台账) to a notice: one finding a row, its cells to fields by the names of their columns.

A ledger has no approved text, so there are no lines to hold the records against; the proof is another: every character
of every cell stands in a field, or in what was left out.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from msgspec.structs import replace

from site_src.importers import facts
from site_src.importers.draft import Draft, Sure
from site_src.importers.excel.columns import Head, Row, head_of, is_repeated, rows_of
from site_src.importers.excel.entry import Entry, Notes, finding_of
from site_src.importers.grammar import TITLE, plain
from site_src.importers.outline import mark_of
from site_src.importers.parts import kind_of
from site_src.importers.source import CannotImport, Reason, Source
from site_src.importers.structure import UNKNOWN_ISSUER, UNKNOWN_TITLE
from site_src.model import Finding, Group, Notice, StatusWord

NO_HEAD = (
    "表格里没有认出表头。表头要在最上面的 20 行里，至少有“反馈问题”（或“具体问题”“存在问题”）和另一列，"
    "如“序号”“整改措施”“整改情况”“责任单位”“整改时限”。请改好表头的名字，再导入。",
    "no head was made out in the table. It has to stand in the upper 20 rows, with 反馈问题 (or 具体问题, 存在问题) and one more column, "
    "such as 序号, 整改措施, 整改情况, 责任单位, 整改时限. Name the columns so, and import it again.",
)
_BODY = re.compile(r"(?:填报|报送|制表|编制|填表)?(?:单位|部门)(?:\([^)]*\))?[:][ \t]*(\S.{1,40}?)(?=[ \t]{2,}|\t|$)")  # fmt: skip


@dataclass(slots=True)
class _Heading:
    """A group while it grows."""

    id: str
    text: str
    below: "list[_Heading]" = field(default_factory=list)


@dataclass(slots=True)
class _Ledger:
    """A ledger while it is read."""

    head: Head
    notes: Notes
    lines: list[str] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    headings: list[_Heading] = field(default_factory=list)


def is_ledger(source: Source) -> bool:
    """Whether a source is a workbook, or a table of findings with little text beside it."""
    if source.form == "xlsx":
        return True
    cells = sum(len(p.text) for p in source.paragraphs if p.cell)
    return 2 * cells > sum(len(p.text) for p in source.paragraphs) and _table(source) is not None


def ledger(source: Source, title: str | None = None, issuer: str | None = None) -> Draft:
    """The findings of a ledger. ``title`` and ``issuer`` are used where it names none."""
    found = _table(source)
    if found is None:
        raise CannotImport(*NO_HEAD)
    number, rows, head = found
    places = {
        paragraph.cell.row: paragraph.place
        for paragraph in reversed(source.paragraphs)
        if paragraph.cell and paragraph.cell.table == number
    }
    reading = _Ledger(head, Notes([]))
    above: list[str] = []
    for is_table, paragraphs in groupby(
        source.paragraphs, lambda p: p.cell is not None and p.cell.table == number
    ):
        if is_table:
            above += _read_rows(reading, rows, places)
            continue
        for paragraph in paragraphs:
            reading.lines.append(paragraph.text)
            if reading.entries:
                reading.notes.leave_out(paragraph.text, Reason.UNUSED, paragraph.place)
            else:
                above.append(paragraph.text)
    draft = _draft(reading, above, title, issuer)
    _prove(draft, reading)
    doubts = sorted(reading.notes.doubts, key=lambda doubt: doubt.line)
    left_out = (*source.left_out, *reading.notes.left_out)
    return replace(draft, left_out=left_out, doubts=tuple(doubts))


def _table(source: Source) -> tuple[int, list[Row], Head] | None:
    """The first table of findings: which it is, its rows and its head."""
    numbers = dict.fromkeys(p.cell.table for p in source.paragraphs if p.cell)
    for number in numbers:
        rows = rows_of(p for p in source.paragraphs if p.cell and p.cell.table == number)
        if head := head_of(rows):
            return number, rows, head
    return None


# --- rows ----------------------------------------------------------------------------------------


def _read_rows(reading: _Ledger, rows: Sequence[Row], places: Mapping[int, str]) -> list[str]:
    """Every row of the table; gives what stands above its head."""
    head = reading.head
    above = ["\t".join(_sorted(row)) for row in rows[: head.first] if row]
    last = max((i for i, row in enumerate(rows) if _has_problem(row, head)), default=-1)
    path: dict[int, _Heading] = {}
    for index, row in enumerate(rows):
        line = len(reading.lines) + 1
        reading.lines += [part for text in _sorted(row) for part in text.split("\n")]
        if index < head.first or not row:
            continue
        if index < head.ends:
            reading.notes.leave_out("\t".join(_sorted(row)), Reason.UNUSED, places[index])
        elif is_repeated(row, head):
            reading.notes.leave_out("\t".join(_sorted(row)), Reason.REPEATED, places[index])  # fmt: skip
        elif index > last and not _goes_on(row, head) and (len(row) == 1 or not reading.entries):
            reading.notes.leave_out("\t".join(_sorted(row)), Reason.UNUSED, places[index])  # fmt: skip
        elif _is_heading(row, head, rows[index + 1 : index + 2]):
            path = {-1: _heading(reading, {}, -1, next(iter(row.values())))}
        else:
            _read_row(reading, row, path, line, places[index])
    return above


def _sorted(row: Row) -> list[str]:
    return [row[at] for at in sorted(row)]


def _has_problem(row: Row, head: Head) -> bool:
    return any(at in row for at, column in head.columns.items() if column.field == "title")


def _goes_on(row: Row, head: Head) -> bool:
    """Whether a row has more of what was done about the finding above it."""
    fields = {head.columns[at].field for at in row if at in head.columns}
    return bool(fields & {"measures", "result"})


def _is_heading(row: Row, head: Head, after: Sequence[Row]) -> bool:
    """Whether a row is one heading across the table: a single cell, at its edge, before a finding."""
    ((at, text), *others) = row.items()
    field_of_it = head.columns[at].field if at in head.columns else ""
    is_first = at == min(head.columns)
    return (
        not others
        and is_first
        and bool(after)
        and len(after[0]) > 1
        and (field_of_it != "group" or mark_of(text) is not None)
        and not plain(text).strip().isdecimal()
    )


def _heading(reading: _Ledger, path: dict[int, _Heading], at: int, text: str) -> _Heading:
    """The group of this name below those open to the left of it; a new one if there is none."""
    above = [path[column] for column in sorted(path) if column < at]
    siblings = above[-1].below if above else reading.headings
    known = next((heading for heading in siblings if heading.text == text), None)
    if known is None:
        number = len(siblings) + 1
        known = _Heading(f"{above[-1].id}-{number}" if above else f"part-{number}", text)
        siblings.append(known)
    return known


def _read_row(reading: _Ledger, row: Row, path: dict[int, _Heading], line: int, place: str) -> None:
    """A row to the finding it belongs to. What spans several rows stands in the first of them."""
    head = reading.head
    for at in sorted(row):
        if at in head.columns and head.columns[at].field == "group":
            heading = _heading(reading, path, at, row[at])
            for right in [column for column in path if column >= at]:
                del path[right]
            path[at] = heading
    has_problem = _has_problem(row, head)
    numbers = [row[at] for at, c in head.columns.items() if c.field == "number" and at in row]
    last = reading.entries[-1] if reading.entries else None
    titles = [row[at] for at, c in head.columns.items() if c.field == "title" and at in row]
    is_bare = not (has_problem or numbers)
    is_same = last is not None and (is_bare or (titles, numbers) == last.names())
    if last is None or not is_same:
        group = path[max(path)].id if path else None
        last = Entry(line, place, group)
        reading.entries.append(last)
    for at in sorted(row):
        column = head.columns.get(at)
        name = column.field if column else ""
        if name == "group":
            continue
        if is_same and name in ("number", "title"):
            reading.notes.leave_out(row[at], Reason.REPEATED, place)
        elif name:
            last.texts.setdefault(name, []).append(row[at])
        else:
            words = column.words.replace("\n", "") if column else "没有表头的列"
            reading.notes.leave_out(row[at], Reason.UNUSED, f"{place} {words}")


# --- records -------------------------------------------------------------------------------------


def _draft(reading: _Ledger, above: Sequence[str], title: str | None, issuer: str | None) -> Draft:
    """The records of what was read."""
    findings: dict[str, Finding] = {}
    lines: dict[str, int] = {}
    width = max(2, len(str(len(reading.entries))))
    for index, entry in enumerate(reading.entries, 1):
        stem = f"{index:0{width}}"
        findings[stem], lines[stem] = finding_of(reading.notes, entry), entry.line
    texts = [text for row in above for text in row.split("\t")]
    named = next((text for text in texts if TITLE.match(plain(text))), None)
    body = next((m for text in texts if (m := _BODY.search(plain(text)))), None)
    for text in texts:
        if text != named:
            reading.notes.leave_out(text, Reason.BEFORE_TITLE, "表头上面")
    notice = Notice(
        title="".join(named.split("\n")) if named else title or UNKNOWN_TITLE,
        issuer=issuer or (body[1].strip() if body else facts.issuer_of(named or "", ())) or UNKNOWN_ISSUER,
        groups=tuple(map(_group, reading.headings)),
        status_words=tuple(
            StatusWord(word=word, kind=kind_of(word))
            for word in dict.fromkeys(f.status for f in findings.values() if f.status)
        ),
    )  # fmt: skip
    return Draft(
        lines=tuple(reading.lines),
        notice=notice,
        findings=findings,
        finding_lines=lines,
        overview=(),
        next_steps=(),
        channels=(),
        left_out=(),
        doubts=(),
        has_title=named is not None,
        is_approved_text=False,
    )


def _group(heading: _Heading) -> Group:
    text = "".join(heading.text.split("\n"))
    mark = mark_of(text)
    number = mark[2] if mark and mark[2].strip() and text[len(mark[2]) :].strip() else ""
    return Group(
        id=heading.id,
        number=number.strip() or None,
        title=text[len(number) :].strip(),
        groups=tuple(map(_group, heading.below)),
    )


# --- the proof -----------------------------------------------------------------------------------


def _prove(draft: Draft, reading: _Ledger) -> None:
    """A doubt about whatever character of the table is nowhere. Days and departments are told in another form."""
    came = Counter(_bare(draft.lines))
    for entry in reading.entries:
        came -= Counter(_bare(entry.lines("deadline") + entry.lines("departments")))
    words = "".join((came - Counter(_bare(_kept(draft, reading)))).elements())
    if words:
        reading.notes.doubt(
            0,
            "表格里有些字没有记录下来",
            "some characters of the table were not recorded",
            Sure.UNPLACED,
            words,
        )


def _kept(draft: Draft, reading: _Ledger) -> Iterator[str]:
    """All that was recorded, and all that was left out."""
    yield draft.notice.title if draft.has_title else ""
    yield from _headings(reading.headings)
    for finding in draft.findings.values():
        yield from (finding.number, finding.title, finding.description or "", *finding.measures)
        yield from (finding.result or "", finding.status or "")
    yield from (left.text for left in reading.notes.left_out)


def _headings(headings: Sequence[_Heading]) -> Iterator[str]:
    for heading in headings:
        yield heading.text
        yield from _headings(heading.below)


def _bare(texts: Iterable[str]) -> str:
    return "".join("".join(texts).split())
