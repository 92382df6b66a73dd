"""Styles of a Word file, as far as they decide what a reader sees: numbering, heading levels, hidden text."""

import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from site_src.importers.word.xml import W, is_on, number_in, value_of

_HEADING = re.compile(r"(?:heading|标题) ?([1-9])", re.IGNORECASE)
BODY_LEVEL = 9  # what an outline level says of text that is no heading


class Style(Struct, frozen=True):
    """A style; what it leaves open is None, and stands in the style that it is based on."""

    name: str
    based_on: str | None = None
    list_id: int | None = None
    list_level: int | None = None
    outline: int | None = None
    is_hidden: bool | None = None


class Styles:
    """All styles of a file, by their id."""

    def __init__(self, root: Any) -> None:
        self._styles: dict[str, Style] = {}
        self._standard: str | None = None
        self.hides_all = self._some_hide = False
        if root is None:
            return
        for node in root.iter(W + "style"):
            name = node.get(W + "styleId", "")
            self._styles[name] = _style(node)
            is_default = node.get(W + "default") in ("1", "true", "on")
            if is_default and node.get(W + "type") == "paragraph":
                self._standard = name
        self._some_hide = any(style.is_hidden for style in self._styles.values())
        self.hides_all = bool(is_on(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"), "vanish"))

    def of_paragraph(self, properties: Any) -> tuple[str, ...]:
        """The ids of a paragraph's style and of those that it is based on."""
        return self._chain(value_of(properties, "pStyle") or self._standard)

    def _chain(self, name: str | None) -> tuple[str, ...]:
        found: list[str] = []
        while name in self._styles and name not in found:
            found.append(name)
            name = self._styles[name].based_on
        return tuple(found)

    def _of(self, names: tuple[str, ...]) -> Iterator[Style]:
        return (self._styles[name] for name in names)

    def list_of(self, name: str) -> int | None:
        """The list that a style of lists stands for."""
        return next((s.list_id for s in self._of(self._chain(name)) if s.list_id), None)

    def numbering(self, names: tuple[str, ...]) -> tuple[int | None, int | None, str | None]:
        """The list, the level if it is said, and the style that says the list."""
        level = None
        for name in names:
            style = self._styles[name]
            level = style.list_level if level is None else level
            if style.list_id is not None:
                return style.list_id, level, name
        return None, level, None

    def heading(self, names: tuple[str, ...], properties: Any) -> int:
        """The level of a heading, from 1; 0 for text."""
        own = number_in(value_of(properties, "outlineLvl"))
        said = (style.outline for style in self._of(names))
        level = next((n for n in (own, *said) if n is not None), None)
        if level is not None:
            return level + 1 if 0 <= level < BODY_LEVEL else 0
        named = (_HEADING.fullmatch(style.name) for style in self._of(names))
        return next((int(found[1]) for found in named if found), 0)

    def hides(self, paragraph: tuple[str, ...], properties: Any) -> bool:
        """Whether a stretch with these properties is hidden. Two styles that both hide show again; that is Word's rule."""
        own = is_on(properties, "vanish")
        if own is not None:
            return own
        if not self._some_hide:
            return self.hides_all
        character = self._chain(value_of(properties, "rStyle"))
        said = [
            next((s.is_hidden for s in self._of(names) if s.is_hidden is not None), False)
            for names in (paragraph, character)
        ]
        return self.hides_all or said[0] is not said[1]


def _style(node: Any) -> Style:
    paragraph = node.find(W + "pPr")
    numbering = paragraph.find(W + "numPr") if paragraph is not None else None
    return Style(
        name=value_of(node, "name") or "",
        based_on=value_of(node, "basedOn"),
        list_id=number_in(value_of(numbering, "numId")),
        list_level=number_in(value_of(numbering, "ilvl")),
        outline=number_in(value_of(paragraph, "outlineLvl")),
        is_hidden=is_on(node.find(W + "rPr"), "vanish"),
    )
