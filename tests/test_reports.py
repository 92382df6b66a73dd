"""The report of ``check`` in each of its forms."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_src.problems import Level, Place, Problem, Rule
from site_src.reports import (
    WIDTH,
    as_commands,
    as_explanation,
    as_json,
    as_list,
    as_sarif,
    as_short,
    as_text,
    count_of,
    width_of,
    wrapped,
)
from tests.test_invalid import BASE, lay_out, run

BAD = Rule("bad", zh=("“{word}”不对", "改成 {known}"), en=("“{word}” is bad", "write {known}"))
ODD = Rule("odd", zh=("少见", "核对"), en=("odd", "compare"), level=Level.WARNING)
HINT = Rule("hint", zh=("可改", "随意"), en=("could be", "as you like"), level=Level.HINT)
PRIVATE = Rule("privacy-number", zh=("有号码", "删去"), en=("a number", "remove it"))
BELOW = "content/".__add__


def bad(file: str = "a.yaml", line: int = 0, column: int = 0, word: str = "x") -> Problem:
    return BAD.at(Place(file, line, column), word=word, known="y")


def told(lines: list[str], *problems: Problem, language: str = "en") -> str:
    """The text form, every file having these lines."""
    return "".join(as_text(problems, language, lambda file: lines))


def under(line: str, column: int) -> tuple[str, str]:
    """What the text form shows of a line, and how much of it stands before the caret, by width."""
    *_, shown, caret = told([line], bad("a", 1, column)).rstrip("\n").split("\n")
    head = caret.index("|") + 2
    before, width = "", caret.index("^") - head
    for character in shown[head:]:
        if width_of(before + character) > width:
            break
        before += character
    assert width_of(before) == width or len(shown[head:]) <= len(before)
    return shown[head:], before


# --- two lines ---


def test_it_says_where_what_and_what_to_do() -> None:
    text = as_short(bad("a.yaml", 3, 5), "en", BELOW)
    assert text == "content/a.yaml:3:5: error: “x” is bad\n    remedy: write y"
    assert as_short(bad("a.yaml", 3), "zh") == "a.yaml:3: 错误：“x”不对\n    办法：改成 y"


def test_an_unknown_line_is_not_shown() -> None:
    assert as_short(ODD.at(Place("a")), "en") == "a: warning: odd\n    remedy: compare"


def test_the_name_of_a_file_cannot_forge_a_line() -> None:
    problem = ODD.at(Place("a\nb\x1b[2J"))
    assert as_short(problem, "en").splitlines()[0] == "a\\nb\\x1b[2J: warning: odd"
    assert told([], problem).splitlines()[0] == "a\\nb\\x1b[2J"


# --- text ---


def test_problems_stand_under_their_file_with_their_line() -> None:
    lines = ["一", "title: 甲：乙"]
    problems = bad("a", 2, 9), ODD.at(Place("a", 1)), HINT.at(Place("b"))
    assert told(lines, *problems) == (
        "a\n"
        "  2:9 error: “x” is bad [bad]\n"
        "    remedy: write y\n"
        "      2 | title: 甲：乙\n"
        "        |          ^\n"
        "  1 warning: odd [odd]\n"
        "    remedy: compare\n"
        "      1 | 一\n"
        "b\n"
        "  hint: could be [hint]\n"
        "    remedy: as you like\n"
    )
    assert told([], bad("a", 2, 9), language="zh") == (
        "a\n  2:9 错误：“x”不对 [bad]\n    办法：改成 y\n"
    )


@pytest.mark.parametrize(
    ("line", "column", "before"),
    [
        ("abc", 2, "a"),
        ("整改abc", 3, "整改"),
        ("整改abc", 1, ""),
        ("\tabc", 2, "    "),
        ("\u3000字", 2, "\u3000"),
        ("e\u0301a", 3, "e\u0301"),
        ("a\u202eb", 3, "a\\u202e"),
        ("abc", 4, "abc"),
        ("abc", 99, "abc"),
    ],
)
def test_the_caret_stands_under_the_column(line: str, column: int, before: str) -> None:
    assert under(line, column)[1] == before


@pytest.mark.parametrize("character", ["a", "整", "\t", "\x00", "e\u0301"])
@pytest.mark.parametrize("column", [1, 5_000, 10_000])
def test_a_long_line_is_cut_around_the_column(character: str, column: int) -> None:
    line = character * (column - 1) + "X" + character * (10_000 - column)
    shown, before = under(line, len(character) * (column - 1) + 1)
    assert shown.removeprefix(before)[0] == "X"
    assert (shown[0] == "…") == (column > 1)
    assert (shown[-1] == "…") == (column < 10_000)
    assert 30 <= width_of(shown) <= WIDTH - 10


@settings(deadline=None)
@given(
    st.text(alphabet="a整，\t\u202e\u0301\U0001f600 ", max_size=200), st.integers(1, 300), st.text()
)
def test_no_line_is_wider_than_a_terminal_and_none_can_command_it(
    line: str, column: int, word: str
) -> None:
    for language in ("zh", "en"):
        said = told([line], bad("a", 1, column, word), language=language)
        assert all(width_of(row) <= WIDTH for row in said.split("\n"))
        assert all(c.isprintable() for row in said.split("\n") for c in row.replace("\u3000", ""))


def test_a_chinese_character_is_two_columns_wide_and_an_accent_none() -> None:
    assert [width_of(text) for text in ("ab", "整改", "，", "Ａ", "\u3000", "“", "e\u0301")] == [
        2, 4, 2, 2, 2, 1, 1,
    ]  # fmt: skip


def test_what_is_said_is_wrapped_between_words_and_before_no_full_stop() -> None:
    english = wrapped("one two three “four”, five", 10, 10)
    assert english == ["one two", "three", "“four”,", "five"]
    chinese = wrapped("这一行没有“字段”，写上。", 11, 8)
    assert chinese == ["这一行没有", "“字段”，", "写上。"]
    assert wrapped("整改整改。", 8, 8) == ["整改整", "改。"]
    assert wrapped("a" * 25, 10, 10) == ["a" * 10, "a" * 10, "a" * 5]


@settings(deadline=None)
@given(st.text(alphabet="ab整，。“” ", max_size=100), st.integers(4, 20))
def test_wrapping_loses_blanks_only(text: str, room: int) -> None:
    lines = wrapped(text, room, room)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(width_of(line) <= room for line in lines)


@pytest.mark.parametrize("line", ["", " ", "# yaml-language-server: x"])
def test_a_line_that_says_nothing_is_not_shown(line: str) -> None:
    assert "|" not in told([line], bad("a.yaml", 1, 1))


def test_a_heading_is_no_comment() -> None:
    assert "      1 | # 一\n" in told(["# 一"], bad("a.md", 1, 1))


def test_a_line_that_is_not_there_is_not_shown() -> None:
    assert "|" not in told(["a"], bad("a", 2, 1))
    assert "|" not in told([], bad("a", 1, 1))


def test_the_count_tells_levels_and_files() -> None:
    problems = [bad("a"), bad("b"), ODD.at(Place("b"))]
    assert count_of(problems, "en") == "Errors: 2. Warnings: 1. Files: 2."
    assert count_of(problems, "zh") == "2 个错误，1 条警告，在 2 个文件里。"
    assert count_of([HINT.at(Place("a"))], "en") == "Errors: 0. Warnings: 0. Hints: 1. Files: 1."
    assert count_of([], "zh") == "没有发现问题。"


# --- what is private ---

FORMS: dict[str, Callable[[list[Problem], str], str]] = {
    "text": lambda problems, line: told([line], *problems),
    "short": lambda problems, line: "".join(as_short(p, "en") for p in problems),
    "json": lambda problems, line: as_json(problems),
    "sarif": lambda problems, line: as_sarif(problems, "en"),
    "github": lambda problems, line: "".join(as_commands(problems, "en")),
}


@pytest.mark.parametrize("code", ["privacy-number", "secrecy-mark"])
@pytest.mark.parametrize("form", FORMS)
def test_no_form_shows_a_line_that_is_private(form: str, code: str) -> None:
    """Nor do the other problems of that file, which may be about the same line."""
    private = Rule(code, zh=("有", "删"), en=("a number", "remove it")).at(Place("a", 1, 3))
    for problems in ([private], [bad("a", 1, 1), private], [private, bad("a", 1, 9)]):
        said = FORMS[form](problems, "电话 SECRET")
        assert "SECRET" not in said
        assert code in said or form == "short"  # which names no rules
    assert "SECRET" in told(["SECRET"], private, bad("b", 1, 1))  # of another file


# --- for machines ---


def test_json_has_both_languages() -> None:
    assert json.loads(as_json([bad("a.yaml", 3, 5)], BELOW)) == [
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


def closed(required: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The schema of an object that has these properties, may have those, and no others."""
    return {
        "type": "object",
        "required": list(required),
        "properties": {**required, **more},
        "additionalProperties": False,
    }


# What the schema of SARIF 2.1.0 demands of the parts that are used here, and of GitHub's reader.
WORDS = {"type": "string", "minLength": 1}
MESSAGE = closed({"text": WORDS})
LEVEL = {"enum": ["none", "note", "warning", "error"]}
NUMBER = {"type": "integer", "minimum": 1}
SARIF_RULE = closed(
    {
        "id": WORDS,
        "shortDescription": MESSAGE,
        "fullDescription": MESSAGE,
        "help": MESSAGE,
        "defaultConfiguration": closed({"level": LEVEL}),
    }
)
SARIF_RESULT = closed(
    {
        "ruleId": WORDS,
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": LEVEL,
        "message": MESSAGE,
        "locations": {
            "type": "array",
            "minItems": 1,
            "items": closed(
                {
                    "physicalLocation": closed(
                        {"artifactLocation": closed({"uri": {**WORDS, "format": "uri-reference"}})},
                        region=closed({"startLine": NUMBER}, startColumn=NUMBER),
                    )
                }
            ),
        },
    }
)
DRIVER = closed(
    {
        "name": WORDS,
        "version": WORDS,
        "language": {"type": "string", "pattern": "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$"},
        "rules": {"type": "array", "uniqueItems": True, "items": SARIF_RULE},
    }
)
SARIF = closed(
    {
        "$schema": {"type": "string", "pattern": "sarif-schema-2.1.0.json$"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "minItems": 1,
            "items": closed(
                {
                    "tool": closed({"driver": DRIVER}),
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": {"type": "array", "items": SARIF_RESULT},
                }
            ),
        },
    }
)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_sarif_is_what_its_schema_demands(language: str) -> None:
    problems = [bad("a b/问题.yaml", 3, 5), ODD.at(Place("/c%", 2)), HINT.at(Place("d")), bad("e")]
    for found in (problems, []):
        log = json.loads(as_sarif(found, language, BELOW))
        jsonschema.validate(log, SARIF)
        (made,) = log["runs"]
        rules = [rule["id"] for rule in made["tool"]["driver"]["rules"]]
        assert rules == sorted({p.rule.code for p in found})
        assert [rules[r["ruleIndex"]] for r in made["results"]] == [p.rule.code for p in found]


def test_sarif_tells_place_level_and_words() -> None:
    problems = [bad("a b/问题.yaml", 3, 5), ODD.at(Place("c", 2)), HINT.at(Place("d"))]
    results = json.loads(as_sarif(problems, "en", "./content/".__add__))["runs"][0]["results"]
    places = [result["locations"][0]["physicalLocation"] for result in results]
    assert places == [
        {
            "artifactLocation": {"uri": "content/a%20b/%E9%97%AE%E9%A2%98.yaml"},
            "region": {"startLine": 3, "startColumn": 5},
        },
        {"artifactLocation": {"uri": "content/c"}, "region": {"startLine": 2}},
        {"artifactLocation": {"uri": "content/d"}},
    ]
    assert [result["level"] for result in results] == ["error", "warning", "note"]
    assert results[0]["message"]["text"] == "“x” is bad\nremedy: write y"


def test_a_path_elsewhere_is_a_whole_address_in_sarif() -> None:
    log = as_sarif([ODD.at(Place("/srv/内容", 1))], "en")
    assert '"uri": "file:///srv/%E5%86%85%E5%AE%B9"' in log


def test_a_workflow_command_is_escaped_as_github_demands() -> None:
    problem = bad("a,b:c%.yaml", 3, 5, word="50%, a: b")
    assert list(as_commands([problem, ODD.at(Place("d"))], "en", BELOW)) == [
        "::error file=content/a%2Cb%3Ac%25.yaml,line=3,col=5,title=bad"
        "::“50%25, a: b” is bad%0Aremedy: write y",
        "::warning file=content/d,title=odd::odd%0Aremedy: compare",
    ]
    assert next(as_commands([HINT.at(Place("a"))], "zh")).startswith("::notice file=a,")


@pytest.mark.parametrize("name", ["a\n::error::b", "a\r\n::stop-commands::x"])
def test_a_name_cannot_forge_a_workflow_command(name: str) -> None:
    (command,) = as_commands([ODD.at(Place(name))], "en")
    assert "\n" not in command
    assert "\r" not in command


# --- the command ---


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder with broken content: an error and warnings, and a file that is no UTF-8."""
    lay_out("003-colon-in-text", tmp_path / "content")
    return tmp_path


def test_check_shows_the_line_as_it_stands_in_the_file(site: Path) -> None:
    code, said = run(site, "zh", "check")
    assert code == 1
    assert said == (
        "content/notices/plan-2024/findings/02.yaml\n"
        "  2:12 错误：文字里有半角冒号加空格，YAML 把它当成了另一个字段：title: 泵房问题:\n"
        "    门锁损坏 [colon-in-text]\n"
        "    办法：给整段文字加英文引号，或改用全角冒号“：”；若是另一个字段，左边与上面对\n"
        "    齐\n"
        "      2 | title: 泵房问题: 门锁损坏\n"
        "        |                ^\n"
        "\n"
        "1 个错误，0 条警告，在 1 个文件里。\n"
        "方括号里是规则的代号，用 check --explain 代号 看它为什么。\n"
    )


def test_lines_of_a_file_with_other_ends_are_counted_as_the_checks_count_them(site: Path) -> None:
    path = site / "content/notices/plan-2024/findings/02.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert "      2 | title: 泵房问题: 门锁损坏\n" in run(site, "zh", "check")[1]


@pytest.mark.parametrize(
    "case", ["100-empty-file", "105-gbk", "108-missing-site", "120-folder-for-a-finding"]
)
@pytest.mark.parametrize("form", FORMS)
def test_a_file_that_cannot_be_read_is_told_without_a_line(
    tmp_path: Path, case: str, form: str
) -> None:
    lay_out(case, tmp_path / "content")
    code, said = run(tmp_path, "en", "check", "--format", form)
    assert code == 1
    assert "content/" in said
    assert not re.search(r"^ +(\d+ )?\|", said, re.M)


@pytest.mark.parametrize("folder", ["content", "content/", "./content", "whole", "nowhere"])
@pytest.mark.parametrize("form", FORMS)
def test_every_form_names_the_file_as_it_is_found_from_here(
    site: Path, folder: str, form: str
) -> None:
    content = str(site / "content") if folder == "whole" else folder
    code, said = run(site, "en", "check", "--content", content, "--format", form)
    assert code == (2 if folder == "nowhere" else 1)
    named = "nowhere" if folder == "nowhere" else "content/notices/plan-2024/findings/02.yaml"
    assert re.search(rf'(^|[ "=/]){named}[":,\n]', said)
    assert str(site) not in said


@pytest.mark.parametrize(
    ("case", "level", "code"),
    [
        ("003-colon-in-text", "error", 1),
        ("003-colon-in-text", "hint", 1),
        ("177-not-published", "error", 0),
        ("177-not-published", "warning", 1),
        ("177-not-published", "hint", 1),
    ],
)
def test_the_exit_code_is_of_the_level_asked_for(
    tmp_path: Path, case: str, level: str, code: int
) -> None:
    lay_out(case, tmp_path / "content")
    for form in FORMS:
        assert run(tmp_path, "en", "check", "--fail-on", level, "--format", form)[0] == code
    assert (run(tmp_path, "en", "check")[0] == 1) == (case == "003-colon-in-text")


@pytest.mark.parametrize("form", FORMS)
def test_good_content_is_0_at_any_level(tmp_path: Path, form: str) -> None:
    code, said = run(
        tmp_path, "en", "check", "--content", str(BASE), "--format", form, "--fail-on", "hint"
    )
    assert code == 0
    assert said[:1] in {"text": "N", "short": "N", "json": "[", "sarif": "{", "github": ""}[form]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_list_has_a_line_for_each_rule(tmp_path: Path, language: str) -> None:
    code, said = run(tmp_path, language, "check", "--list")
    lines = said.splitlines()
    assert code == 0
    assert lines == sorted(lines)
    assert len(lines) > 90
    assert all(width_of(line) <= WIDTH for line in lines)
    warning = {"zh": "警告", "en": "warning"}[language]
    assert re.search(rf"^total-differs +{warning}  “…”", said, re.M)


def test_a_rule_is_explained_in_the_users_language(tmp_path: Path) -> None:
    code, said = run(tmp_path, "en", "check", "--explain", "tab")
    assert code == 0
    assert said == (
        "tab (error)\n"
        "  what is wrong: this line is indented with a tab\n"
        "  remedy: use spaces, two for each level\n"
        "  why: The YAML specification forbids tabs for indentation, because each editor\n"
        "  shows them in another width.\n"
    )
    code, said = run(tmp_path, "zh", "check", "--explain", "TAB")
    assert code == 0
    assert said.startswith("tab（错误）\n  情况：这一行用制表符（Tab）缩进\n  办法：")
    assert "\n  缘由：YAML" in said


def test_an_unknown_rule_is_2_and_the_nearest_ones_are_named(tmp_path: Path) -> None:
    code, said = run(tmp_path, "en", "check", "--explain", "mispelt-feild")
    assert code == 2
    assert said.startswith("There is no rule “mispelt-feild”. Did you mean: misspelt-field")
    assert run(tmp_path, "en", "check", "--explain", "")[0] == 2
    code, said = run(tmp_path, "zh", "check", "--explain", "xyzzy")
    assert (code, said) == (2, "没有“xyzzy”这条规则。用 check --list 看全部规则。\n")


def test_lists_and_explanations_fit_a_terminal() -> None:
    long = Rule(
        "long", zh=("长" * 99, "改" * 99), en=("x " * 99, "y " * 99), why=("因" * 99, "z " * 99)
    )
    for language in ("zh", "en"):
        rows = [*as_list([long, BAD], language), *as_explanation(long, language)]
        assert all(width_of(row) <= WIDTH for row in rows)
        assert next(as_list([long, BAD], language)).endswith("…")
