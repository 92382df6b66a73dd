"""Hints on wording: what each finds, and the look-alikes that it lets pass."""

import pytest

from site_src.check.wording import title_ends, wording_hints
from site_src.problems import Level
from tests.in_memory import codes, finding, of, with_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("补记记录,每月抽查", "half-width-mark"),
        ("做法:补记", "half-width-mark"),
        ("初级中学(八年级)参加", "half-width-mark"),
        ("补记记录.", "half-width-mark"),
        ('落实"一本账"制度', "half-width-mark"),
        ("《甲办法》、《乙办法》", "comma-between-titles"),
        ("“甲”、“乙”", "comma-between-titles"),
        ("甲（乙", "unpaired-mark"),
        ("甲”乙", "unpaired-mark"),
        ("《甲乙", "unpaired-mark"),
        ("“甲“乙”", "unpaired-mark"),
        ("甲（乙）丙）", "unpaired-mark"),
        ("（甲（乙）丙）", "nested-mark"),
        ("“甲“乙”丙”", "nested-mark"),
        ("《甲《乙》丙》", "nested-mark"),
        ("2022-2023年", "range-sign"),
        ("3~5人", "range-sign"),
        ("甲…乙", "odd-ellipsis"),
        ("甲...", "odd-ellipsis"),
        ("甲。。。", "odd-ellipsis"),
        ("甲--乙", "odd-dash"),
        ("甲。。乙", "doubled-mark"),
        ("甲，。", "doubled-mark"),
        ("某党组[2024]1号", "document-number-form"),
        ("某党组（2024）1号", "document-number-form"),
        ("某党组〔2024〕第1号", "document-number-form"),
        ("某党组〔2024〕01号", "document-number-form"),
        ("在23年5月补记", "short-year"),
        ("23年度计划", "short-year"),
        ("2024年五月", "mixed-numerals"),
        ("二0二四年", "mixed-numerals"),
        ("二〇二四年5月", "mixed-numerals"),
        ("3千5百米", "mixed-numerals"),
        ("2024 年", "blank-in-number"),
        ("50.68 万元", "blank-in-number"),
    ],
)
def test_a_slip_of_wording_is_hinted_at(text: str, expected: str) -> None:
    problems = of(wording_hints, finding(text))
    assert expected in {p.rule.code for p in problems}
    assert (
        len(problems) == (2 if text in ("“甲“乙”", "“甲“乙”丙”") else 1)
        or expected == "nested-mark"
    )
    assert all(p.rule.level is Level.HINT for p in problems)


@pytest.mark.parametrize(
    "text",
    [
        "补记记录，每月抽查；做法：补记（一次）。",
        "对照3.5万元、1,000元和12:30的记录",
        "No.1 (Phase 1), see https://www.example.cn/a:b",
        "《甲办法》（2018年）、《乙办法》和“甲”“乙”",
        "1）补记；2）抽查；一）登记",
        "（甲〔乙〕丙）、“甲‘乙’丙”、《甲〈乙〉丙》",
        "电话027-53083210、0100-1234567转12，2024-05-31，8-1号楼，第3-2-1项，编号2024-05-31日志、A-2024-12项",
        "GB/T 15834-2011、A-1/2024-00001",
        "2022—2023年、3～5人",
        "甲……乙——丙",
        "青社〔2024〕1号、（2023）某01民初123号",
        "工作23年，2023年5月，近10年度、第12年度",
        "二〇二四年五月、50万元、3百分点、5千克、十四五",
        "附件1 项目清单，表2 年度计划，附件3 人员名单，附件4 个人名单",
        "甲：“乙。”丙",
    ],
)
def test_usual_wording_passes(text: str) -> None:
    assert of(wording_hints, finding(text)) == []


def test_a_hint_is_given_once_with_its_count_and_files() -> None:
    folder = with_text("甲,乙,丙\n", f1="", **{f"f{n}": "result: 甲,乙\n" for n in range(2, 12)})
    (problem,) = of(wording_hints, folder)
    assert problem.values["count"] == "12"
    assert problem.values["files"] == "overview.md 2 3 4 5 6 7 8 …"


def test_links_and_code_are_no_prose() -> None:
    text = '见[甲](乙,丙.html)，<b>`甲,乙`</b>。\n\n[a]: https://www.example.cn/ "甲,乙"\n'
    assert of(wording_hints, with_text(text)) == []
    for alone in ("见[甲](乙,丙.html)。", "`甲,乙`。", '[a]: https://www.example.cn/ "甲,乙"\n'):
        assert of(wording_hints, with_text(alone)) == []
    assert codes(wording_hints, with_text(text + "甲,乙\n")) == ["half-width-mark"]


def test_the_end_of_a_title_is_told_once() -> None:
    folder = finding("一", title="记录不全.")
    assert codes(wording_hints, folder) == []
    assert codes(title_ends, folder) == ["odd-title-end"]
    for title in ("记录不全。", "记录不全", "是否查过？", "甲（乙）", "《甲》"):
        assert codes(title_ends, finding("一", title=title)) == []
