"""The findings of a notice as open data: the same columns in CSV and in JSON, changed only by addition."""

import csv
import io
from collections.abc import Iterator

import msgspec

from site_src.edition import Edition
from site_src.load import NoticeFolder
from site_src.outputs.files import File
from site_src.statuses import status_update, status_view

SCHEMA = "gongkai-findings/1"
FORMULA_SIGNS = frozenset("=+-@＝＋－＠")


class UpdateRow(msgspec.Struct, frozen=True):
    """Progress since publication, as data."""

    date: str
    text: str
    status: str | None
    source: str | None


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A finding as data; its fields are the columns, in their order."""

    notice: str
    finding: str
    number: str
    title: str
    group: str | None
    status: str | None
    status_kind: str
    status_basis: str | None
    deadline: str | None
    departments: tuple[str, ...]
    measure_count: int
    measures: tuple[str, ...]
    result: str | None
    withheld: str | None
    updates: tuple[UpdateRow, ...]
    address: str
    current_status: str | None
    current_status_kind: str
    current_status_date: str | None


COLUMNS = Row.__struct_fields__


def findings_data(folder: NoticeFolder, edition: Edition) -> Iterator[File]:
    """CSV, in UTF-8 with a byte order mark, which spreadsheets need to read Chinese; and JSON."""
    if folder.notice.withdrawn:
        return
    t, found = edition.t, records(folder, edition)
    about = t.csv_about.format(rows=len(found))
    yield File(f"{folder.slug}/findings.csv", _as_csv(found), title=t.csv, about=about)
    about = t.json_about.format(rows=len(found))
    data = _as_json(found, folder, edition)
    yield File(f"{folder.slug}/findings.json", data, title=t.json, about=about)


def records(folder: NoticeFolder, edition: Edition) -> list[Row]:
    """One flat record a finding. What is not stated is null, never a guess."""
    slug, notice, t = folder.slug, folder.notice, edition.t
    base = edition.base
    kinds = {word: status_view(word, notice, t).kind for word in _words(folder)}
    found = []
    for stem, finding in folder.findings.items():
        update = status_update(finding)
        current = update.status if update else finding.status
        found.append(
            Row(
                notice=slug,
                finding=stem,
                number=finding.number,
                title=finding.title,
                group=finding.group,
                status=finding.status,
                status_kind=kinds[finding.status],
                status_basis=finding.status_basis,
                deadline=finding.deadline,
                departments=finding.departments,
                measure_count=len(finding.measures),
                measures=finding.measures,
                result=finding.result,
                withheld=finding.withheld,
                updates=tuple(
                    UpdateRow(u.date, u.text, u.status, u.source) for u in finding.updates
                ),
                address=f"{base}{slug}/{stem}.html",
                current_status=current,
                current_status_kind=kinds[current],
                current_status_date=update.date if update else None,
            )
        )
    return found


def _words(folder: NoticeFolder) -> set[str | None]:
    findings = folder.findings.values()
    return {f.status for f in findings} | {u.status for f in findings for u in f.updates}


def _as_csv(found: list[Row]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    writer.writerows(
        [
            value if value.__class__ is str and value[:1].isalnum() else as_cell(value)
            for value in row
        ]
        for row in map(msgspec.structs.astuple, found)
    )
    return ("\ufeff" + stream.getvalue()).encode()


def as_cell(value: object) -> str:
    """A spreadsheet takes a cell that begins like a formula for one; an apostrophe keeps it a text."""
    if value is None or value == ():
        return ""
    if isinstance(value, tuple):
        value = "\n".join([v if isinstance(v, str) else f"{v.date} {v.text}" for v in value])
    text = str(value)
    return f"'{text}" if text.lstrip()[:1] in FORMULA_SIGNS else text


def _as_json(found: list[Row], folder: NoticeFolder, edition: Edition) -> bytes:
    """One object: the schema's name, the notice, how many findings, and the findings."""
    notice = folder.notice
    whole = {
        "schema": SCHEMA,
        "notice": {
            "slug": folder.slug,
            "title": notice.title,
            "issuer": notice.issuer,
            "signed": notice.signed.isoformat() if notice.signed else None,
            "published": notice.published,
            "demonstration": edition.folder_of_site.site.demonstration,
        },
        "count": len(found),
        "findings": found,
    }
    return msgspec.json.format(msgspec.json.encode(whole), indent=1) + b"\n"
