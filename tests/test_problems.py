"""Problems as values: their words and their order."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_src.problems import (
    Level,
    Place,
    Problem,
    Rule,
    has_errors,
    in_order,
    natural,
    one_line,
    reaches,
)

BAD = Rule("bad", zh=("“{word}”不对", "改成 {known}"), en=("“{word}” is bad", "write {known}"))
ODD = Rule("odd", zh=("少见", "核对"), en=("odd", "compare"), level=Level.WARNING)


def bad(file: str = "a.yaml", line: int = 0, column: int = 0, word: str = "x") -> Problem:
    return BAD.at(Place(file, line, column), word=word, known="y")


@pytest.mark.parametrize(
    "names",
    [
        ["2.yaml", "10.yaml"],
        ["1-2", "1-10", "2"],
        ["01", "1-1"],
        ["01", "1", "2"],
        ["9a", "a9", "a10"],
        ["一", "二"],
    ],
)
def test_names_stand_in_natural_order(names: list[str]) -> None:
    backwards = names[::-1]
    assert sorted(backwards, key=natural) == names


@settings(deadline=None)
@given(st.lists(st.text()))
def test_natural_order_knows_any_name(names: list[str]) -> None:
    backwards = names[::-1]
    assert sorted(names, key=natural) == sorted(backwards, key=natural)


def test_problems_stand_by_file_line_and_column_whatever_their_order() -> None:
    wanted = [bad("2", 1), bad("10", 2, 9), bad("10", 10, 1), bad("10", 10, 2), bad("10", 10, 10)]
    assert in_order(reversed(wanted)) == wanted


def test_a_problem_is_told_once() -> None:
    assert in_order([bad(), bad(), bad(word="z")]) == [bad(), bad(word="z")]


def test_only_errors_stop_a_build() -> None:
    assert not has_errors([ODD.at(Place("a"))])
    assert has_errors([ODD.at(Place("a")), bad()])


@pytest.mark.parametrize(
    ("worst", "reached"), [("error", 3), ("warning", 2), ("hint", 1), ("none", 0)]
)
def test_a_level_is_reached_by_itself_and_by_what_is_worse(worst: str, reached: int) -> None:
    hint = Rule("h", zh=("", ""), en=("", ""), level=Level.HINT).at(Place("a"))
    found = {"error": [hint, bad()], "warning": [ODD.at(Place("a")), hint], "hint": [hint]}
    assert [reaches(found.get(worst, []), level) for level in Level].count(True) == reached


@settings(deadline=None)
@given(st.text())
def test_a_value_is_one_printable_line(value: str) -> None:
    shown = one_line(value)
    assert shown.isprintable()
    assert len(shown) <= 80


def test_a_long_value_is_cut_but_not_a_list_of_choices() -> None:
    problem = BAD.at(Place("a"), word="x" * 100, known="y " * 100)
    assert problem.words("en") == (f"“{'x' * 79}…” is bad", f"write {'y ' * 100}")


def test_a_value_with_braces_is_shown_as_it_is() -> None:
    assert bad(word="{known}").words("en")[0] == "“{known}” is bad"
