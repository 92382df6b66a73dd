"""Chinese messages speak of fields and parts of files in Chinese."""

import re

import pytest
from msgspec.structs import fields

from site_src import model
from site_src.names import FIELDS, FIGURES, in_chinese
from site_src.problems import Place, Rule


def test_every_figure_has_a_chinese_name() -> None:
    assert set(FIGURES) == set(model.Declared.__struct_fields__)
    assert all(re.search("[\u4e00-\u9fff]", name) for name in FIELDS.values())


def test_every_text_of_a_finding_has_a_chinese_name() -> None:
    records = (model.Finding, model.Update, model.Correction, model.Channel, model.Inspection)
    names = {field.encode_name for record in records for field in fields(record)}
    unpublished = {"internal", "id", "date", "follows", "updates", "corrections"}
    assert {name for name in names - unpublished if in_chinese(name) == name} == set()


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("L12", "第12行"),
        ("p. 3", "第3页"),
        ("p. 3 annotation", "第3页的批注"),
        ("word/document.xml", "正文"),
        ("word/comments.xml", "批注"),
        ("xl/comments1.xml", "批注"),
        ("xl/worksheets/sheet2.xml", "第2张工作表"),
        ("word/media/1.jpg EXIF ImageDescription", "插图 1.jpg 的信息"),
        ("docProps/core.xml creator", "文件属性里的作者"),
        ("PDF Subject", "文件属性"),
        ("EXIF Artist", "图片信息里的作者"),
        ("台账", "台账"),
    ],
)
def test_a_part_of_an_attachment_has_a_chinese_name(part: str, words: str) -> None:
    assert in_chinese(part) == words


def test_chinese_messages_use_them_and_english_ones_do_not() -> None:
    rule = Rule("a", zh=("“{figure}”（{where}）", "{field}"), en=("{figure} ({where})", "{field}"))
    problem = rule.at(Place("f"), figure="measures", where="p. 2", field="title")
    assert problem.words("zh") == ("“整改措施”（第2页）", "title")
    assert problem.words("en") == ("measures (p. 2)", "title")
