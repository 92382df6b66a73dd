"""Fields put into a file that somebody edited: what is not of the text stays byte for byte."""

import pytest

from site_src.importers.merge import CannotMerge, with_fields

ORDER = ("number", "title", "group", "description", "measures", "result", "status", "internal")
FILE = """# 第一行
number: "1."  # 编号
title: 甲
# 措施
measures:
  - 一是甲；
  # 中间
  - 二是乙。

# 状态
status: 已完成   # 依据见下
internal: |
  备忘
  # 不是批注
"""


@pytest.mark.parametrize(
    ("values", "old", "new"),
    [
        ({"title": "甲"}, "", ""),
        ({"title": "乙"}, "title: 甲\n", "title: 乙\n"),
        ({"title": "乙: 丙"}, "title: 甲\n", 'title: "乙: 丙"\n'),
        (
            {"measures": ["一是丙。"]},
            "measures:\n  - 一是甲；\n  # 中间\n  - 二是乙。\n",
            "measures:\n  - 一是丙。\n",
        ),
        ({"result": "已经好转。"}, "  - 二是乙。\n", "  - 二是乙。\nresult: 已经好转。\n"),
        ({"description": "表现。"}, "title: 甲\n", "title: 甲\ndescription: 表现。\n"),
        ({"internal": None}, "internal: |\n  备忘\n  # 不是批注\n", ""),
        (
            {"measures": None, "title": "乙"},
            FILE[FILE.index("title") : FILE.index("\n# 状态")],
            "title: 乙\n# 措施\n",
        ),
    ],
)
def test_only_the_fields_that_differ_are_written(
    values: dict[str, object], old: str, new: str
) -> None:
    assert old in FILE
    assert with_fields(FILE, values, ORDER) == FILE.replace(old, new, 1)


@pytest.mark.parametrize(
    "text", [FILE.replace("\n", "\r\n"), "\ufeff" + FILE, "\ufeff" + FILE.replace("\n", "\r\n")]
)
def test_line_ends_and_a_byte_order_mark_stay(text: str) -> None:
    changed = with_fields(text, {"title": "乙"}, ORDER)
    assert changed == text.replace("title: 甲", "title: 乙")


@pytest.mark.parametrize(
    "text", ['{"number": "1.", "title": "甲"}\n', "number: '1.'\ntitle: &a 甲\ninternal: *a\n"]
)
def test_what_is_written_in_an_unusual_way_is_refused(text: str) -> None:
    with pytest.raises(CannotMerge):
        with_fields(text, {"title": "乙"}, ORDER)
