"""Where two texts differ: every change is found, and cut out as shortly as may be."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_src.differences import BLANKS, Difference, Rewording, Text, differences


def found(approved: str, shown: str, *rewordings: Rewording) -> list[tuple[str, str]]:
    one, other = Text.of_text(approved), Text.of_text(shown)
    allowed = dict.fromkeys(range(len(other.starts)), rewordings)
    return [cut(one, other, d) for d in differences(one, other, allowed)[0]]


def cut(one: Text, other: Text, d: Difference) -> tuple[str, str]:
    return (
        one.joined[d.approved_start : d.approved_end],
        other.joined[d.shown_start : d.shown_end],
    )


def words(seed: int) -> str:
    """Forty characters that no other seed gives."""
    return "".join(random.Random(seed).choices(LONG, k=40)) + f"，共{abs(seed)}次。"


LONG = "巡渠记录按月补记齐全，泵房门锁当日更换，两处水尺重新标定，三座闸门逐一检修。"


@pytest.mark.parametrize(
    ("approved", "shown", "expected"),
    [
        ("甲乙\n丙", "甲\n乙丙", []),
        ("　　甲乙 \n\n\t丙\xa0", "甲乙丙", []),
        ("甲 乙", "甲\n乙", []),
        ("甲\n乙", "甲 乙", [("", " ")]),
        ("甲 乙", "甲乙", [(" ", "")]),
        ("甲  乙", "甲 乙", [(" ", "")]),
        ("甲，乙", "甲,乙", [("，", ",")]),
        ("甲乙丙", "甲乙", [("丙", "")]),
        ("甲", "甲\u200b", [("", "\u200b")]),
        ("甲 乙", "甲\xa0乙", [(" ", "\xa0")]),
        ("1.\t甲", "1.甲", []),
        ("甲", "甲\t", []),
        ("1.甲", "1.\t甲", []),
        ("甲 乙", "甲\t乙", [(" ", "")]),
        ("甲\t乙", "甲 乙", [("", " ")]),
        ("甲\t乙", "甲丙", [("乙", "丙")]),
        ("a1b", "a１b", [("1", "１")]),
        ("é", "e\u0301", [("é", "e\u0301")]),
        ("", "甲", [("", "甲")]),
        ("甲", "", [("甲", "")]),
        (LONG, LONG.replace("门锁", "锁门"), [("门锁", "锁门")]),
        (LONG, LONG.replace("两处", "2处").replace("逐一", ""), [("两", "2"), ("逐一", "")]),
        (f"{LONG}\n甲一。\n乙二。", f"{LONG}\n乙二。", [("甲一。", "")]),
    ],
)
def test_a_difference_is_cut_out_shortly(
    approved: str, shown: str, expected: list[tuple[str, str]]
) -> None:
    assert found(approved, shown) == expected


def test_a_lost_line_is_told_from_its_start() -> None:
    lines = [f"{n}.{words(n)}\n整改情况：一是{words(-n)}" for n in range(20, 40)]
    text = Text.of_text("\n".join(lines))
    for gone in range(20):
        other = Text.of_text("\n".join(lines[:gone] + lines[gone + 1 :]))
        ((d, *rest), _) = differences(text, other)
        assert rest == []
        assert cut(text, other, d) == (lines[gone].replace("\n", ""), "")
        assert text.place(d.approved_start) == (2 * gone + 1, 1)


def test_two_lines_that_changed_places_are_one_lost_and_one_added() -> None:
    lines = [words(n) for n in range(1, 6)]
    moved = [lines[0], lines[2], lines[1], *lines[3:]]
    told = found("\n".join(lines), "\n".join(moved))
    assert sorted(told) in ([("", line), (line, "")] for line in lines[1:3])


@pytest.mark.parametrize(
    ("approved", "shown"),
    [
        ("验收单21份。", "验收单12份。"),
        ("共21份，21份合格。", "共12份，12份合格。"),
        ("21份", "12份"),
        ("前面21份，\n后面", "前面\n12份，后面"),
    ],
)
def test_an_allowed_change_is_none(approved: str, shown: str) -> None:
    assert found(approved, shown, Rewording("21份", "12份")) == []
    assert found(approved, shown) != []
    assert found(shown, approved, Rewording("21份", "12份")) != []


@pytest.mark.parametrize(("was", "now"), [("缺2页", "缺3页"), ("甲甲乙", "甲乙"), ("乙", "乙乙")])
def test_an_allowed_change_excuses_nothing_else(was: str, now: str) -> None:
    allowed = Rewording(was, now)
    assert found(f"甲{was}丙", f"甲{now}丙", allowed) == []
    assert found(f"甲{was}丙", f"甲{now}丁", allowed) == [("丙", "丁")]
    assert found(f"甲{was}丙{was}", f"甲{now}丙", allowed) != []


def test_places_count_lines_and_characters_from_one() -> None:
    text = Text.of_text("\n　　甲乙\n\n丙")
    assert [text.place(offset) for offset in range(4)] == [(2, 3), (2, 4), (4, 1), (4, 2)]
    assert Text.of_text("").place(0) == (1, 1)


def test_tabs_count_as_columns() -> None:
    text = Text.of_text("\t1.\t甲\t\t乙\n丙\t丁")
    places = [(1, 2), (1, 3), (1, 5), (1, 8), (2, 1), (2, 3)]
    assert text.joined == "1.甲乙丙丁"
    assert [text.place(offset) for offset in range(6)] == places
    assert [text.part(1, 6).place(offset) for offset in range(5)] == places[1:]
    assert [text.part(2, 5).place(offset) for offset in range(3)] == places[2:5]


PIECES = st.text(st.sampled_from("甲乙丙丁。， 　\n"), max_size=60)


def plain(text: str) -> str:
    return "".join(line.strip(BLANKS) for line in text.split("\n"))


@given(PIECES, PIECES)
def test_what_is_found_leads_from_one_text_to_the_other(approved: str, shown: str) -> None:
    """Equal texts have no difference, and the differences told make the one into the other."""
    one, other = Text.of_text(approved), Text.of_text(shown)
    all_found, steps = differences(one, other)
    if one.joined == other.joined:
        assert all_found == []
    if not all_found:
        blanks = str.maketrans("", "", BLANKS)
        assert one.joined.translate(blanks) == other.joined.translate(blanks)
        assert len(one.joined) >= len(other.joined)
    made, at = [], 0
    for d in sorted(all_found, key=lambda d: d.approved_start):
        made += [one.joined[at : d.approved_start], other.joined[d.shown_start : d.shown_end]]
        at = d.approved_end
    made.append(one.joined[at:])
    blanks = str.maketrans("", "", BLANKS)
    assert "".join(made).translate(blanks) == other.joined.translate(blanks)
    assert steps[0] == (0, 0)


def test_a_hundred_thousand_characters_that_differ_everywhere_are_told_in_time() -> None:
    shuffled = random.Random(1)
    one = "\n".join("".join(shuffled.choices(LONG, k=40)) for _ in range(2500))
    other = "\n".join("".join(shuffled.choices(LONG, k=40)) for _ in range(2500))
    assert len(found(one, other)) >= 1
