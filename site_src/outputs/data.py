"""The findings of a notice as open data: the same columns in CSV and in JSON, changed only by addition."""

import csv
import io
from collections.abc import Iterator

import msgspec

from site_src.edition import Edition
from site_src.load import NoticeFolder
from site_src.outputs.files import File
from site_src.statuses import latest_status, status_update, status_view

SCHEMA = "gongkai-findings/1"
FORMULA_SIGNS = tuple("=+-@＝＋－＠")
COLUMNS = (
    "notice",
    "finding",
    "number",
    "title",
    "group",
    "status",
    "status_kind",
    "status_basis",
    "deadline",
    "departments",
    "measure_count",
    "measures",
    "result",
    "withheld",
    "updates",
    "address",
    "current_status",
    "current_status_kind",
    "current_status_date",
)


def findings_csv(folder: NoticeFolder, edition: Edition) -> Iterator[File]:
    """UTF-8 with a byte order mark, which spreadsheets need to read Chinese."""
    if folder.notice.withdrawn:
        return
    found = records(folder, edition)
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    writer.writerows([_cell(record[column]) for column in COLUMNS] for record in found)
    data = "\ufeff" + stream.getvalue()
    about = edition.t.csv_about.format(rows=len(found))
    yield File(f"{folder.slug}/findings.csv", data.encode(), title=edition.t.csv, about=about)


def findings_json(folder: NoticeFolder, edition: Edition) -> Iterator[File]:
    """One object: the schema's name, the notice, how many findings, and the findings."""
    if folder.notice.withdrawn:
        return
    notice, found = folder.notice, records(folder, edition)
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
    data = msgspec.json.format(msgspec.json.encode(whole), indent=1) + b"\n"
    about = edition.t.json_about.format(rows=len(found))
    yield File(f"{folder.slug}/findings.json", data, title=edition.t.json, about=about)


def records(folder: NoticeFolder, edition: Edition) -> list[dict[str, object]]:
    """One flat record a finding. What is not stated is null, never a guess."""
    found: list[dict[str, object]] = []
    for stem, finding in folder.findings.items():
        update = status_update(finding)
        current = latest_status(finding)
        found.append(
            {
                "notice": folder.slug,
                "finding": stem,
                "number": finding.number,
                "title": finding.title,
                "group": finding.group,
                "status": finding.status,
                "status_kind": status_view(finding.status, folder.notice, edition.t).kind,
                "status_basis": finding.status_basis,
                "deadline": finding.deadline,
                "departments": list(finding.departments),
                "measure_count": len(finding.measures),
                "measures": list(finding.measures),
                "result": finding.result,
                "withheld": finding.withheld,
                "updates": [
                    {"date": u.date, "text": u.text, "status": u.status, "source": u.source}
                    for u in finding.updates
                ],
                "address": edition.url(f"{folder.slug}/{stem}.html")
                or f"{folder.slug}/{stem}.html",
                "current_status": current,
                "current_status_kind": status_view(current, folder.notice, edition.t).kind,
                "current_status_date": update.date if update else None,
            }
        )
    return found


def _cell(value: object) -> str:
    """A spreadsheet takes a cell that begins like a formula for one; an apostrophe keeps it a text."""
    if isinstance(value, list):
        value = "\n".join(v if isinstance(v, str) else f"{v['date']} {v['text']}" for v in value)
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip()[:1] in FORMULA_SIGNS else text
