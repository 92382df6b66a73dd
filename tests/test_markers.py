"""Markers start measures; the same words in a sentence or a quotation do not."""

import re
from pathlib import Path

import pytest

from site_src.markers import chinese_number, markers


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("一是补记；二是抽查。三是登记", ["一是", "二是", "三是"]),
        ("措施:一是补记;二是抽查", ["一是", "二是"]),
        ("①补记；②抽查", ["①", "②"]),
        ("（1）补记；(2)抽查", ["（1）", "(2)"]),
        ("第一，补记。第二，抽查", ["第一", "第二"]),
        ("一要补记；二要抽查", ["一要", "二要"]),
        ("其一，补记；其二是抽查", ["其一", "其二"]),
        ("十是补记。十一是抽查。 十二是登记", ["十是", "十一是", "十二是"]),
        ("补记记录，一是为了查证，二是为了移交", []),
        ("落实“一是一、二是二”的要求", []),
        ("要求：“一是补记。二是抽查。”", []),
        ("第一书记带班。第一季度抽查", []),
        ("三对渠道补记", []),
        ("百是一个数", []),
    ],
)
def test_a_marker_stands_at_a_start(text: str, found: list[str]) -> None:
    assert [marker.words for marker in markers(text)] == found


def test_a_marker_knows_its_number_and_form() -> None:
    assert [(m.form, m.number) for m in markers("十二是甲。第三，乙。⑳丙。（7）丁")] == [
        ("N是", 12),
        ("第N", 3),
        ("①", 20),
        ("(N)", 7),
    ]


@pytest.mark.parametrize(
    ("words", "number"), [("一", 1), ("十", 10), ("十九", 19), ("二十", 20), ("九十九", 99), ("二三", 0), ("十十", 0), ("", 0)]
)  # fmt: skip
def test_chinese_numbers(words: str, number: int) -> None:
    assert chinese_number(words) == number


@pytest.mark.notice
def test_the_real_notice_marks_113_measures_of_119_that_it_declares(notices: Path) -> None:
    text = (notices / "gfdb-2024-07-23.txt").read_text("utf-8")
    body = re.split(r"^[二三]、.*$", text, flags=re.M)[1]
    parts = re.split(r"(?:^|(?<=。) )(\d{1,2})\.(?=\D)", body, flags=re.M)
    numbers, findings = parts[1::2], parts[2::2]
    assert numbers == [str(n) for n in range(1, 31)]
    found = [markers(finding.partition("整改情况:")[2]) for finding in findings]
    assert sum(len(own) for own in found) == 113
    assert all([m.number for m in own] == [*range(1, len(own) + 1)] for own in found)
    assert re.findall(r"整改措施(\d+)条", text) == ["119"]
    stray = [
        n for n, f in zip(numbers, findings, strict=True) if f.partition("\n")[0].endswith(".")
    ]
    assert stray == ["5", "6"]
