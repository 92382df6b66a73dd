"""A template is run once for each shape of its data, not once for each page.

Ten thousand finding pages differ in their texts, but hardly in which parts they have. So the view of a page is taken
apart into its texts and its *shape* (what is there, how long each list is, every value that is not a text). The first
page of a shape is rendered with a hole in the place of each text; every later one only fills the holes. The result is
the one that rendering would give, as long as the template does with a text nothing but show it: no filter, no
comparison. A test renders every page both ways.
"""

import re
from collections.abc import Callable
from typing import Any

from markupsafe import Markup, escape
from msgspec import Struct

from site_src.summary import StatusView

HOLE = "\x00"
_HOLES = re.compile(f"{HOLE}([0-9]+){HOLE}")
_SPECIAL = re.compile("[&<>'\"]")  # looking is several times as fast as escaping
MOST_SHAPES = 2000

Render = Callable[[Any], str]


class Patterns:
    """The patterns of one template, by shape."""

    def __init__(self, render: Render) -> None:
        self.render = render
        self._known: dict[tuple[object, ...], tuple[list[str], list[int]]] = {}

    def fill(self, view: Struct) -> str:
        """What the template makes of ``view``."""
        shape: list[object] = []
        texts: list[str] = []
        _take_apart(view, shape, texts)
        key = tuple(shape)
        pattern = self._known.get(key)
        if pattern is None:
            if len(self._known) >= MOST_SHAPES:
                self._known.clear()
            pattern = self._known[key] = self._cut(view)
        parts, holes = pattern
        parts = parts.copy()
        escaped = [
            escape(text) if type(text) is str and _SPECIAL.search(text) else text for text in texts
        ]
        parts[1::2] = [escaped[hole] for hole in holes]
        return "".join(parts)

    def _cut(self, view: Struct) -> tuple[list[str], list[int]]:
        """The template's text for this shape, cut at the holes; and which text belongs into each."""
        parts = _HOLES.split(self.render(_hollow(view, [])))
        return parts, [int(number) for number in parts[1::2]]


def _take_apart(value: Any, shape: list[object], texts: list[str]) -> None:
    kind = type(value)
    if kind is str or kind is Markup:
        shape.append(bool(value))  # an empty text is as good as none to a template
        if value:
            texts.append(value)
    elif kind is tuple:
        shape.append(len(value))
        for item in value:
            _take_apart(item, shape, texts)
    elif isinstance(value, Struct) and kind is not StatusView:
        for name in kind.__struct_fields__:
            _take_apart(getattr(value, name), shape, texts)
    else:
        shape.append((kind, value))


def _hollow(value: Any, count: list[None]) -> Any:
    """``value`` with a numbered hole for each text, in the order of ``_take_apart``."""
    if isinstance(value, str):
        if not value:
            return value
        count.append(None)
        return Markup(f"{HOLE}{len(count) - 1}{HOLE}")
    if isinstance(value, tuple):
        return tuple(_hollow(item, count) for item in value)
    if isinstance(value, Struct) and not isinstance(value, StatusView):
        fields = {name: _hollow(getattr(value, name), count) for name in value.__struct_fields__}
        return type(value)(**fields)
    return value
