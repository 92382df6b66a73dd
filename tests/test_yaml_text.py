"""Whatever is written as YAML is read back the same, by our reader and by PyYAML."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from site_src.yaml_lines import read_yaml
from site_src.yaml_text import as_yaml

TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Cn", "Cf", "Co")),
    min_size=1,
    max_size=30,
)
ODD = st.sampled_from(
    ["1.", "012", "no", "~", "null", "- 甲", "甲: 乙", "甲 #乙", "'甲'", '"甲"', "{甲}", "[甲", "*甲", "&甲", "!甲", "|", "> ", "? 甲",
     "甲\n乙", "甲\n\n乙", " 甲", "甲 ", "甲\n 乙", "\t甲", "2024-05-06", "1:30", "整改情况:", "甲:", "---", "...", "@甲", "%甲", "`甲"]
)  # fmt: skip
NAMES = st.sampled_from(["a", "b", "c_d"])
ITEMS = st.lists(TEXTS | ODD, min_size=1, max_size=3)
RECORDS = st.dictionaries(NAMES, TEXTS | ODD | ITEMS, min_size=1, max_size=3)
VALUES = TEXTS | ODD | ITEMS | RECORDS | st.lists(RECORDS, min_size=1, max_size=3)


def plain(node: object) -> object:
    if isinstance(node, dict):
        return {key: plain(value) for key, value in node.items()}
    return [plain(item) for item in node] if isinstance(node, list | tuple) else node


@given(st.dictionaries(st.sampled_from(["title", "number", "measures"]), VALUES, min_size=1))
def test_what_is_written_is_read_back(values: dict[str, object]) -> None:
    text = as_yaml(values)
    node, problems = read_yaml(text, "")
    assert not [p for p in problems if p.rule.level.value == "error"], text
    assert plain(node) == values
    assert yaml.load(text, yaml.BaseLoader) == values


@pytest.mark.parametrize("value", ["1.", "3", "no", "Null", "1:30", ".5", "1e5"])
def test_what_others_take_for_no_text_is_quoted(value: str) -> None:
    assert as_yaml({"number": value}) == f'number: "{value}"\n'
    assert yaml.safe_load(as_yaml({"number": value})) == {"number": value}


def test_it_looks_as_an_editor_would_type_it() -> None:
    values = {
        "title": "关于“一把手”的问题。",
        "measures": ["一是修订；", "二是检查：共3次。"],
        "signed": "2024-05-06",
        "result": "甲。\n乙。",
    }
    assert as_yaml(values) == (
        "title: 关于“一把手”的问题。\nmeasures:\n  - 一是修订；\n  - 二是检查：共3次。\nsigned: 2024-05-06\nresult: |-\n  甲。\n  乙。\n"
    )
