"""Reads what is compared: a content folder, or the output of a build (a kept release is one too)."""

import json
import os
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from msgspec import Struct

from site_src.diff import (
    CHANGED,
    GONE,
    NEW,
    ChangedFile,
    Difference,
    Explained,
    Item,
    Value,
    by_words,
    diff,
)
from site_src.load import load_notice, load_site
from site_src.model import Finding, Notice
from site_src.problems import Level, Problem, natural
from site_src.write import MANIFEST, file_sha256, read_list

NEVER_PUBLISHED = {"review", "internal"}
CONTENT, SITE = "content", "site"


class CannotRead(Exception):
    """Not a folder that can be compared; the two arguments say why, in Chinese and in English."""


class Side(Struct, frozen=True):
    """One of the two: its kind, its items by name, and the files of a built site with their SHA-256."""

    kind: str
    folder: str
    items: dict[str, Item]
    files: dict[str, str]
    problems: tuple[Problem, ...] = ()


def read_side(folder: str) -> Side:
    """The content or the built site in ``folder``; a content with errors has them, and no items."""
    if os.path.isfile(os.path.join(folder, MANIFEST)):
        return _built(folder)
    if os.path.isfile(os.path.join(folder, "site.yaml")):
        return _content(folder)
    raise CannotRead(
        f"{folder} 不是内容文件夹（没有 site.yaml），也不是生成的网站（没有 {MANIFEST}）。",
        f"{folder} is neither a content folder (no site.yaml) nor a built site (no {MANIFEST}).",
    )


def difference(old: Side, new: Side) -> Difference:
    """All that differs. A content folder and a built site are compared by the fields that the site's data have."""
    if old.kind != new.kind:
        return Difference(diff(*_common(old, new)))
    changed = diff(old.items, new.items)
    if old.kind == CONTENT:
        return Difference(changed)
    return _with_files(old, new, changed)


def _with_files(old: Side, new: Side, changed: tuple[Any, ...]) -> Difference:
    """The rest of two built sites: words on pages, and other files, that no field explains."""
    addresses = sorted(old.files.keys() | new.files.keys(), key=natural)
    differing = [a for a in addresses if old.files.get(a) != new.files.get(a)]
    common = [a for a in differing if a in old.files and a in new.files and _has_words(a)]
    texts = ((a, _words(old, a), _words(new, a)) for a in common)
    pages, reworded = by_words(texts, Explained(changed))
    # What stands in a notice's whole text comes first, before counts, lists and footers.
    pages = tuple(sorted(pages, key=lambda p: not any(a.endswith("/full.html") for a in p.pages)))
    told = {item.name for item in changed}
    files = tuple(
        ChangedFile(_how(a, old.files, new.files), a)
        for a in differing
        if a not in reworded and not _is_of(a, told)
    )
    return Difference(changed, pages, files)


def _how(address: str, old: dict[str, str], new: dict[str, str]) -> str:
    return NEW if address not in old else GONE if address not in new else CHANGED


def _has_words(address: str) -> bool:
    return address.endswith((".html", ".xml"))


def _is_of(address: str, changed: set[str]) -> bool:
    """Whether a file is the page of a finding, or has the data of a notice, that is told to have changed."""
    folder, _, name = address.rpartition("/")
    slug = folder.rpartition("/")[2]
    stem = name.partition(".")[0]
    if name.endswith(".html"):
        return f"{slug}/{stem}" in changed or (stem in ("index", "full") and slug in changed)
    of_notice = any(told.partition("/")[0] == slug for told in changed)
    return of_notice and name in ("findings.csv", "findings.json")


# --- content -----------------------------------------------------------------------------------


def _content(folder: str) -> Side:
    site, problems = load_site(folder)
    items: dict[str, Item] = {}
    if site:
        for file, node in site.nodes.items():
            items[file] = Item(file, file, _fields(node))
        for stem, page in site.pages.items():
            name = f"pages/{stem}.md"
            fields: dict[str, Value] = {"title": page.head.title, "text": page.text}
            items[name] = Item(name, page.head.title, fields)
        for slug in site.slugs:
            faults = _notice(folder, slug, items)
            problems += faults
    errors = tuple(p for p in problems if p.rule.level is Level.ERROR)
    return Side(CONTENT, folder, items, {}, errors)


def _notice(content: str, slug: str, items: dict[str, Item]) -> list[Problem]:
    folder, problems = load_notice(content, slug)
    if folder is None:
        return problems
    fields = _fields(folder.nodes["notice.yaml"])
    fields["overview"], fields["next_steps"] = folder.overview, folder.next_steps
    fields["files"] = tuple(f"{a.name} {file_sha256(a.path)}" for a in folder.attachments)
    items[slug] = Item(slug, folder.notice.title, fields)
    for stem, finding in folder.findings.items():
        name = f"{slug}/{stem}"
        title = finding.number + finding.title
        items[name] = Item(name, title, _fields(folder.nodes[f"findings/{stem}.yaml"]))
    return problems


def _fields(node: Any) -> dict[str, Value]:
    return {key: _value(value) for key, value in node.items() if key not in NEVER_PUBLISHED}


def _value(value: Any) -> Value:
    if isinstance(value, dict):
        return _lines(value)
    if isinstance(value, list):
        return tuple(v if isinstance(v, str) else "\n".join(_lines(v)) for v in value)
    return str(value)


def _lines(value: Any) -> tuple[str, ...]:
    """A mapping or list as lines of text, what is inside another one indented."""
    pairs = value.items() if isinstance(value, dict) else (("-", item) for item in value)
    lines: list[str] = []
    for key, inner in pairs:
        if inner is None:
            continue
        if isinstance(inner, dict | list):
            lines += [f"{key}:", *(f"  {line}" for line in _lines(inner))]
        else:
            lines.append(f"{key}: {inner}")
    return tuple(lines)


# --- built sites -------------------------------------------------------------------------------


def _built(folder: str) -> Side:
    listed = read_list(os.path.join(folder, MANIFEST))
    files = {}
    for address in listed:
        path = os.path.join(folder, *address.split("/"))
        if ".." not in address.split("/") and os.path.isfile(path):
            files[address] = file_sha256(path)
    items = {
        item.name: item
        for address in files
        if address.count("/") == 1 and address.endswith("/findings.json")
        for item in _data(folder, address)
    }
    return Side(SITE, folder, items, files)


def _data(folder: str, address: str) -> Iterator[Item]:
    try:
        with open(os.path.join(folder, address), encoding="utf-8") as stream:
            data = json.load(stream)
        slug, notice = str(data["notice"]["slug"]), data["notice"]
        yield Item(slug, str(notice["title"]), _known(notice, Notice.__struct_fields__))
        for row in data["findings"]:
            title = f"{row['number']}{row['title']}"
            fields = _known(row, Finding.__struct_fields__)
            yield Item(f"{slug}/{row['finding']}", title, fields)
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise CannotRead(
            f"读不了 {folder}/{address}：不是本程序写的数据。",
            f"{folder}/{address} cannot be read: it is not data that this program wrote.",
        ) from error


def _known(data: dict[str, Any], names: tuple[str, ...]) -> dict[str, Value]:
    """The fields that the model has too, under their names there; what is not stated is left out."""
    found = {name: _value(data[name]) for name in names if data.get(name)}
    return {name: value for name, value in found.items() if value}


def _common(old: Side, new: Side) -> tuple[dict[str, Item], dict[str, Item]]:
    """The items of both with the fields of the built site's data only."""
    site = old if old.kind == SITE else new
    known = {False: {"title", "issuer", "signed", "published"}, True: set(_IN_DATA)}
    if site.items:
        known[True] |= {f for name, item in site.items.items() if "/" in name for f in item.fields}

    def kept(side: Side) -> dict[str, Item]:
        withdrawn = {name for name, item in side.items.items() if "withdrawn" in item.fields}
        return {
            name: Item(
                name, item.title, {f: v for f, v in item.fields.items() if f in known["/" in name]}
            )
            for name, item in side.items.items()
            if not name.endswith((".yaml", ".md")) and name.partition("/")[0] not in withdrawn
        }

    return kept(old), kept(new)


_IN_DATA = (
    "number", "title", "group", "measures", "result", "status", "status_basis", "deadline",
    "departments", "withheld", "updates",
)  # fmt: skip


def _words(side: Side, address: str) -> tuple[str, ...]:
    path = os.path.join(side.folder, *address.split("/"))
    with open(path, encoding="utf-8", errors="replace") as stream:
        return words_of(stream.read())


def words_of(page: str) -> tuple[str, ...]:
    """The texts of a page in their order, one for each paragraph, heading, item or cell."""
    parser = _Words()
    parser.feed(page)
    parser.close()
    parser.end()
    return tuple(parser.found)


class _Words(HTMLParser):
    """Gathers text; every element but those that stand inside a line begins a new one."""

    INLINE = frozenset("a abbr b bdi br cite code data dfn em i kbd mark q s small span strong sub sup time u var del ins".split())  # noqa: SIM905  # fmt: skip
    UNSEEN = frozenset(("script", "style", "svg", "head"))

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._line: list[str] = []
        self._unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begins a new line, unless the element stands inside one."""
        if tag in self.UNSEEN:
            self._unseen.append(tag)
        if tag == "body":
            self._unseen.clear()  # a head without an end
        href = dict(attrs).get("href") or ""
        if tag == "a" and href.startswith(("http:", "https:")):
            self._line.append(f"[{href}] ")
        if tag == "br":
            self._line.append("\n")
        elif tag not in self.INLINE:
            self.end()

    def handle_endtag(self, tag: str) -> None:
        """Ends what was begun."""
        if self._unseen and tag == self._unseen[-1]:
            self._unseen.pop()
        if tag not in self.INLINE:
            self.end()

    def handle_data(self, data: str) -> None:
        """Text."""
        if self._unseen:
            return
        if self._line and self._line[-1][-1:].isdigit() and data[:1].isdigit():
            self._line.append(" ")  # two numbers side by side are not one
        self._line.append(data)

    def end(self) -> None:
        """Keeps the line, if it says anything."""
        if text := "".join(self._line).strip():
            self.found.append(text)
        self._line = []
