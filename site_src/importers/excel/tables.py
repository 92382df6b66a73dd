"""Tables inside a notice to plain paragraphs, so that one reader of structure reads both.

Nothing is added but tabs between cells. A table of findings is read row by row: number and problem as one line, every
other cell as lines of its own; its head stands before them once. Of any other table a row is a line.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec.structs import replace

from site_src.importers.excel.columns import Head, Row, head_of, is_repeated, rows_of
from site_src.importers.outline import mark_of
from site_src.importers.source import LeftOut, Paragraph, Reason, Source


def tables(source: Source) -> Source:
    """The source without cells: what stood in tables stands in paragraphs, in its reading order."""
    if not any(paragraph.cell for paragraph in source.paragraphs):
        return source
    paragraphs: list[Paragraph] = []
    left_out = [*source.left_out]
    for number, found in groupby(source.paragraphs, lambda p: p.cell.table if p.cell else -1):
        if number < 0:
            paragraphs += found
            continue
        cells = [*found]
        rows = rows_of(cells)
        head = head_of(rows)
        lines = _findings(rows, head, left_out) if head else _plain(rows)
        places = {p.cell.row: p.place for p in reversed(cells) if p.cell}
        paragraphs += [Paragraph(text, places[row]) for row, text in lines]
    return replace(source, paragraphs=tuple(paragraphs), left_out=tuple(left_out))


def _plain(rows: Sequence[Row]) -> Iterator[tuple[int, str]]:
    """A line a row; a table of one column is what it holds, line by line."""
    is_single = all(len(row) < 2 for row in rows)
    for index, row in enumerate(rows):
        if is_single:
            yield from ((index, line) for text in row.values() for line in text.split("\n"))
        elif row:
            yield index, _joined(row)


def _findings(
    rows: Sequence[Row], head: Head, left_out: list[LeftOut]
) -> Iterator[tuple[int, str]]:
    """What stands above the head, the head, and the rows of the findings."""
    for index, row in enumerate(rows):
        if not row:
            continue
        if index < head.ends:
            yield index, _joined(row)
        elif is_repeated(row, head):
            left_out.append(LeftOut(_joined(row), Reason.REPEATED, f"第{index + 1}行"))
        else:
            yield from ((index, line) for line in _row(row, head))


def _row(row: Row, head: Head) -> Iterator[str]:
    """The lines of a row: its number before its problem if they are neighbours, then cell by cell."""
    waiting = ""
    for at in sorted(row):
        field = _field(head, at)
        first, *others = row[at].split("\n")
        if waiting:
            yield _numbered(waiting, first)
            waiting = ""
        elif field == "number" and not others and _field(head, at + 1) == "title" and at + 1 in row:
            waiting = first
            continue
        else:
            yield first
        yield from others


def _numbered(number: str, problem: str) -> str:
    """A number and what it numbers. 1. needs nothing between; 1 alone would run into the text."""
    joined = number + problem
    mark = mark_of(joined)
    return (
        joined if mark and len(mark[2].strip()) >= len(number.strip()) else f"{number}\t{problem}"
    )


def _field(head: Head, at: int) -> str:
    return head.columns[at].field if at in head.columns else ""


def _joined(row: Row) -> str:
    return "\t".join(" ".join(row[at].split("\n")) for at in sorted(row))
