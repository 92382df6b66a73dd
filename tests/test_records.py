"""Mappings to records: what fits becomes one, and of what does not fit every fault is told."""

from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from site_src.model import (
    Contact,
    Finding,
    FrontMatter,
    Language,
    Notice,
    Record,
    Site,
    StatusKind,
)
from site_src.problems import Place
from site_src.records import place_of, to_record
from site_src.yaml_lines import read_yaml

KINDS: list[type[Record]] = [Site, Contact, FrontMatter, Notice, Finding]


def faults(kind: type[Record], text: str) -> list[tuple[str, int, int]]:
    """Code, line and column of each fault of the record in ``text``."""
    node, problems = read_yaml(text, "f.yaml")
    assert problems == []
    record, problems = to_record(kind, node, "f.yaml")
    assert record is not None or problems
    return [(p.rule.code, p.place.line, p.place.column) for p in problems]


def record(kind: type[Record], text: str) -> Any:
    """The record in a text without faults."""
    assert faults(kind, text) == []
    return to_record(kind, read_yaml(text, "f.yaml")[0], "f.yaml")[0]


def test_text_is_typed_by_the_model() -> None:
    notice = record(
        Notice,
        "title: a\nissuer: b\nsigned: 2024-02-29\ndeclared: {findings: 30}\n"
        "status_words: [{word: x, kind: long_term}]\n",
    )
    assert notice.signed == date(2024, 2, 29)
    assert notice.declared.findings == 30
    assert notice.status_words[0].kind is StatusKind.LONG_TERM
    assert record(Site, "name: a\nlanguages: [en]\n").languages == (Language.ENGLISH,)


def test_what_is_not_written_is_absent() -> None:
    text = "number: 1.\ntitle: a\nstatus:\nmeasures:\n"
    assert faults(Finding, text) == [("blank-field", 3, 1), ("blank-field", 4, 1)]
    finding: Any = to_record(Finding, read_yaml(text, "f.yaml")[0], "f.yaml")[0]
    assert (finding.status, finding.measures) == (None, ())


@pytest.mark.parametrize("slip", ["tilte", "TITLE", "\u3000title"])
def test_a_misspelt_field_is_told_and_read_as_what_was_meant(slip: str) -> None:
    node, _ = read_yaml(f"number: 1.\n{slip}: a\nxyz: b\n", "f.yaml")
    read, problems = to_record(Finding, node, "f.yaml")
    assert read
    assert (read.title, len(problems)) == ("a", 2)
    assert place_of(node, "f.yaml", "title") == Place("f.yaml", 2, 1)


def test_a_field_that_is_there_already_is_not_written_over() -> None:
    node, _ = read_yaml("number: 1.\ntitle: a\ntilte: b\n", "f.yaml")
    read, problems = to_record(Finding, node, "f.yaml")
    assert read
    assert (read.title, len(problems)) == ("a", 1)


def test_a_missing_field_is_told_with_the_place_where_it_belongs() -> None:
    node, _ = read_yaml("title: a\nissuer: b\nwithdrawn:\n  date: 2024-07-01\n", "f.yaml")
    (problem,) = to_record(Notice, node, "f.yaml")[1]
    remedy = "在“withdrawn”里，和“date”左边对齐，加上一行“reason: 内容”"
    assert problem.words("zh") == ("缺少字段“reason”，它是必填的", remedy)


def test_a_record_never_changes() -> None:
    with pytest.raises(AttributeError):
        record(Finding, "number: 1.\ntitle: a\n").title = "b"


@pytest.mark.parametrize(
    ("kind", "text", "found"),
    [
        (Finding, "number: 1.\ntilte: a\n", [("misspelt-field", 2, 1)]),
        (Finding, "number: 1.\nTITLE: a\n", [("misspelt-field", 2, 1)]),
        (Finding, "number: 1.\ntitle: a\nxyz: b\n", [("unknown-field", 3, 1)]),
        (Finding, "number: 1.\n\u3000title: a\n", [("odd-blank", 2, 1)]),
        (Finding, "number: 1.\ntitle\xa0: a\n", [("odd-blank", 2, 1)]),
        (Finding, "number: 1.\n", [("missing-field", 1, 1)]),
        (Finding, "number: 1.\ntitle:\n", [("empty-field", 2, 1)]),
        (Finding, "number: 1.\ntitle: a\nxyz:\n", [("unknown-field", 3, 1)]),
        (Finding, "number: 1.\ntitle: a\nreslt:\n", [("misspelt-field", 3, 1)]),
        (Finding, "number: 1.\ntitle: a\nresult:\n", [("blank-field", 3, 1)]),
        (
            Finding,
            "number: 1.\ntitle: a\nupdates:\n  - date: 2024\n    text: b\n    satus:\n",
            [("misspelt-field", 6, 5)],
        ),
        (Notice, "title: a\nissuer: b\ndeclared: {findings：30}\n", [("wide-colon", 3, 20)]),
        (
            Notice,
            "title: a\nissuer: b\ndeclared: {done: 1, findings:30}\n",
            [("no-blank-after-colon", 3, 29)],
        ),
        (Notice, "title: a\nissuer: b\ndeclared: {findings：30: 3}\n", [("wide-colon", 3, 20)]),
        (
            Notice,
            "title: a\nissuer: b\nwithdrawn:\n  date: 2024-07-01\n",
            [("missing-field", 3, 1)],
        ),
        (Finding, "number: 1.\ntitle: ''\n", [("empty-text", 2, 1)]),
        (Finding, "number: 1.\ntitle: [a]\n", [("expects-text", 2, 1)]),
        (Finding, "number: 1.\ntitle: {a: b}\n", [("colon-made-field", 2, 1)]),
        (Finding, "number: 1.\ntitle: a\nmeasures: b\n", [("expects-list", 3, 1)]),
        (
            Finding,
            "number: 1.\ntitle: a\nmeasures:\n  - b\n  - c: d\n",
            [("colon-made-field", 5, 5)],
        ),
        (Finding, "number: 1.\ntitle: a\nupdates:\n  - b\n", [("expects-fields", 4, 5)]),
        (Finding, "number: 1.\ntitle: a\nupdates:\n  date: 2024\n", [("expects-list", 3, 1)]),
        (Finding, "number: 1.\ntitle: a\ndeadline: 2024-13\n", [("wrong-form", 3, 1)]),
        (Finding, "number: 1.\ntitle: a\ngroup: 甲\n", [("wrong-form", 3, 1)]),
        (Notice, "title: a\nissuer: b\nsigned: 2024-2-3\n", [("not-a-date", 3, 1)]),
        (Notice, "title: a\nissuer: b\nsigned: 2023-02-29\n", [("not-a-date", 3, 1)]),
        (Notice, "title: a\nissuer: b\nsigned: ２０２４-02-29\n", [("not-a-date", 3, 1)]),
        (Notice, "title: a\nissuer: b\nsigned: 20240229\n", [("not-a-date", 3, 1)]),
        (Notice, "title: a\nissuer: b\ndeclared: 3\n", [("expects-fields", 3, 1)]),
        (Notice, "title: a\nissuer: b\ndeclared:\n  done: -1\n", [("not-a-count", 4, 3)]),
        (Notice, "title: a\nissuer: b\ndeclared:\n  done: 3.5\n", [("not-a-count", 4, 3)]),
        (Notice, "title: a\nissuer: b\ndeclared:\n  done: ３\n", [("not-a-count", 4, 3)]),
        (Site, "name: a\nlanguages: [zh]\n", [("not-one-of", 2, 13)]),
        (Site, "name: a\nlanguages: []\n", [("empty-list", 2, 1)]),
        (FrontMatter, "title: a\norder: 二\n", [("not-a-count", 2, 1)]),
        (Contact, "channels:\n  - id: a\n", [("missing-field", 2, 5)]),
    ],
)
def test_a_fault_is_told_at_its_place(
    kind: type[Record], text: str, found: list[tuple[str, int, int]]
) -> None:
    assert faults(kind, text) == found


def test_a_list_or_a_text_is_no_record() -> None:
    assert faults(Finding, "- a\n") == faults(Finding, "a\n") == [("expects-fields", 1, 1)]


def test_every_fault_of_a_record_is_told() -> None:
    text = "title: []\nstatus: ''\nxyz: 1\nupdates:\n  - text: a\n  - date: b\n"
    assert faults(Finding, text) == [
        ("expects-text", 1, 1),
        ("empty-text", 2, 1),
        ("unknown-field", 3, 1),
        ("missing-field", 5, 5),
        ("wrong-form", 6, 5),
        ("missing-field", 6, 5),
    ]


def test_the_nearest_of_the_allowed_words_is_proposed() -> None:
    text = "title: a\nissuer: b\nstatus_words: [{word: x, kind: long-term}]\n"
    problem = to_record(Notice, read_yaml(text, "f")[0], "f")[1][0]
    assert problem.values["nearest"] == "long_term"


@pytest.mark.parametrize("field", ["deadline: ２０２４-05", "updates: [{date: ２０２４, text: a}]"])
def test_full_width_digits_are_no_date(field: str) -> None:
    assert faults(Finding, f"number: 1.\ntitle: a\n{field}\n")


def test_a_text_of_blanks_is_empty() -> None:
    assert faults(Finding, "number: 1.\ntitle: ' '\n") == [("empty-text", 2, 1)]


class Even(Record, kw_only=True):
    """A record with a demand that its types do not show."""

    text: str

    def __post_init__(self) -> None:
        if len(self.text) % 2:
            raise ValueError("odd length")


def test_a_fault_that_no_field_shows_is_told_all_the_same() -> None:
    found, problems = to_record(Even, read_yaml("text: abc\n", "f.yaml")[0], "f.yaml")
    assert found is None
    assert [p.words("en")[0] for p in problems] == ["the content does not fit: odd length"]


def test_the_place_of_what_is_not_written_is_the_nearest_above() -> None:
    node, _ = read_yaml("a:\n  - b: 1\n    c: 2\n", "f.yaml")
    assert place_of(node, "f", "a", 0, "c") == Place("f", 3, 5)
    assert place_of(node, "f", "a", 0, "d") == Place("f", 2, 5)
    assert place_of(node, "f", "a", 1) == Place("f", 1, 1)
    assert place_of(node, "f", "x", 0) == Place("f", 1, 1)
    assert place_of(None, "f", "x") == Place("f", 1, 1)


KEYS = sorted({name for kind in KINDS for name in kind.__struct_fields__})
WORDS = st.sampled_from(["", "1", "2024-05", "一", "water", "done", "-1", "zh-CN", "甲:乙"])
NODES = st.recursive(
    WORDS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5)
    ),
    max_leaves=12,
)


@settings(deadline=None)
@given(st.sampled_from(KINDS), NODES)
def test_any_mapping_is_a_record_or_has_a_fault(kind: type[Record], value: Any) -> None:
    node, problems = read_yaml(yaml.safe_dump(value, allow_unicode=True, default_style='"'), "f")
    assert problems == []
    found, problems = to_record(kind, node, "f")
    assert (found is None) == bool(problems)
    assert all(problem.words("zh") != problem.words("en") for problem in problems)
    assert "does-not-fit" not in {problem.rule.code for problem in problems}
