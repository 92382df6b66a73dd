"""The schemas that editor programs use: up to date, in words, and in agreement with what the program reads."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from site_src.load import load_notice, load_site
from site_src.schema import FILES, WORDS, schemas, write_schemas
from tests.site_invariants import CONTENT, VALID, rich_content

FOLDERS = sorted(p.parent for p in VALID.rglob("site.yaml")) if VALID.is_dir() else []


def schema_for(path: Path) -> dict[str, Any]:
    """The schema of a content file, by where it stands."""
    kind = "finding" if path.parent.name == "findings" else path.stem
    return schemas()[f"{kind}.schema.json"]


def records(content: Path) -> list[Path]:
    return sorted(p for p in content.rglob("*.yaml") if "_schema" not in p.parts)


class Editor(yaml.SafeLoader):
    """YAML 1.2 as VS Code takes it: ``=``, ``no`` and dates are texts."""


Editor.yaml_implicit_resolvers = {
    first: [
        (tag, form) for tag, form in found if tag.rpartition(":")[2] in ("int", "float", "null")
    ]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def as_an_editor_reads(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8-sig"), Editor)


def faults_of(path: Path) -> list[str]:
    checker = jsonschema.Draft7Validator(schema_for(path))
    found = as_an_editor_reads(path)
    return [
        f"{'/'.join(map(str, e.absolute_path))}: {e.message}"[:200]
        for e in checker.iter_errors(found)
    ]


def test_the_schemas_in_content_are_those_of_the_model(tmp_path: Path) -> None:
    written = list(write_schemas(str(tmp_path)))
    names = {Path(path).name for path in written}
    folder = CONTENT / "_schema"
    assert names == {p.name for p in folder.iterdir()} == set(schemas())
    for path in map(Path, written):
        assert path.read_bytes() == (folder / path.name).read_bytes(), "run: build.py schema"


@pytest.mark.parametrize("name", schemas())
def test_a_schema_is_one(name: str) -> None:
    jsonschema.Draft7Validator.check_schema(schemas()[name])


def fields() -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (kind, field, shape)
        for schema in schemas().values()
        for kind, definition in schema.get("$defs", {}).items()
        for field, shape in definition.get("properties", {}).items()
    ]


def test_every_field_is_explained_in_chinese() -> None:
    assert {
        (k, f)
        for k, f, shape in fields()
        if not re.search("[\u4e00-\u9fff]", shape.get("description", ""))
    } == set()


def test_no_words_are_left_over() -> None:
    known = {(kind, field) for kind, field, _ in fields()}
    assert {(k, f) for k, described in WORDS.items() for f in described} == known


def test_every_kind_of_file_has_a_schema() -> None:
    assert {f"{name}.schema.json" for name in FILES} | {"glossary.schema.json"} == set(schemas())
    assert all(schema.get("title") for schema in schemas().values())


@pytest.mark.parametrize("path", records(CONTENT), ids=lambda p: p.relative_to(CONTENT).as_posix())
def test_the_sample_fits(path: Path) -> None:
    assert faults_of(path) == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda p: p.name)
def test_what_the_program_takes_fits(folder: Path) -> None:
    """What is right for the program must not be underlined in red."""
    assert {
        p.relative_to(folder).as_posix(): f for p in records(folder) if (f := faults_of(p))
    } == {}


def test_all_fields_fit(tmp_path: Path) -> None:
    content = rich_content(tmp_path)
    assert [f for p in records(content) for f in faults_of(p)] == []


@pytest.mark.parametrize(
    "where", ["site.yaml", "contact.yaml", "notices/n1/notice.yaml", "notices/n1/findings/01.yaml"]
)
def test_an_unknown_field_does_not_fit(tmp_path: Path, where: str) -> None:
    path = rich_content(tmp_path) / where
    record = json.loads(path.read_text("utf-8"))
    waiting: list[Any] = [record]
    while waiting:  # in the record, and in every record inside it
        value = waiting.pop()
        if isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            waiting += value.values()
            value["tilte"] = "x"
            path.write_text(json.dumps(record), "utf-8")
            assert faults_of(path)
            del value["tilte"]


WRONG = [
    ("notices/n1/notice.yaml", "published", "2024-07-30"),
    ("notices/n1/notice.yaml", "published", "2024-07-30 24:00"),
    ("notices/n1/notice.yaml", "title", ""),
    ("notices/n1/notice.yaml", "title", None),
    ("notices/n1/notice.yaml", "signature", "一行"),
    ("notices/n1/notice.yaml", "follows", ["Has Blanks"]),
    ("notices/n1/findings/01.yaml", "measures", "一是"),
    ("notices/n1/findings/01.yaml", "deadline", "明年"),
    ("site.yaml", "languages", []),
    ("site.yaml", "languages", ["fr"]),
    ("site.yaml", "base_url", "www.example.cn"),
    ("contact.yaml", "channels", []),
]


@pytest.mark.parametrize(("where", "field", "value"), WRONG)
def test_what_the_program_refuses_does_not_fit(
    tmp_path: Path, where: str, field: str, value: Any
) -> None:
    content = rich_content(tmp_path)
    path = content / where
    record = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**record, field: value}), "utf-8")
    assert load_site(str(content))[1] or load_notice(str(content), "n1")[1]
    assert faults_of(path)


def test_values_that_look_like_something_else_fit(tmp_path: Path) -> None:
    """The program takes them as the texts that were typed."""
    content = rich_content(tmp_path)
    path = content / "notices" / "n1" / "findings" / "02.yaml"
    text = "number: 1.10\ntitle: 2024\ngroup: b\nmeasures: [2024, 50.60]\ndeadline: 2024\ndepartments: [12]\n"
    path.write_text(text, "utf-8")
    assert faults_of(path) == []
    folder, problems = load_notice(str(content), "n1")
    assert (folder and folder.findings["02"].number, problems) == ("1.10", [])
