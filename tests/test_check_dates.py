"""Rules for dates: what each finds, and the look-alikes that it lets pass."""

import msgspec
import pytest

from site_src.check.dates import (
    fields_in_order,
    signature_has_the_day,
    text_dates_exist,
    text_dates_in_order,
)
from tests.in_memory import codes, finding, of, with_text
from tests.test_check import notice


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024年2月30日补记", ["2024年2月30日"]),
        ("2023年2月29日补记", ["2023年2月29日"]),
        ("4月31日和6月31号", ["4月31日", "6月31号"]),
        ("2023年13月和0月", ["2023年13月"]),
        ("2024年2月29日、2月29日、12月31日、1月30日", []),
        ("用了18个月30天，3个月60日工资", []),
        ("十二月三十一日", []),
    ],
)
def test_days_of_a_text_exist(text: str, expected: list[str]) -> None:
    assert [p.values["words"] for p in of(text_dates_exist, finding(text))] == expected


@pytest.mark.parametrize(
    ("text", "is_broken"),
    [
        ("2024年3月4召开会议", True),
        ("2024 3月召开会议", True),
        ("2024年3召开会议", True),
        ("2024年15日召开会议", True),
        ("于2024年  月  日召开", True),
        ("于3月 日召开", True),
        ("2024年5月2次对接规划科", False),
        ("2024年3月4日召开，3月5至7日再开", False),
        ("2024年3月召开，2024年12家单位参加", False),
        ("2024年30日内办结", False),
        ("截至2024年3月，完成2024年度计划", False),
        ("电话2024 3125", False),
        ("每年、每月、每日", False),
    ],
)
def test_dates_of_a_text_are_whole(text: str, is_broken: bool) -> None:
    assert codes(text_dates_exist, finding(text)) == ["broken-date"] * is_broken


@pytest.mark.parametrize(
    ("head", "field"),
    [
        ("signed: 2024-08-01\npublished: 2024-07-30 09:05\n", "published"),
        ("inspection: {starts: 2024-03, ends: 2024-02-20}\n", "inspection.ends"),
        ("inspection: {ends: 2024-03-02, feedback: 2024-03-01}\n", "inspection.feedback"),
        ("inspection: {feedback: 2024-08}\nsigned: 2024-07-23\n", "signed"),
        ("window: {starts: 2024-08-02, ends: 2024-08-01}\n", "window.ends"),
        ("document: {effective: 2024-08-02, abolished: 2024-08-01}\n", "document.abolished"),
        ("signed: 2024-07-30\npublished: 2024-07-30 09:05\n", None),
        ("inspection: {starts: 2023, ends: 2023-11, feedback: 2023}\nsigned: 2023-11-20\n", None),
        ("inspection: {starts: 2024-03-01, feedback: 2024-03}\n", None),
    ],
)
def test_fields_follow_one_another(head: str, field: str | None) -> None:
    told_fields = [p.values["field"] for p in of(fields_in_order, notice(head))]
    assert told_fields == ([field] if field else [])


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("2024年7月24日召开会议", True),
        ("2024年7月23日召开会议", False),
        ("计划于2024年12月1日召开会议", False),
        ("2025年6月30日前完成", False),
        ("有效期至2026年1月1日", False),
        ("2025年底前完成", False),
        ("2024年8月召开会议", True),
        ("2042年1月已修订", True),
        ("2025年3月完成修订", True),
        ("2024年7月召开会议", False),
        ("2024年12月底前完成", False),
        ("拟于2024年9月召开会议", False),
        ("原定2024年9月召开的会议", False),
        ("2025年召开会议", False),
        ("2024年13月召开会议", False),  # ``unreal-date-in-text`` tells that
    ],
)
def test_what_was_done_was_done_before_the_signing(text: str, is_told: bool) -> None:
    folder = msgspec.structs.replace(
        finding(f"先做一件。{text}。将来再做"), notice=notice("signed: 2024-07-23\n").notice
    )
    assert codes(text_dates_in_order, folder) == ["date-after-signing"] * is_told
    unsigned = msgspec.structs.replace(folder, notice=notice().notice)
    assert codes(text_dates_in_order, unsigned) == []


def test_updates_and_next_steps_come_after_the_signing() -> None:
    head = "signed: 2024-07-23\n"
    update = "updates: [{date: 2024-09, text: 2024年9月1日补齐}]\n"
    assert codes(text_dates_in_order, with_text("", head, "2024年9月1日再查。", f1=update)) == []
    assert codes(text_dates_in_order, with_text("2024年9月1日查完。", head)) == [
        "date-after-signing"
    ]


@pytest.mark.parametrize(
    ("signature", "is_told"),
    [
        ("[某机关, 2024年7月23日]", False),
        ("[某机关, 2024年7月24日]", True),
        ("[某机关, 二〇二四年七月二十三日]", False),
        ("[某机关, 二○二四年七月二十四日]", True),
        ("[某机关]", False),
        ("[某机关, 2024年7月]", False),
    ],
)
def test_the_signature_has_the_day_of_signing(signature: str, is_told: bool) -> None:
    folder = notice(f"signed: 2024-07-23\nsignature: {signature}\n")
    assert codes(signature_has_the_day, folder) == ["signed-differs"] * is_told
    assert codes(signature_has_the_day, notice(f"signature: {signature}\n")) == []
