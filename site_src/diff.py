"""Two states of a site compared: which notices and findings changed, in which field, and in which words.

Pure: records in, records out; ``sides`` reads what is compared. Words are compared as a reader of Chinese sees them:
sign by sign in Chinese, but numbers and the words of other scripts whole.
"""

import re
from collections.abc import Iterator, Set
from difflib import SequenceMatcher
from itertools import zip_longest

from msgspec import Struct

from site_src.problems import natural

Value = str | tuple[str, ...]
SAME, GONE, NEW = "same", "gone", "new"
CHANGED = "changed"

_IDEOGRAPHS = "\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_TOKEN = re.compile(
    rf"[0-9]+(?:[.,:/-][0-9]+)*%?|[^\W\d_{_IDEOGRAPHS}]+(?:['’-][^\W\d_{_IDEOGRAPHS}]+)*|\s+|.",
    re.DOTALL,
)
_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]?")
_MOST = 2_000_000  # pairs of words that are compared at once; longer texts go sentence by sentence
_ALIKE = 0.5


class Item(Struct, frozen=True):
    """Something with fields: a notice (``n1``), a finding (``n1/01``), or a file of the whole site."""

    name: str
    title: str
    fields: dict[str, Value]


class Run(Struct, frozen=True):
    """A stretch of text that is the same, gone or new."""

    how: str
    text: str


class Change(Struct, frozen=True):
    """A field, or one of a field's items counted from 1, that differs."""

    field: str
    number: int
    runs: tuple[Run, ...]


class Changed(Struct, frozen=True):
    """An item that was changed, is gone or is new."""

    how: str
    name: str
    title: str
    changes: tuple[Change, ...]


class PageChange(Struct, frozen=True):
    """Words on pages that no field explains, and the pages that show them."""

    runs: tuple[Run, ...]
    pages: tuple[str, ...]


class ChangedFile(Struct, frozen=True):
    """A file that was changed, is gone or is new, and nothing above says why."""

    how: str
    address: str


class Difference(Struct, frozen=True):
    """All that differs."""

    items: tuple[Changed, ...] = ()
    pages: tuple[PageChange, ...] = ()
    files: tuple[ChangedFile, ...] = ()

    @property
    def is_same(self) -> bool:
        """Whether nothing differs."""
        return not (self.items or self.pages or self.files)


def diff(old: dict[str, Item], new: dict[str, Item]) -> tuple[Changed, ...]:
    """What differs between items of the same name, in natural order."""
    return tuple(_diff(old, new))


def _diff(old: dict[str, Item], new: dict[str, Item]) -> Iterator[Changed]:
    for name in sorted(old.keys() | new.keys(), key=natural):
        before, after = old.get(name), new.get(name)
        if before is None or after is None:
            item = before or after
            assert item is not None
            sides = ({}, item.fields) if before is None else (item.fields, {})
            how = NEW if before is None else GONE
            yield Changed(how, name, item.title, tuple(_changes(*sides)))
        elif changes := tuple(_changes(before.fields, after.fields)):
            yield Changed(CHANGED, name, after.title, changes)


def _changes(old: dict[str, Value], new: dict[str, Value]) -> Iterator[Change]:
    for field in [*new, *(field for field in old if field not in new)]:
        before, after = old.get(field, ""), new.get(field, "")
        if before == after:
            continue
        if isinstance(before, str) and isinstance(after, str):
            yield Change(field, 0, compare_words(before, after))
        else:
            yield from _list_changes(field, _as_list(before), _as_list(after))


def _as_list(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,) if value else ()


def _list_changes(field: str, old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[Change]:
    for before, after, number in paired(old, new):
        yield Change(field, number, compare_words(before, after))


def paired(old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[tuple[str, str, int]]:
    """(old, new, number) of the texts of two lists that differ; an empty text where there is none.

    The number, from 1, is that in the new list, or in the old one for a text that is gone.
    """
    matcher = SequenceMatcher(None, old, new)  # what stands in very many places is no anchor
    for how, a, b, c, d in matcher.get_opcodes():
        if how == "equal":
            continue
        if b - a == d - c or min(b - a, d - c) == 0 or max(b - a, d - c) > 30:
            for i, j in zip_longest(range(a, b), range(c, d)):
                yield (
                    old[i] if i is not None else "",
                    new[j] if j is not None else "",
                    (j if j is not None else i or 0) + 1,
                )
        else:
            yield from _by_likeness(old, new, range(a, b), range(c, d))


def _by_likeness(
    old: tuple[str, ...], new: tuple[str, ...], gone: range, came: range
) -> Iterator[tuple[str, str, int]]:
    """Each text beside the next one that is like it; the others alone."""
    start = gone.start
    for j in came:
        match = next((i for i in range(start, gone.stop) if _is_like(old[i], new[j])), None)
        for i in range(start, start if match is None else match):
            yield old[i], "", i + 1
        yield "" if match is None else old[match], new[j], j + 1
        start = start if match is None else match + 1
    for i in range(start, gone.stop):
        yield old[i], "", i + 1


def _is_like(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one[:400], other[:400], autojunk=False)
    return matcher.quick_ratio() > _ALIKE and matcher.ratio() > _ALIKE


def compare_words(old: str, new: str) -> tuple[Run, ...]:
    """The new text with what is gone of the old one; put together without the new runs it is the old text."""
    if not old or not new:
        return tuple(Run(how, text) for how, text in ((GONE, old), (NEW, new)) if text)
    a, b = _TOKEN.findall(old), _TOKEN.findall(new)
    head = 0
    while head < min(len(a), len(b)) and a[head] == b[head]:
        head += 1
    tail = 0
    while tail < min(len(a), len(b)) - head and a[-1 - tail] == b[-1 - tail]:
        tail += 1
    inner_a, inner_b = a[head : len(a) - tail], b[head : len(b) - tail]
    runs = [(SAME, "".join(a[:head]))]
    if len(inner_a) * len(inner_b) > _MOST:
        runs += _by_sentence("".join(inner_a), "".join(inner_b))
    else:
        runs += _by_token(inner_a, inner_b)
    runs.append((SAME, "".join(a[len(a) - tail :])))
    return _joined(runs)


def _by_token(a: list[str], b: list[str]) -> list[tuple[str, str]]:
    runs = []
    for how, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if how == "equal":
            runs.append((SAME, "".join(a[i:j])))
        else:
            runs += [(GONE, "".join(a[i:j])), (NEW, "".join(b[k:m]))]
    return runs


def _by_sentence(old: str, new: str) -> list[tuple[str, str]]:
    a, b = _SENTENCE.findall(old), _SENTENCE.findall(new)
    runs = []
    # What stands in very many places, such as an empty line, is no anchor: with all of them it takes hours.
    for how, i, j, k, m in SequenceMatcher(None, a, b).get_opcodes():
        if how == "equal":
            runs.append((SAME, "".join(a[i:j])))
            continue
        gone, came = _TOKEN.findall("".join(a[i:j])), _TOKEN.findall("".join(b[k:m]))
        if len(gone) * len(came) <= _MOST:
            runs += _by_token(gone, came)
        else:
            runs += [(GONE, "".join(gone)), (NEW, "".join(came))]
    return runs


def _joined(runs: list[tuple[str, str]]) -> tuple[Run, ...]:
    """Changes that only one sign parts are one change: a text in crumbs cannot be read."""
    found: list[list[str]] = []  # same, gone, new in turn
    for how, text in runs:
        if not text:
            continue
        if how == SAME:
            found.append([text, "", ""])
        else:
            if not found:
                found.append(["", "", ""])
            found[-1][1 if how == GONE else 2] += text
    whole: list[list[str]] = []
    for same, gone, new in found:
        if whole and not (whole[-1][1] or whole[-1][2]):
            whole[-1] = [whole[-1][0] + same, gone, new]
        elif whole and (gone or new) and len(same) <= 1:
            whole[-1][1] += same + gone
            whole[-1][2] += same + new
        else:
            whole.append([same, gone, new])
    parts = [
        Run(how, text)
        for triple in whole
        for how, text in zip((SAME, GONE, NEW), triple, strict=True)
        if text
    ]
    return tuple(parts)


class Explained:
    """Whether words on a page changed only because a field did. Blanks do not count.

    Where both versions have the text, nothing else in it may differ than the texts of changed fields; where only one
    has it, it holds the text of a field that came or went.
    """

    def __init__(self, changed: tuple[Changed, ...]) -> None:
        self._whole: dict[str, set[str]] = {GONE: set(), NEW: set()}
        self._starts: dict[str, dict[str, list[str]]] = {GONE: {}, NEW: {}}
        for item in changed:
            for change in item.changes:
                for how in (GONE, NEW):
                    self._add(how, "".join(r.text for r in change.runs if r.how in (SAME, how)))
        for starts in self._starts.values():
            for texts in starts.values():
                texts.sort(key=len, reverse=True)

    def _add(self, how: str, text: str) -> None:
        text = _packed(text)
        self._whole[how].add(text)
        if len(text) >= _SHORTEST:
            self._starts[how].setdefault(text[:_SHORTEST], []).append(text)

    def __call__(self, old: str, new: str) -> bool:
        before, after = self._rest(GONE, _packed(old)), self._rest(NEW, _packed(new))
        if old and new:
            return before == after
        return _FIELD in before + after

    def _rest(self, how: str, text: str) -> str:
        """The text with a sign in place of what stands in changed fields."""
        if text in self._whole[how]:
            return _FIELD if text else ""
        rest, i = [], 0
        while i < len(text):
            known = self._starts[how].get(text[i : i + _SHORTEST], ())
            found = next((k for k in known if text.startswith(k, i)), None)
            rest.append(_FIELD if found else text[i])
            i += len(found) if found else 1
        return "".join(rest)


_SHORTEST = 3  # shorter texts, such as numbers, stand in too many others to explain anything
_FIELD = "\0"


def _packed(text: str) -> str:
    return "".join(text.split())


def by_words(
    pages: Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]], explained: Explained
) -> tuple[tuple[PageChange, ...], Set[str]]:
    """(address, old texts, new texts) of pages to what no field explains, and the pages whose words differ at all.

    Changes that differ only in numbers that stayed the same, such as “Finding 3 of …”, are told once.
    """
    found: dict[tuple[tuple[str, str], ...], tuple[tuple[Run, ...], list[str]]] = {}
    differing = set()
    for address, old, new in pages:
        for before, after, _ in paired(old, new):
            differing.add(address)
            if explained(before, after):
                continue
            runs = compare_words(before, after)
            shape = tuple((r.how, _shape(r.text) if r.how == SAME else r.text) for r in runs)
            _, shown = found.setdefault(shape, (runs, []))
            if address not in shown[-1:]:
                shown.append(address)
    return tuple(PageChange(runs, tuple(shown)) for runs, shown in found.values()), differing


def _shape(text: str) -> str:
    return re.sub("[0-9]+", "0", text)
