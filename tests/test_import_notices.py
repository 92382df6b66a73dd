"""Invented notices in the layouts that bodies use: each is read as a careful person would, and not a character is lost.

Beside each text of ``data/notices`` stands what is there. A layout that is read wrongly is a new pair of files.
"""

import os
from pathlib import Path
from typing import Any

import pytest
import yaml

from site_src.importers.draft import Draft, Sure
from site_src.importers.files import files_of
from site_src.importers.plain_text import read_text
from site_src.importers.prove import prove
from site_src.importers.structure import structure
from site_src.model import Group
from site_src.problems import Level
from site_src.state import Settings, own_templates

NOTICES = Path(__file__).resolve().parent / "data" / "notices"
CASES = sorted(path.stem for path in NOTICES.glob("*.txt"))


def draft_of(case: str, title: str | None = None) -> Draft:
    return structure(read_text((NOTICES / f"{case}.txt").read_bytes(), f"{case}.txt"), title)


def paths(groups: tuple[Group, ...], above: tuple[str, ...] = ()) -> dict[str, list[str]]:
    found = {}
    for group in groups:
        path = (*above, f"{group.number or ''}{group.title}".strip())
        found[group.id] = [*path]
        found |= paths(group.groups, path)
    return found


def read(draft: Draft) -> dict[str, Any]:
    """What was recognised, in the words of the expectations."""
    notice, headings = draft.notice, paths(draft.notice.groups)
    return {
        "title": notice.title if draft.has_title else None,
        "signed": notice.signed.isoformat() if notice.signed else None,
        "signature": [*notice.signature],
        "overview": len(draft.overview),
        "heading": notice.findings_heading,
        "findings": [
            {
                "number": finding.number.strip(),
                "title": finding.title.strip(),
                "path": headings.get(finding.group or "", []),
                "description": bool(finding.description),
                "measures": len(finding.measures),
                "result": bool(finding.result),
                "status": finding.status,
            }
            for finding in draft.findings.values()
        ],
        "next": len(draft.next_steps),
    }


@pytest.mark.parametrize("case", CASES)
def test_a_notice_is_read_as_a_person_would(case: str) -> None:
    wanted = yaml.safe_load((NOTICES / f"{case}.yaml").read_text("utf-8"))
    draft = draft_of(case)
    firsts = [finding.pop("first") for finding in wanted["findings"]]
    left_out = wanted.pop("left_out", None) or []
    wanted.pop("about")
    wanted["signed"] = wanted["signed"] and str(wanted["signed"])
    wanted["signature"] = wanted["signature"] or []
    for finding in wanted["findings"]:
        finding["path"] = finding["path"] or []
        finding["title"], finding["number"] = finding["title"].strip(), finding["number"] or ""
    assert read(draft) == wanted
    measures = [f.measures[0].strip() if f.measures else None for f in draft.findings.values()]
    for first, measure in zip(firsts, measures, strict=True):
        assert first is None or (measure and measure.startswith(first))
    for beginning in left_out:
        assert any(out.text.strip().startswith(beginning.strip()) for out in draft.left_out)
    assert [doubt for doubt in draft.doubts if doubt.sure is Sure.UNPLACED] == []


@pytest.mark.parametrize("case", CASES)
def test_its_pages_say_what_its_text_says(case: str, tmp_path: Path) -> None:
    """Written as content and built, it has no errors: the proof against ``approved.txt`` is among the checks."""
    draft = draft_of(case, title="没有标题的通报")
    settings = Settings(
        content=str(tmp_path),
        templates=own_templates(),
        out=str(tmp_path / "_site"),
        state="",
        owner=os.getpid(),
    )
    problems = prove(files_of(draft), "imported", settings)
    errors = [p.words("en")[0] for p in problems if p.rule.level is Level.ERROR]
    assert errors == []


def test_there_are_enough_layouts() -> None:
    assert len(CASES) >= 20
