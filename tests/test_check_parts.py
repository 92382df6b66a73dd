"""Rules for parts of a whole: what each finds, and the look-alikes that it lets pass."""

import pytest

from site_src.check.parts import aspects_sum, documents_named, group_totals, shares_fit
from tests.in_memory import codes, finding, of, with_text
from tests.test_check import notice


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("共退回资金12.5万元，其中甲单位8万元、乙单位4.6万元。", ["12.6万元"]),
        ("批评教育17人，其中科级10人、股级8人；通报3人。", ["18人"]),
        ("共退回资金12.5万元，其中甲单位8万元、乙单位4.5万元。", []),
        ("共退回资金12.5万元，其中甲单位8万元。", []),
        ("共退回资金1万元，其中甲单位8000元、乙单位3000元。", []),
        ("批评教育17人，其中退回资金20万元。", []),
        ("谈话30人次，其中科级31人。", []),
        ("共检查5次，其中第1次3处。又检查8次、9次。", []),
        ("其中8人已经退回。", []),
    ],
)
def test_parts_are_not_more_than_the_whole(text: str, expected: list[str]) -> None:
    found = of(shares_fit, finding(f"一是{text}"))
    assert [problem.values["sum"] for problem in found] == expected


def test_it_says_where_the_whole_stands() -> None:
    (problem,) = of(shares_fit, with_text("前言。\n共谈话3人，其中甲科2人、乙科2人。"))
    assert (problem.place.file, problem.place.line) == ("notices/n/overview.md", 2)
    assert "谈话3人" in problem.values["words"]


GROUPS = "groups:\n  - {id: a, title: 甲方面}\n  - {id: b, title: 乙方面}\n"


@pytest.mark.parametrize(
    ("declared", "text", "is_told"),
    [
        (5, "学习方面存在问题2个、作风方面4个。", True),
        (5, "学习方面2个问题，作风方面3个问题。", False),
        (5, "学习方面2个问题，其余从略。", False),
        (5, "2个方面5个问题。", False),
        (5, "学习方面2个问题，作风方面2个问题，财务方面2个问题。", False),  # there are two groups
    ],
)
def test_counts_of_all_aspects_add_up(declared: int, text: str, is_told: bool) -> None:
    head = f"{GROUPS}declared: {{findings: {declared}}}\n"
    assert codes(aspects_sum, with_text(text, head)) == ["aspects-differ"] * is_told
    why = "explain: [{figure: findings, reason: a, date: 2024-01-01}]\n"
    assert codes(aspects_sum, with_text(text, head + why)) == []


@pytest.mark.parametrize(
    ("title", "is_told"),
    [
        ("学习方面（3个问题）", True),
        ("学习方面(共1个)", True),
        ("学习方面（2个问题）", False),
        ("学习方面", False),
        ("学习方面（2024年）", False),
    ],
)
def test_a_heading_has_the_findings_that_it_counts(title: str, is_told: bool) -> None:
    below = "groups: [{id: b, title: 小}]"
    head = f"groups:\n  - {{id: a, title: {title}, {below}}}\n  - {{id: c, title: 另}}\n"
    folder = notice(head, f1="group: a\n", f2="group: b\n", f3="group: c\n")
    assert codes(group_totals, folder) == ["group-total-differs"] * is_told


@pytest.mark.parametrize(
    ("declared", "text", "expected"),
    [
        (1, "修订《甲办法》《乙办法》。", ["documents-exceed"]),
        (2, "修订《甲办法》，再次修订《甲办法》，学习《条例》。", ["documents-unnamed"]),
        (2, "制定《甲办法》，印发《关于〈乙〉的通知》。", []),
        (1, "印发《关于执行《甲办法》的通知》。", []),
        (0, "学习《条例》，对照《纲要》。", []),
    ],
)
def test_documents_made_are_those_named(declared: int, text: str, expected: list[str]) -> None:
    head = f"declared: {{documents: {declared}}}\n"
    folder = notice(head, f1=f"result: {text}\n")
    assert codes(documents_named, folder) == expected
    why = "explain: [{figure: documents, reason: a, date: 2024-01-01}]\n"
    assert codes(documents_named, notice(head + why, f1=f"result: {text}\n")) == []
