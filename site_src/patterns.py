"""A template is run once for each shape of its data, not once for each page.

Ten thousand finding pages differ in their texts, but hardly in which parts they have. So a view is taken apart into
its texts and its *shape* (what is there, how long each list is, every value that is not a text). The first view of a
shape is rendered with a hole in the place of each text; every later one only fills the holes. The result is the one
that rendering would give, as long as the template does with a text nothing but show it: no filter, no comparison.
A test renders every page both ways.
"""

import re
from collections.abc import Callable
from functools import cache
from operator import attrgetter
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

import msgspec
from markupsafe import Markup, escape
from msgspec import Struct

from site_src import prose
from site_src.summary import StatusView

HOLE = "\x00"
_HOLES = re.compile(f"{HOLE}([0-9]+){HOLE}")
MOST_SHAPES = 2000

Render = Callable[[Any, Any], str]


class Patterns:
    """The patterns of one template, by shape."""

    def __init__(self, render: Render) -> None:
        self.render = render
        self._known: dict[tuple[object, ...], tuple[list[str], list[int]]] = {}

    def fill(self, view: Struct, more: object = None) -> str:
        """What the template makes of ``view``, and of ``more``, which is part of the shape."""
        texts: list[Any] = []
        shape: list[object] = [more]
        _take_apart(view, _fields(view.__class__), texts, shape)
        shape += [text and True for text in texts]  # an empty text is as good as none to a template
        key = tuple(shape)
        pattern = self._known.get(key)
        if pattern is None:
            if len(self._known) >= MOST_SHAPES:
                self._known.clear()
            pattern = self._known[key] = self._cut(view, more)
        parts, holes = pattern
        parts = parts.copy()
        if prose.is_special("".join([text for text in texts if text.__class__ is str])):
            texts = [escape(text) if text.__class__ is str else text for text in texts]
        parts[1::2] = [texts[hole] for hole in holes]
        return "".join(parts)

    def _cut(self, view: Struct, more: object) -> tuple[list[str], list[int]]:
        """The template's text for this shape, cut at the holes; and which text belongs into each."""
        parts = _HOLES.split(self.render(_hollow(view, []), more))
        return parts, [int(number) for number in parts[1::2]]


class _Fields(Struct, frozen=True):
    """How a kind of view is taken apart: its texts and other values at once, then the views and lists within it.

    ``lists`` has the kind of view that each item is; None is a text.
    """

    texts: tuple[str, ...]
    get_texts: Callable[[Any], tuple[Any, ...]]
    get_others: Callable[[Any], tuple[Any, ...]] | None
    views: tuple[str, ...]
    lists: tuple[tuple[str, type | None], ...]

    @property
    def is_flat(self) -> bool:
        """Whether there is nothing within but texts and other values."""
        return not self.views and not self.lists


@cache
def _fields(kind: type) -> _Fields:
    texts, others, views, lists = [], [], [], []
    for name, hint in get_type_hints(kind).items():
        hint = get_args(hint)[0] if isinstance(hint, UnionType) else hint
        if hint in (str, Markup):
            texts.append(name)
        elif get_origin(hint) is tuple:
            item = get_args(hint)[0]
            lists.append((name, item if issubclass(item, Struct) else None))
        elif issubclass(hint, Struct) and hint is not StatusView:
            views.append(name)
        else:
            others.append(name)
    get_others = _getter(others) if others else None
    return _Fields(tuple(texts), _getter(texts), get_others, tuple(views), tuple(lists))


def _getter(names: list[str]) -> Callable[[Any], tuple[Any, ...]]:
    """All of these attributes of an object at once."""
    get: Callable[[Any], Any] = attrgetter(*names) if names else lambda value: ()
    return (lambda value: (get(value),)) if len(names) == 1 else get


def _take_apart(view: Any, fields: _Fields, texts: list[Any], shape: list[object]) -> None:
    texts += fields.get_texts(view)
    if fields.get_others:
        shape += fields.get_others(view)
    for name in fields.views:
        inner = getattr(view, name)
        shape.append(inner is None)
        if inner is not None:
            _take_apart(inner, _fields(inner.__class__), texts, shape)
    for name, kind in fields.lists:
        items = getattr(view, name)
        shape.append(len(items))
        if not items:
            continue
        if kind is None:
            texts += items
            continue
        within = _fields(kind)
        if within.get_others is None and within.is_flat:
            for item in items:
                texts += within.get_texts(item)
        else:
            for item in items:
                _take_apart(item, within, texts, shape)


def _hollow(value: Any, count: list[None]) -> Any:
    """``value`` with a numbered hole for each text, in the order of ``_take_apart``."""
    if isinstance(value, str):
        count.append(None)
        return Markup(f"{HOLE}{len(count) - 1}{HOLE}") if value else value
    if isinstance(value, tuple):
        return tuple(_hollow(item, count) for item in value)
    if not isinstance(value, Struct) or isinstance(value, StatusView):
        return value
    fields = _fields(type(value))
    hollow: dict[str, Any] = {}
    for name in fields.texts:
        text = getattr(value, name)
        count += [None] if text is None else []
        hollow[name] = _hollow(text, count)
    for name in (*fields.views, *(name for name, _ in fields.lists)):
        hollow[name] = _hollow(getattr(value, name), count)
    return msgspec.structs.replace(value, **hollow)
