"""Problems as values: their words, their order, and their two forms."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_src.problems import (
    Level,
    Place,
    Problem,
    Rule,
    as_json,
    as_text,
    has_errors,
    in_order,
    natural,
    one_line,
)

BAD = Rule("bad", zh=("“{word}”不对", "改成 {known}"), en=("“{word}” is bad", "write {known}"))
ODD = Rule("odd", zh=("少见", "核对"), en=("odd", "compare"), level=Level.WARNING)


def bad(file: str = "a.yaml", line: int = 0, column: int = 0, word: str = "x") -> Problem:
    return BAD.at(Place(file, line, column), word=word, known="y")


def test_it_says_where_what_and_what_to_do() -> None:
    text = as_text(bad("a.yaml", 3, 5), "en", "content/")
    assert text == "content/a.yaml:3:5: error: “x” is bad\n    remedy: write y"
    assert as_text(bad("a.yaml", 3), "zh") == "a.yaml:3: 错误：“x”不对\n    办法：改成 y"


def test_an_unknown_line_is_not_shown() -> None:
    assert as_text(ODD.at(Place("a")), "en") == "a: warning: odd\n    remedy: compare"


def test_json_has_both_languages() -> None:
    assert json.loads(as_json([bad("a.yaml", 3, 5)], "content/")) == [
        {
            "file": "content/a.yaml",
            "line": 3,
            "column": 5,
            "level": "error",
            "rule": "bad",
            "zh": {"what": "“x”不对", "remedy": "改成 y"},
            "en": {"what": "“x” is bad", "remedy": "write y"},
        }
    ]


def test_no_problems_are_an_empty_list() -> None:
    assert json.loads(as_json([])) == []


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


def test_the_name_of_a_file_cannot_forge_a_line() -> None:
    assert as_text(ODD.at(Place("a\nb\x1b[2J")), "en").splitlines()[0] == (
        "a\\nb\\x1b[2J: warning: odd"
    )
