"""The place of a character in a YAML text is where the file has it, however it is written there."""

import pytest

from site_src.problems import Place
from site_src.records import place_of
from site_src.spots import spot_in
from site_src.yaml_lines import read_yaml

LITERAL = {
    "plain": "title: 甲乙“丙”,丁\n",
    "after comments": "# 注\n\ntitle:   甲乙\n",
    "quoted key": '"title": 甲乙\n',
    "double": 'title: "甲: 乙"\n',
    "single": "title: '甲 #乙'\n",
    "doubled quotes": "title: '甲''乙''丙'\n",
    "escaped quotes": 'title: "甲\\"乙\\"丙"\n',
    "literal": "title: |\n  甲乙\n  丙 丁\n\n    戊\nnumber: 1\n",
    "literal after a blank line": "title: |\n\n  甲\n  乙\n",
    "literal with a comment": "title: |-  # 注\n  甲\n  乙\n",
    "folded": "title: >\n  ab\n  cd\n\n  戊\n",
    "wrapped": "title: ab\n  cd\n    ef\n",
    "below its key": "title:\n  甲乙\n",
    "wrapped and quoted": 'title: "ab\n  cd 丙"\n',
    "item": "title:\n  - 子: 丑\n  - 甲乙\n",
    "item in quotes": "title:\n  - 子\n  - '甲: 乙'\n",
    "item as a block": "title:\n- 子\n- |\n  甲\n  乙\n",
    "on one line": "title: [子, 甲乙]\n",
    "colon inside": "title: 1:2 甲:乙\n",
    "colon in an item": "title:\n  - 子\n  - 甲:乙：丙\n",
    "line ends": 'title: "甲\\n乙"\n',
}


def value_of(source: str) -> tuple[str, Place]:
    """The last text below ``title``, and the place that is kept of it."""
    node, problems = read_yaml(source, "f.yaml")
    assert isinstance(node, dict)
    assert problems == []
    value = node["title"]
    path = ["title"] if isinstance(value, str) else ["title", len(value) - 1]
    return value if isinstance(value, str) else value[-1], place_of(node, "f.yaml", *path)


@pytest.mark.parametrize("source", LITERAL.values(), ids=LITERAL)
def test_every_character_is_found_where_it_stands(source: str) -> None:
    text, field = value_of(source)
    lines = source.split("\n")
    spots = [spot_in(source, field, text, at) for at, sign in enumerate(text) if not sign.isspace()]
    assert [
        lines[spot.line - 1][spot.column - 1 :].replace('\\"', '"')[0] for spot in spots
    ] == list("".join(text.split()))
    assert sorted(set(spots), key=lambda spot: (spot.line, spot.column)) == spots


def test_a_text_that_is_not_there_keeps_the_place_of_its_field() -> None:
    place = Place("f.yaml", 2, 3)
    for source in ("", "title: 甲\n", "a: 1\n  b: 乙丙\n", 'a: 1\n  b: "\\u7532"\n'):
        assert spot_in(source, place, "甲", 0) == place
    text, field = value_of('title: "\\u7532乙"\n')
    assert text == "甲乙"
    assert spot_in('title: "\\u7532乙"\n', field, text, 1) == field


def test_the_same_word_before_is_not_taken_for_it() -> None:
    source = "title: 甲甲甲\nmeasures:\n  - 甲\n  - 甲甲\n"
    assert spot_in(source, Place("f", 4, 5), "甲甲", 1) == Place("f", 4, 6)
    assert spot_in(source, Place("f", 1, 1), "甲甲甲", 2) == Place("f", 1, 10)
