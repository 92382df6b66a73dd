"""Rules for numbering: what each finds, and the look-alikes that it lets pass."""

import msgspec
import pytest

from site_src.check.numbers import (
    findings_stand_apart,
    markers_follow,
    numbers_follow,
    numbers_stand_once,
)
from site_src.model import Finding
from tests.in_memory import codes, finding, of
from tests.test_check import notice


@pytest.mark.parametrize(
    ("numbers", "odd"),
    [
        (["1.", "2.", "4.", "5."], ["4."]),
        (["（一）", "（三）"], ["（三）"]),
        (["1.1", "1.3", "2.1"], ["1.3"]),
        (["3.", "2."], ["2."]),
        (["9.", "10.", "11."], []),
        (["（九）", "（十）", "（十一）", "（十二）"], []),
        (["（一）1.", "（一）2.", "（二）1."], []),
        (["1.", "2.", "1.", "2."], []),
        (["5.", "6."], []),
        (["其他", "另外"], []),
        (["1.", "1."], []),  # ``same-number`` tells that
    ],
)
def test_numbers_of_findings_follow(numbers: list[str], odd: list[str]) -> None:
    found = {str(n): Finding(number=number, title="一") for n, number in enumerate(numbers)}
    folder = msgspec.structs.replace(notice(), findings=found)
    assert [p.values["number"] for p in of(numbers_follow, folder)] == odd


@pytest.mark.parametrize(
    ("numbers", "odd"),
    [
        (["a1.", "a2.", "b3."], []),
        (["a1.", "a2.", "b1."], []),
        (["a1.", "a2.", "b2."], ["2."]),
        (["a1.", "a2.", "b4.", "b5."], ["4."]),
        (["a1.", "a2.", "b7."], ["7."]),
        (["a1.", "b1.", "b2.", "c2."], []),  # goes on with the first group
        (["a（一）", "b2."], []),  # of another form
        (["a1.", "b其他", "c3."], []),
    ],
)
def test_another_group_begins_anew_or_goes_on(numbers: list[str], odd: list[str]) -> None:
    found = {
        str(n): Finding(number=words[1:], group=words[0], title="一")
        for n, words in enumerate(numbers)
    }
    folder = msgspec.structs.replace(notice(), findings=found)
    problems = of(numbers_follow, folder)
    assert [p.values["number"] for p in problems] == odd
    assert {p.rule.code for p in problems} <= {"number-restart"}


@pytest.mark.parametrize(
    ("number", "title", "is_told"),
    [
        ("2.", "2.项目台账不全", True),
        ("2.", "2、项目台账不全", True),
        ("（二）", "（二）项目台账不全", True),
        ("二、", "二、项目台账不全", True),
        ("2.", "2.5万元没有入账", False),
        ("2.", "2024年台账不全", False),
        ("2.", "2个项目没有台账", False),
        ("1.", "（1）和（2）两类台账不全", False),
        ("1.", "10.项目", False),
        ("一", "一把手责任不落实", False),
        ("其他", "（其他）", False),
    ],
)
def test_a_number_is_not_typed_into_the_title_too(number: str, title: str, is_told: bool) -> None:
    folder = finding(title=title, number=number)
    assert codes(numbers_stand_once, folder) == ["number-twice"] * is_told


def test_a_gap_is_not_told_once_the_total_of_findings_is_explained() -> None:
    why = "explain: [{figure: findings, reason: a, date: 2024-01-01}]\n"
    assert codes(numbers_follow, notice(f1="", f3="")) == ["number-gap"]
    assert codes(numbers_follow, notice(why, f1="", f3="")) == []


@pytest.mark.parametrize(
    ("measures", "expected"),
    [
        (("一是甲；", "三是乙。"), ["marker-order"]),
        (("一是甲；", "一是乙。"), ["marker-order"]),
        (("一是甲；", "二是乙。", "二是丙。"), ["marker-order"]),
        (("二是甲；", "三是乙。"), ["first-marker"]),
        (("①甲；", "③乙。"), ["marker-order"]),
        (("一是甲；二是乙。", "三是丙。"), ["two-measures"]),
        (("措施：一是甲；二是乙。",), ["two-measures"]),
        (("一是甲；二是乙。",), ["two-measures"]),
        (("一是甲。", "又做一件：一是乙。"), []),
        (("一是甲；", "二是乙；", "三是丙。"), []),
        (("一是甲：（1）子；（2）丑。", "二是乙。"), []),
        (("一是甲，二是乙都要落实“一是一、二是二”；", "二是乙。"), []),
        (("一是甲；", "二是乙。", "一是丙；", "二是丁。"), []),
        (("甲。", "一是乙；", "二是丙。"), []),
        (("先做甲，再做乙：一是丙",), []),
        (tuple(f"{n}是甲；" for n in "一 二 三 四 五 六 七 八 九 十 十一 十二".split()), []),  # noqa: SIM905
        (("不分条，整段写成一项。",), []),
        ((), []),
    ],
)
def test_markers_of_measures_follow(measures: tuple[str, ...], expected: list[str]) -> None:
    assert codes(markers_follow, finding(*measures)) == expected


@pytest.mark.parametrize(
    ("number", "title", "measure", "expected"),
    [
        ("19.", "一", "一是补记。 20.“钥匙”没有登记", ["glued-finding"]),
        ("6.", "记录不全。7.门锁损坏", "一", ["glued-finding"]),
        ("5.", "记录不全.6.门锁损坏", "一", ["glued-finding"]),
        ("（一）", "一", "补记；（二）门锁损坏", ["glued-finding"]),
        ("3.", "门锁损坏。整改情况：更换", "一", ["lead-word-in-title"]),
        ("1.", "一", "做法：1.补记。2.抽查。", []),
        ("（一）", "一", "做法：（一）补记；（二）抽查", []),
        ("5.", "一", "补记。6.1万元已退回", []),
        ("5.", "一", "依据3.5.6.节补记", []),
        ("6.", "一", "对“7.21”专案补记。8.补记", []),
        ("1.", "整改情况没有公开", "一", []),
    ],
)
def test_a_finding_does_not_run_into_the_next(
    number: str, title: str, measure: str, expected: list[str]
) -> None:
    assert codes(findings_stand_apart, finding(measure, title=title, number=number)) == expected
