"""YAML to mappings that know their lines: every scalar as typed, and each slip at its place.

The words for each slip are held by ``data/invalid``; here are the values, the marks, and both parsers.
"""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from site_src import yaml_events, yaml_lines
from site_src.yaml_events import DEEPEST, read_events
from site_src.yaml_lines import read_simple, read_yaml
from site_src.yaml_nodes import Mapping, Sequence


@pytest.fixture(params=["simple", "libyaml", "PyYAML"], autouse=True)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test runs as builds do, with libyaml alone, and without it."""
    if request.param != "simple":
        monkeypatch.setattr(yaml_lines, "read_simple", lambda text, first_line: None)
    if request.param == "PyYAML":
        monkeypatch.setattr(yaml_events, "CParser", None)


def read(text: str) -> object:
    """The value of a text without faults."""
    root, problems = read_yaml(text, "f.yaml")
    assert problems == []
    return root


def faults(text: str) -> list[tuple[str, int, int]]:
    """Code, line and column of each fault of a text."""
    return [(p.rule.code, p.place.line, p.place.column) for p in read_yaml(text, "f.yaml")[1]]


@pytest.mark.parametrize(
    "word",
    "yes no on off true NO 012 0x1F 0b1 1e3 50.60 1_000 +1 -5 12:30 12:30:00 2024-05 2024-05-31 .inf "
    ".nan = a:b c#d http://example.cn/ “一” 一：二 100% x@y - -1".replace(" - ", " ").split(),
)
def test_a_word_stays_as_typed(word: str) -> None:
    assert read(f"a: {word}\n") == {"a": word}
    assert read(f"a:\n- {word}\n") == {"a": [word]}


def test_a_quoted_word_is_a_word() -> None:
    assert read("a: 'null'\nb: \"~\"\nc: ''\n") == {"a": "null", "b": "~", "c": ""}


def test_a_field_without_text_counts_as_not_written() -> None:
    root = read("a:\nb: # later\nc: 1\n")
    assert root == {"c": "1"}
    assert isinstance(root, Mapping)
    assert root.marks == {"a": (1, 1), "b": (2, 1), "c": (3, 1)}


def test_keys_and_items_know_their_places() -> None:
    root = read("# note\na:\n  - x\n  -   b: 1\n      c: 2\nd: [y, 'z']\n")
    assert isinstance(root, Mapping)
    assert root.marks == {"a": (2, 1), "d": (6, 1)}
    assert isinstance(root["a"], Sequence)
    assert root["a"].marks == [(3, 5), (4, 7)]
    assert root["a"][1].marks == {"b": (4, 7), "c": (5, 7)}
    assert root["d"].marks == [(6, 5), (6, 8)]


def test_a_front_matter_counts_from_its_own_line() -> None:
    root, problems = read_yaml("a: 1\na: 2\n", "f.md", first_line=2)
    assert isinstance(root, Mapping)
    assert root.marks == {"a": (2, 1)}
    assert (problems[0].place.line, problems[0].values["first"]) == (3, "2")


def test_a_block_text_keeps_its_lines_and_drops_the_last_end() -> None:
    assert read("a: |\n  一\n\n  二\n\nb: >\n  c\n  d\n") == {"a": "一\n\n二", "b": "c d"}


@pytest.mark.parametrize("text", ["", "\n", "# note\n", "---\n", "--- # note\n...\n"])
def test_a_text_without_content_is_nothing(text: str) -> None:
    assert read(text) is None


def test_a_start_and_an_end_of_document_are_allowed() -> None:
    assert read("---\na: 1\n...\n") == {"a": "1"}


@pytest.mark.parametrize("word", ["null", "Null", "NULL", "~"])
def test_a_word_for_nothing_is_a_fault(word: str) -> None:
    assert faults(f"b: 1\na: {word}\n") == [("null-word", 2, 4)]
    assert faults(f"a:\n  - {word}\n") == [("empty-item", 2, 5)]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a: 1\nb: 2\na: 3\n", ("doubled-field", 3, 1)),
        ("a: *b\n", ("alias", 1, 4)),
        ("a: &b c\n", ("anchor", 1, 4)),
        ("a: !!str c\n", ("anchor", 1, 4)),
        ("a: &b [c]\n", ("anchor", 1, 4)),
        ("a: 1\n---\nb: 2\n", ("second-document", 2, 1)),
        ("? [a]\n: b\n", ("odd-key", 1, 3)),
        ("[a]: b\n", ("odd-key", 1, 1)),
        ("a:\n  -\n  - b\n", ("empty-item", 2, 4)),
        ("b: 1\na: 泵房 #2\n", ("comment-in-text", 2, 7)),
        ("a:\n  - 一 #二\n", ("comment-in-text", 2, 7)),
        ("a: #二\n", ("comment-in-text", 1, 4)),
        ("a: 泵\x00房\n", ("forbidden-character", 1, 5)),
        ("b: 1\na: 泵\x0b\n", ("forbidden-character", 2, 5)),
        ("a: 泵\x85  房\n", ("forbidden-character", 1, 5)),
        ("a: 一: 二\n", ("colon-in-text", 1, 5)),
        ("a：一\nb: 1\n", ("wide-colon", 1, 2)),
        ("b: 1\na：一\n", ("wide-colon", 2, 2)),
        ("a：一\n", ("wide-colon", 1, 2)),
        ("b: 1\na:一\n", ("no-blank-after-colon", 2, 2)),
        ("a:\n  - b: 1\n    c:二\n", ("no-blank-after-colon", 3, 6)),
        ("a: 一\n  b:二\n", ("no-blank-after-colon", 2, 4)),
        ("a: 一\n  b：二\n", ("wide-colon", 2, 4)),
        ("a:\n  - 一\n  -二\nb: 1\n", ("no-blank-after-dash", 3, 3)),
        ("a:\n  -一\n", ("no-blank-after-dash", 2, 3)),
        ("a:\n  - 一\n    - 二\n", ("indentation", 3, 5)),
        ("a: 1\n b: 2\n", ("indentation", 2, 2)),
        ("  a: 1\nb: 2\n", ("indentation", 2, 1)),
        ("b: 1\na: '一\nc: 2\n", ("unclosed", 2, 4)),
        ('a: "一\nb: "二"\n', ("unclosed", 1, 4)),
        ("a: [一\nb: 2\n", ("unclosed", 1, 4)),
        ('a: "一"二\n', ("text-after-quote", 1, 7)),
        ("a: [一] 二\n", ("odd-start", 1, 4)),
        ("a: - 一\n", ("odd-start", 1, 4)),
        ("b: 1\na:\n\t- 一\n", ("tab", 3, 1)),
        ("b: 1\n一二三\nc: 2\n", ("no-colon", 2, 1)),
        ("b: 1\n\u3000\u3000一二三\nc: 2\n", ("odd-indent", 2, 1)),
        ("a:\n  - 一\n\u3000\u3000- 二\nb: 1\n", ("odd-indent", 3, 1)),
        ("a:\n  - 一\n\u3000\u3000- 二\n", ("odd-indent", 3, 1)),
        ("a:\n  - 一\n  \u3000- 二\nb: 1\n", ("odd-indent", 3, 3)),
        ("a:\n  - 一\n    \u3000- 二\nb: 1\n", ("odd-indent", 3, 5)),
        ("b: 1\na:\xa0一\nc: 2\n", ("odd-blank-after", 2, 3)),
        ("a:\u3000一\n", ("odd-blank-after", 1, 3)),
        ("a:\n  - 一\n  -\u3000二\nb: 1\n", ("odd-blank-after", 3, 4)),
        ("a:\n  - 一\n  － 二\nb: 1\n", ("wide-dash", 3, 3)),
        ("a:\n  - 一\n    －二\nb: 1\n", ("wide-dash", 3, 5)),
        ("a:\n  – 一\n", ("wide-dash", 2, 3)),
        ("a: [一，\nb: 2\n", ("unclosed", 1, 4)),
        ("a: {b: 3， c: 8}\n", ("wide-comma", 1, 9)),
        ("a: 一\n  二\n", ("wrapped-text", 2, 3)),
        ("a: 一\n  3\nb: 1\n", ("wrapped-text", 2, 3)),
        ("a:\n  - 一，\n    二\n", ("wrapped-text", 3, 5)),
        ("a: '一\n  二'\n", ("wrapped-text", 2, 3)),
        ('b: 1\na: "一\n\n  二\n   三"\n', ("wrapped-text", 5, 4)),
        ("a: >\n  一\n  二\n", ("wrapped-text", 3, 3)),
    ],
)
def test_a_slip_is_told_at_its_place(text: str, fault: tuple[str, int, int]) -> None:
    assert faults(text) == [fault]


@pytest.mark.parametrize("start", ["*一", "&一", "!一", "@一", "`一`", "%一", ">一", "|一", ",一"])
def test_a_text_that_begins_with_a_sign_of_yaml_is_told_where_it_begins(start: str) -> None:
    assert faults(f"b: 1\na: {start}\n")[0] == ("odd-start", 2, 4)


@pytest.mark.parametrize(
    "text",
    [
        "a: 泵房 # 备注\n",
        "a: 泵房#2\n",
        "a: '泵房 #2'\n",
        "a: |\n  泵房 #2\n",
        "#a\na: 1\n#b\n",
        "a: '一: 二'\n",
        "a: |\n  b: 一\n  - 二\n  -三\n  c：四\n",
        "a: 一\n\n  二\n",
        "a: one\n  two\n",
        "a: >\n  一\n    二\n",
        'a: "一\\\n  二"\n',
        "a: ——一\n",
        "a: 一 － 二\n",
        "a: 见\n  http://example.cn/\n",
        "a: -5\n",
    ],
)
def test_what_only_looks_like_a_slip_is_none(text: str) -> None:
    assert faults(text) == []


def test_it_reads_down_to_the_deepest_level_and_no_further() -> None:
    def nested(levels: int) -> str:
        return "a: " + "[" * levels + "]" * levels + "\n"

    assert faults(nested(DEEPEST - 1)) == []
    assert faults(nested(DEEPEST)) == [("too-deep", 1, 3 + DEEPEST)]


def test_a_very_deep_text_is_told_like_any_other() -> None:
    assert [code for code, _, _ in faults("a: " + "[" * 100_000)] == ["too-deep"]


@settings(deadline=None)
@given(st.dictionaries(st.text("ab一 :#-'\"\\\n\u2028", max_size=8), st.text(max_size=20)))
def test_what_pyyaml_writes_is_read_back(values: dict[str, str]) -> None:
    text = yaml.safe_dump(values, allow_unicode=True, default_style='"')
    root, problems = read_yaml(text, "f.yaml")
    assert problems == []
    assert (root or {}) == values


@settings(deadline=None)
@given(st.text("ab一:：-# '\"[]{}*&!|>%@`\t\n,?~\\", max_size=40))
def test_any_text_is_read_or_has_a_fault_inside_of_it(text: str) -> None:
    _, problems = read_yaml(text, "f.yaml")
    lines = len(text.splitlines()) + 1
    assert all(1 <= p.place.line <= lines and p.place.column >= 1 for p in problems)
    for problem in problems:
        assert all(problem.words("zh"))
        assert all(problem.words("en"))


@settings(deadline=None)
@given(st.text(max_size=30))
def test_any_character_is_read_or_told(text: str) -> None:
    read_yaml(text, "f.yaml")


ROOT = Path(__file__).parent.parent
WRITTEN = [
    path.read_text("utf-8")
    for folder in (ROOT / "content", ROOT / "templates", ROOT / "tests" / "data" / "valid")
    for path in sorted(folder.rglob("*.yaml"))
]
PIECES = st.sampled_from(
    [  # noqa: RUF005
        *"ab一:：-#'\"[]{}*&!|>%@`\t\n,?~\\ 0.+/\u3000\u2028"
    ]
    + ["\n", "\n  ", "- ", ": ", ", ", "a: ", "\n- ", "\n  - ", "\nb:\n", "[一]", "{a: 1}"]
    + ["null", "'一'", '"二"', "''", '""', '"\\n"', "  ", " #", "\n#\n", "一二"]
)
texts = st.lists(PIECES, max_size=25).map("".join) | st.builds(
    lambda text, place, gone, piece: (
        text[: place % len(text)] + piece + text[place % len(text) + gone :]
    ),
    st.sampled_from(WRITTEN).map(lambda text: text[:600]),
    st.integers(0),
    st.integers(0, 3),
    PIECES,
)


def marks(node: object) -> object:
    """The places of all keys and items below a node."""
    if isinstance(node, Mapping):
        return node.marks, {key: marks(value) for key, value in node.items()}
    return (node.marks, [marks(item) for item in node]) if isinstance(node, Sequence) else ()


@settings(deadline=None, max_examples=2000)
@given(texts)
def test_the_short_way_reads_what_the_long_way_reads(text: str) -> None:
    simple = read_simple(text)
    if simple is not None:
        root, problems = read_events(text, "f.yaml")
        assert problems == []
        assert simple == root
        assert marks(simple) == marks(root)
        assert list(simple) == list(root or ())


def test_what_editors_write_goes_the_short_way() -> None:
    for path in (*(ROOT / "content").rglob("*.yaml"), *(ROOT / "templates" / "strings").iterdir()):
        assert read_simple(path.read_text("utf-8")) is not None, path


def test_a_text_without_end_is_refused_at_once() -> None:
    long = "一:" * 200_000
    assert read_simple(f"a: {long} ") is None
    assert read_simple("a: " + "[" * 200_000) is None
    assert read_simple("- " * 200_000) is None


def test_many_lists_on_one_line_each_take_no_longer_than_many_lines() -> None:
    root = read_simple("a:\n" + "- [一]\n" * 30_000)
    assert root is not None
    assert root["a"].marks[-1] == (30_001, 3)


def test_the_end_of_a_document_is_no_key() -> None:
    assert read_simple("a: 1\n...  b: 2\n") is None
