"""Automatic numbering of Word files, as Word prints it: what stands before a paragraph without being in its text.

What separates a number from its text (a tab, a blank, nothing) is not taken over: a tab is a place on paper, not a
sign that somebody wrote, and approved texts have none there. Lists that share a definition share its counters.
"""

import re
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from site_src.importers.word.numerals import numeral
from site_src.importers.word.styles import Styles
from site_src.importers.word.xml import MC, VAL, W, is_on, number_in, value_of

LEVELS = 9
# Bullets are signs of fonts that have no letters; what they look like.
BULLETS = {
    "\uf0b7": "•", "\uf06c": "●", "\uf06e": "■", "\uf0a7": "▪", "\uf0d8": "➢", "\uf075": "◆", "\uf0fc": "✓",
    "\uf0a8": "□", "\uf06f": "□", "\uf071": "❑", "\uf076": "❖", "\uf0b2": "✧", "\uf0ab": "★", "\uf0fe": "☑",
    "\uf052": "☑", "\uf0a3": "□", "\uf02d": "-",
}  # fmt: skip


class Level(Struct, frozen=True):
    """A level of a list. ``restarts`` is the level from whose use on it starts anew; None for any above, 0 for never."""

    start: int = 1
    form: str = "decimal"
    custom: str = ""
    text: str = ""
    restarts: int | None = None
    is_legal: bool = False
    is_hidden: bool = False
    style: str | None = None


class _List(Struct, frozen=True):
    """What a paragraph points to: a definition, and what is special here."""

    definition: str
    starts: dict[int, int]
    levels: dict[int, Level]


class Lists:
    """The lists of a file, counted as its paragraphs go by."""

    def __init__(self, root: Any, styles: Styles) -> None:
        self._styles = styles
        self._definitions: dict[str, dict[int, Level]] = {}
        self._styled: dict[str, str] = {}  # definition -> the style that has the levels instead
        self._lists: dict[int, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[int, int]] = set()
        self.unknown: set[str] = set()  # formats that were not known; told once
        if root is not None:
            self._read(root)

    def _read(self, root: Any) -> None:
        for node in root.iter(W + "abstractNum"):
            name = node.get(W + "abstractNumId", "")
            self._definitions[name] = _levels(node)
            if style := value_of(node, "numStyleLink"):
                self._styled[name] = style
        for node in root.iter(W + "num"):
            number = number_in(node.get(W + "numId"))
            if number is not None:
                self._lists[number] = _list(node)

    def number(self, properties: Any, names: tuple[str, ...]) -> str:
        """The number of the next paragraph, which has these properties and styles; empty if it has none."""
        own = properties.find(W + "numPr") if properties is not None else None
        list_id, level, style = self._styles.numbering(names)
        if own is not None:
            level = next(filter(_is_said, (number_in(value_of(own, "ilvl")), level)), None)
            own_id = number_in(value_of(own, "numId"))
            list_id, style = (list_id, style) if own_id is None else (own_id, None)
        listed = self._lists.get(list_id or 0)
        if listed is None or list_id is None:
            return ""
        definition, levels = self._resolved(listed)
        if level is None:
            level = next((n for n, one in levels.items() if style and one.style == style), 0)
        if level not in levels:
            return ""
        self._count(list_id, listed, definition, levels, level)
        return self._written(levels, self._counts[definition], level)

    def _resolved(self, listed: _List) -> tuple[str, Mapping[int, Level]]:
        """The definition whose counters run, and its levels; a definition may point to another by a style."""
        name, seen = listed.definition, set[str]()
        while name in self._styled and name not in seen:
            seen.add(name)
            other = self._lists.get(self._styles.list_of(self._styled[name]) or 0)
            name = other.definition if other else name
        return name, {**self._definitions.get(name, {}), **listed.levels}

    def _count(
        self, list_id: int, listed: _List, name: str, levels: Mapping[int, Level], level: int
    ) -> None:
        counts = self._counts.setdefault(name, {})
        is_first = (list_id, level) not in self._begun
        self._begun.add((list_id, level))
        if is_first and level in listed.starts:
            counts[level] = listed.starts[level]
        elif level in counts:
            counts[level] += 1
        else:
            counts[level] = listed.starts.get(level, levels[level].start)
        for deeper in [n for n in counts if n > level]:
            restarts = levels[deeper].restarts if deeper in levels else None
            if level < (deeper if restarts is None else restarts):
                del counts[deeper]

    def _written(self, levels: Mapping[int, Level], counts: dict[int, int], level: int) -> str:
        one = levels[level]
        if one.is_hidden:
            return ""
        if one.form == "bullet":
            return "".join(BULLETS.get(sign, sign) for sign in one.text)

        def count(found: re.Match[str]) -> str:
            place = int(found[1]) - 1
            above = levels.get(place, Level())
            value = counts.get(place, above.start)
            form = "decimal" if one.is_legal else above.form
            written = numeral(value, form, above.custom)
            if written is None:
                self.unknown.add(form)
                return str(value)
            return written

        return re.sub(r"%([1-9])", count, one.text)


def _is_said(value: int | None) -> bool:
    return value is not None


def _list(node: Any) -> _List:
    starts: dict[int, int] = {}
    levels: dict[int, Level] = {}
    for override in node.iterchildren(W + "lvlOverride"):
        level = number_in(override.get(W + "ilvl")) or 0
        start = number_in(value_of(override, "startOverride"))
        if start is not None:
            starts[level] = start
        own = override.find(W + "lvl")
        if own is not None:
            levels[level] = _level(own)
    return _List(value_of(node, "abstractNumId") or "", starts, levels)


def _levels(node: Any) -> dict[int, Level]:
    found = {}
    for child in node.iterchildren(W + "lvl"):
        level = number_in(child.get(W + "ilvl"))
        if level is not None and 0 <= level < LEVELS:
            found[level] = _level(child)
    return found


def _level(node: Any) -> Level:
    form = node.find(W + "numFmt")
    choice = node.find(f"{MC}AlternateContent/{MC}Choice/{W}numFmt")
    form = choice if choice is not None else form
    start = number_in(value_of(node, "start"))
    return Level(
        start=0 if start is None else start,
        form=form.get(VAL, "decimal") if form is not None else "decimal",
        custom=form.get(W + "format", "") if form is not None else "",
        text=value_of(node, "lvlText") or "",
        restarts=number_in(value_of(node, "lvlRestart")),
        is_legal=bool(is_on(node, "isLgl")),
        is_hidden=bool(is_on(node.find(W + "rPr"), "vanish")),
        style=value_of(node, "pStyle"),
    )
