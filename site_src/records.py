"""Mappings to records: one fast conversion, and when it fails a slow one that finds every fault of the mapping."""

import difflib
import re
from collections.abc import Iterator
from typing import Any, TypeVar

import msgspec

from site_src.faults import (
    BLANK_FIELD,
    COLON_MADE_FIELD,
    DOES_NOT_FIT,
    EMPTY_FIELD,
    EMPTY_LIST,
    EMPTY_TEXT,
    EXPECTS_FIELDS,
    EXPECTS_LIST,
    EXPECTS_TEXT,
    MISSING_FIELD,
    MISSPELT_FIELD,
    NO_BLANK_AFTER_COLON,
    NOT_A_COUNT,
    NOT_A_DATE,
    NOT_ONE_OF,
    ODD_BLANK,
    TOO_LONG,
    UNKNOWN_FIELD,
    WIDE_COLON,
    WRONG_FORM,
)
from site_src.problems import Place, Problem
from site_src.yaml_nodes import Mapping, Sequence

R = TypeVar("R", bound=msgspec.Struct)
_GLUED = re.compile(r"([A-Za-z_]+)\s*(：|:)")


def to_record(kind: type[R], node: object, file: str) -> tuple[R | None, list[Problem]]:
    """The record of class ``kind`` that ``node`` holds, if it can be read, and everything that is wrong with it.

    A field with a slip in its name is read as what was meant, here and in ``node``, so that what follows from it is
    told in the same run.
    """
    try:
        record = msgspec.convert(node, kind, strict=False)
        if not _has_blanks(node):
            return record, []
        said = ""
    except msgspec.ValidationError as error:
        said = str(error)
    from msgspec import inspect

    problems = list(_faults(inspect.type_info(kind), node, Place(file, 1, 1), ""))
    try:
        return msgspec.convert(node, kind, strict=False), problems
    except msgspec.ValidationError:
        return None, problems or [DOES_NOT_FIT.at(Place(file, 1, 1), said=said)]


def _has_blanks(node: Any) -> bool:
    """Whether some field has nothing after it, be it known or not."""
    if type(node) is Mapping:
        if len(node) != len(node.marks):
            return True
        node = node.values()
    return any(type(value) is not str and _has_blanks(value) for value in node)


def place_of(node: object, file: str, *path: str | int) -> Place:
    """Where the field or item at ``path`` stands in ``file``; the nearest one above it if it is not written."""
    where = (1, 1)
    for step in path:
        if isinstance(node, Mapping) and step in node.marks:
            where, node = node.marks[str(step)], node.get(str(step))
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node):
            where, node = node.marks[step], node[step]
        else:
            break
    return Place(file, *where)


def _faults(kind: Any, node: object, place: Place, field: str) -> Iterator[Problem]:
    from msgspec import inspect

    form = None
    if isinstance(kind, inspect.Metadata):
        form, kind = (kind.extra or {}), kind.type
    if isinstance(kind, inspect.UnionType):  # every union of the model is "this or nothing"
        yield from _faults(
            next(t for t in kind.types if not isinstance(t, inspect.NoneType)), node, place, field
        )
    elif isinstance(kind, inspect.StructType):
        if isinstance(node, Mapping):
            yield from _field_faults(kind, node, place, field)
        else:
            names = ", ".join(f.name for f in kind.fields)
            yield EXPECTS_FIELDS.at(place, field=field, names=names)
    elif isinstance(kind, inspect.VarTupleType):
        if not isinstance(node, Sequence):
            yield EXPECTS_LIST.at(place, field=field)
        elif kind.min_length and len(node) < kind.min_length:
            yield EMPTY_LIST.at(place, field=field)
        else:
            for item, mark in zip(node, node.marks, strict=True):
                yield from _faults(kind.item_type, item, Place(place.file, *mark), field)
    elif isinstance(node, Mapping):
        yield COLON_MADE_FIELD.at(place, field=field, key=next(iter(node), ""))
    elif isinstance(node, Sequence):
        yield EXPECTS_TEXT.at(place, field=field)
    else:
        yield from _scalar_faults(kind, str(node), place, field, form or {})


def _field_faults(kind: Any, node: Mapping, place: Place, field: str) -> Iterator[Problem]:
    known = {f.name: f for f in kind.fields}
    meant: dict[str, str] = {}  # what is written to what is meant, "" if nobody knows
    for name, (line, column) in node.marks.items():
        here = Place(place.file, line, column)
        if name not in known:
            problem, meant[name] = _misnamed(name, known, here)
            yield problem
        elif name in node:
            yield from _faults(known[name].type, node[name], here, name)
        else:
            rule = EMPTY_FIELD if known[name].required else BLANK_FIELD
            yield rule.at(here, field=name)
    for name, f in known.items():
        if f.required and name not in node.marks and name not in meant.values():
            yield MISSING_FIELD.at(place, field=name, **_within(field, known, node))
    for name, right in meant.items():
        mark, value = node.marks.pop(name), node.pop(name, None)
        if right and right not in node.marks and value is not None:
            node[right], node.marks[right] = value, mark


def _misnamed(name: str, known: dict[str, Any], here: Place) -> tuple[Problem, str]:
    """What is wrong with the name of a field, and which one is meant, if that is known."""
    plain = name.strip()
    if plain in known:
        return ODD_BLANK.at(here, field=plain), plain
    if found := _GLUED.match(name):  # in braces, where only a comma ends a name
        rule = WIDE_COLON if found[2] == "：" else NO_BLANK_AFTER_COLON
        colon = Place(here.file, here.line, here.column + found.start(2))
        return rule.at(colon, field=found[1]), found[1]
    if near := difflib.get_close_matches(plain.lower(), known, 1, 0.6):
        return MISSPELT_FIELD.at(here, field=name, nearest=near[0]), near[0]
    return UNKNOWN_FIELD.at(here, field=name, known=", ".join(known)), ""


def _within(field: str, known: dict[str, Any], node: Mapping) -> dict[str, str]:
    """Where a missing field of the field ``field`` belongs, in both languages; nothing to say of a whole file."""
    if not field:
        return {"where_zh": "", "where_en": ""}
    beside = next((name for name in node.marks if name in known), None)
    return {
        "where_zh": f"在“{field}”里" + (f"，和“{beside}”左边对齐，" if beside else ""),
        "where_en": f" within “{field}”" + (f", aligned with “{beside}”" if beside else ""),
    }


def _scalar_faults(
    kind: Any, text: str, place: Place, field: str, form: dict[str, str]
) -> Iterator[Problem]:
    try:
        msgspec.convert(text, _python_type(kind), strict=False)
    except msgspec.ValidationError as error:
        from msgspec import inspect

        if isinstance(kind, inspect.EnumType):
            words = [member.value for member in kind.cls]
            allowed = " ".join(words)
            near = difflib.get_close_matches(text, words, 1, 0.5)
            yield NOT_ONE_OF.at(
                place,
                field=field,
                text=text,
                allowed=allowed,
                nearest=near[0] if near else words[0],
            )
        elif isinstance(kind, inspect.DateType):
            yield NOT_A_DATE.at(place, field=field, text=text)
        elif isinstance(kind, inspect.IntType):
            yield NOT_A_COUNT.at(place, field=field, text=text)
        elif not text.strip():
            yield EMPTY_TEXT.at(place, field=field)
        elif isinstance(kind, inspect.StrType) and kind.max_length and len(text) > kind.max_length:
            yield TOO_LONG.at(place, field=field, length=len(text), longest=kind.max_length)
        else:
            zh, en = form.get("zh", str(error)), form.get("en", str(error))
            yield WRONG_FORM.at(place, field=field, text=text, form_zh=zh, form_en=en)


def _python_type(kind: Any) -> Any:
    from datetime import date
    from typing import Annotated

    from msgspec import inspect

    if isinstance(kind, inspect.EnumType):
        return kind.cls
    if isinstance(kind, inspect.DateType):
        return date
    if isinstance(kind, inspect.IntType):
        return Annotated[int, msgspec.Meta(ge=kind.ge)]
    limits = {"min_length": kind.min_length, "max_length": kind.max_length, "pattern": kind.pattern}
    return Annotated[str, msgspec.Meta(**limits)]
