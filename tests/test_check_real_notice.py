"""The rules on the real notice: what it deserves, and nothing else."""

import re
from pathlib import Path

import pytest

from site_src.check import check
from site_src.check.numbers import findings_stand_apart, numbers_follow
from site_src.load import NoticeFolder
from site_src.markers import markers
from site_src.model import Declared, Finding, Notice
from tests.in_memory import SITE, codes, of


def real(notices: Path, split: str) -> NoticeFolder:
    """The real notice, its findings taken apart at ``split`` and their measures at the markers."""
    text = (notices / "gfdb-2024-07-23.txt").read_text("utf-8")
    overview, body, next_steps = re.split(r"^[二三]、.*\n", text, flags=re.M)
    parts = re.split(split, body, flags=re.M)
    findings = {}
    for number, words in zip(parts[1::2], parts[2::2], strict=True):
        title, _, rest = words.strip().partition("\n整改情况:")
        starts = [marker.start for marker in markers(rest)]
        ends = [*starts[1:], len(rest)]
        measures = tuple(rest[a:b].strip() for a, b in zip(starts, ends, strict=True))
        findings[number] = Finding(number=f"{number}.", title=title, measures=measures)
    declared = Declared(findings=30, measures=119, aspects=4)
    record = Notice(title="一", issuer="一", declared=declared)
    return NoticeFolder("n", record, findings, overview, next_steps.split("\n欢迎")[0], (), {})


@pytest.mark.notice
def test_the_real_notice_is_told_what_it_deserves(notices: Path) -> None:
    folder = real(notices, r"(?:^|(?<=。) )(\d{1,2})\.(?=\D)")
    problems = {p.rule.code: p.values for p in check(folder, SITE)}
    assert len(folder.findings) == 30
    assert problems["total-differs"] == {"figure": "measures", "declared": "119", "recorded": "113"}
    assert problems["odd-title-end"]["files"] == "5 6"
    assert problems.keys() == {
        "half-width-mark", "left-out", "no-approved-text", "odd-title-end", "range-sign", "total-differs",
    }  # fmt: skip


@pytest.mark.notice
def test_two_findings_on_one_line_of_the_real_notice_are_told(notices: Path) -> None:
    folder = real(notices, r"^(\d{1,2})\.(?=\D)")
    assert len(folder.findings) == 29
    (glued,) = of(findings_stand_apart, folder)
    assert glued.values["words"].startswith("20.")
    assert codes(numbers_follow, folder) == ["number-gap"]
