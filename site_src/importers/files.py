"""A draft to content files: the same records, as an editor would write them."""

import enum
import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from msgspec import Struct, structs

from site_src.importers.draft import Block, Draft
from site_src.yaml_text import as_yaml

SCHEMA = "# yaml-language-server: $schema={above}_schema/{name}.schema.json\n"
Files = dict[str, str]


def files_of(draft: Draft) -> Files:
    """Every file of the notice's folder, by its name below it; line ends are line feeds."""
    files = {
        "notice.yaml": SCHEMA.format(above="../../", name="notice") + as_yaml(fields(draft.notice))
    }
    if draft.overview:
        files["overview.md"] = as_markdown(draft.overview)
    for stem, finding in draft.findings.items():
        head = SCHEMA.format(above="../../../", name="finding")
        files[f"findings/{stem}.yaml"] = head + as_yaml(fields(finding))
    if draft.next_steps:
        files["next-steps.md"] = as_markdown(draft.next_steps)
    if draft.lines and draft.is_approved_text:
        files["approved.txt"] = "".join(f"{line}\n" for line in draft.lines)
    return files


def fields(record: Struct) -> dict[str, Any]:
    """What of a record is not as it is by default, as texts, lists and mappings."""
    found = {}
    for info in structs.fields(record):
        value = getattr(record, info.name)
        if info.required or value != info.default:
            plain = _plain(value)
            if plain not in ({}, [], None, ""):
                found[info.encode_name] = plain
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, Struct):
        return fields(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None else str(value)


_SPECIAL = re.compile(r"[\\`*_{}\[\]|#]")
_AT_START = re.compile(r"^(?:(\d+)([.)])|([-+=>]))(?=\s|$|[-=])")


def as_markdown(blocks: Iterable[Block]) -> str:
    """Paragraphs and headings as Markdown that shows their characters and nothing else."""
    level = 1
    parts = []
    for block in blocks:
        text = " ".join(_escaped(block.text.strip(" \t\u3000\u00a0")).split("\n"))
        if block.level:
            level = min(block.level, level + 1, 4)
            text = f"{'#' * level} {text}"
        parts.append(text)
    return "\n\n".join(parts) + "\n"


def _escaped(text: str) -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;")
    text = _SPECIAL.sub(r"\\\g<0>", text)
    return _AT_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", text)
