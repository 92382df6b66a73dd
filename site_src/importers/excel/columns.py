"""Tables of findings: what their columns are called, where the head is, and their rows."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from site_src.importers.grammar import plain
from site_src.importers.source import Paragraph

# What a column holds, and the names that bodies give it. Persons (责任人) are no departments, and have no column here.
COLUMNS = {
    "number": ("序号", "编号", "问题编号", "问题序号", "问题号"),
    "group": ("所属部分", "类别", "方面", "问题类别", "问题类型", "问题方面", "反馈方面", "整改类别", "分类", "大类", "问题分类"),
    "title": (
        "反馈问题", "问题", "具体问题", "存在问题", "存在的问题", "存在的具体问题", "问题内容", "问题清单", "整改问题", "问题名称", "巡察反馈问题",
        "巡视反馈问题", "反馈的问题", "反馈具体问题", "反馈意见", "主要问题", "突出问题", "反馈问题内容", "整改事项", "问题标题",
    ),
    "description": ("问题描述", "具体表现", "主要表现", "问题表现", "问题具体表现", "具体情形", "问题说明", "问题具体描述"),
    "measures": ("整改措施", "整改举措", "具体措施", "具体整改措施", "整改具体措施", "采取措施", "采取的措施", "整改任务", "措施", "主要措施", "整改要求"),
    "result": (
        "整改情况", "整改进展", "完成情况", "整改成效", "整改落实情况", "整改进展情况", "整改完成情况", "整改结果", "落实情况", "进展情况",
        "整改效果", "目前进展", "取得成效", "取得的成效", "成效", "整改落实", "整改工作情况",
    ),
    "status": ("整改状态", "状态", "是否完成", "完成状态", "是否完成整改", "是否整改到位", "是否整改完成", "是否销号", "整改进度", "销号情况", "是否到位"),
    "departments": ("责任单位", "责任部门", "责任科室", "牵头单位", "牵头部门", "牵头科室", "整改责任单位", "责任主体", "整改单位", "责任处室", "牵头处室"),
    "deadline": ("整改时限", "完成时限", "整改期限", "完成时间", "整改时间", "时限", "计划完成时间", "整改完成时限", "整改完成时间"),
}  # fmt: skip
FIELD_OF = {name: field for field, names in COLUMNS.items() for name in names}
PROBLEMS = ("title", "description")
LOWEST_HEAD = 20  # rows from the top
_ASIDE = re.compile(r"\([^()]*\)|[\s:*]")

Row = dict[int, str]


class Column(NamedTuple):
    """A column of a table: the words of its head, and the field that they stand for ("" if none)."""

    words: str
    field: str


class Head(NamedTuple):
    """The head of a table of findings: its first row, the first row behind it, and its columns."""

    first: int
    ends: int
    columns: dict[int, Column]

    def has(self, field: str) -> bool:
        """Whether a column is for this field."""
        return any(column.field == field for column in self.columns.values())


def field_of(words: str) -> str:
    """What a column with this head holds; "" if that is not known."""
    return FIELD_OF.get(_ASIDE.sub("", plain(words)), "")


def rows_of(paragraphs: Iterable[Paragraph]) -> list[Row]:
    """The cells of one table row by row; paragraphs of one cell are lines of its text. An empty row is a row."""
    rows: dict[int, Row] = {}
    for paragraph in paragraphs:
        if cell := paragraph.cell:
            row = rows.setdefault(cell.row, {})
            before = row.get(cell.column)
            row[cell.column] = paragraph.text if before is None else f"{before}\n{paragraph.text}"
    return [rows.get(number, {}) for number in range(max(rows, default=-1) + 1)]


def head_of(rows: Sequence[Row]) -> Head | None:
    """The head of a table of findings, on one row or on two; none if the table is another."""
    for first, row in enumerate(rows[:LOWEST_HEAD]):
        columns = {at: Column(words, field_of(words)) for at, words in row.items()}
        below = rows[first + 1] if first + 1 < len(rows) else {}
        ends = first + 1
        if any(column.field for column in columns.values()) and _is_lower_head(below, columns):
            columns |= {at: Column(words, field_of(words)) for at, words in below.items()}
            ends += 1
        fields = {column.field for column in columns.values()} - {""}
        if len(fields) > 1 and fields & set(PROBLEMS):
            return Head(first, ends, _settled(columns))
    return None


def _is_lower_head(below: Row, columns: dict[int, Column]) -> bool:
    """Whether a row names the columns under the spanning cells of the row above it."""
    stays = {at for at, column in columns.items() if column.field in ("number", *PROBLEMS)}
    names = [field_of(words) for words in below.values()]
    return bool(names) and not stays & below.keys() and any(names) and max(map(len, below.values())) <= 20  # fmt: skip


def _settled(columns: dict[int, Column]) -> dict[int, Column]:
    """The columns, those put right whose name depends on the others."""
    fields = [column.field for column in columns.values()]
    if "title" not in fields:
        first = min(at for at, column in columns.items() if column.field == "description")
        columns = columns | {first: columns[first]._replace(field="title")}
    if "measures" not in fields and fields.count("result"):
        # 整改情况 alone tells what was done; beside 整改措施 it tells what came of it.
        first = min(at for at, column in columns.items() if column.field == "result")
        columns = columns | {first: columns[first]._replace(field="measures")}
    return columns


def is_repeated(row: Row, head: Head) -> bool:
    """Whether a row is the head once more, as it is printed on each page."""
    words = {at: column.words for at, column in head.columns.items()}
    return len(row) > 1 and all(words.get(at) == text for at, text in row.items())
