"""Where two texts differ, character by character; line breaks, the blanks beside them and tabs do not count.

Equality is decided by walking through both texts from end to end, so nothing is ever taken for the same that is not.
How a difference is cut out is a matter of telling: as short as may be, so that enough characters after it agree.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from msgspec import Struct

BLANKS = " \t\xa0\u2002\u2003\u3000"
AGREED = (
    8  # characters in a row that must be the same for the texts to be together again after a slip
)
SURELY = 24  # the same after a longer stretch: dates and set phrases come again and again
NEAR = 100  # characters, on both sides together, within which the shortest difference is sought
UNBOUNDED = 500  # differences after which all the rest is one


class Text(Struct, frozen=True):
    """Lines without their breaks, the blanks at their ends and their tabs.

    ``starts`` of the lines in ``joined``, their ``places`` in the source, and ``tabs``: where one was left out.
    """

    joined: str
    starts: list[int]
    places: list[tuple[int, int]]
    tabs: list[int] = []

    @classmethod
    def of_lines(cls, lines: Sequence[str]) -> "Text":
        """The lines together. An empty one keeps its number, and nothing else."""
        parts: list[str] = []
        starts: list[int] = []
        places: list[tuple[int, int]] = []
        tabs: list[int] = []
        offset = 0
        for number, line in enumerate(lines, 1):
            if kept := line.strip(BLANKS):
                starts.append(offset)
                places.append((number, len(line) - len(line.lstrip(BLANKS)) + 1))
                *before, last = kept.split("\t")
                for part in before:
                    parts.append(part)
                    offset += len(part)
                    tabs.append(offset)
                parts.append(last)
                offset += len(last)
        return cls("".join(parts), starts, places, tabs)

    @classmethod
    def of_text(cls, text: str) -> "Text":
        """The lines of a text."""
        return cls.of_lines(text.split("\n"))

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of a character, from 1; after the last one, where the text ends."""
        if not self.starts:
            return 1, 1
        index = bisect_right(self.starts, offset) - 1
        line, column = self.places[index]
        start = self.starts[index]
        tabs = bisect_right(self.tabs, offset) - bisect_right(self.tabs, start)
        return line, column + offset - start + tabs

    def part(self, start: int, end: int) -> "Text":
        """The text between two offsets, with its places in the source."""
        first, last = max(bisect_right(self.starts, start) - 1, 0), bisect_left(self.starts, end)
        starts = [max(offset, start) for offset in self.starts[first:last]]
        places = [self.place(offset) for offset in starts]
        if not starts:
            starts, places = [start], [self.place(start)]
        tabs = [tab - start for tab in self.tabs if start < tab < end]
        return Text(self.joined[start:end], [offset - start for offset in starts], places, tabs)

    def is_edge(self, offset: int) -> bool:
        """Whether a line starts here, or the text ends."""
        index = bisect_left(self.starts, offset)
        return offset == len(self.joined) or self.starts[index : index + 1] == [offset]


class Rewording(Struct, frozen=True):
    """A change that is allowed."""

    was: str
    now: str


class Difference(Struct, frozen=True):
    """What the approved text has between two offsets, the one that is shown has between two others."""

    approved_start: int
    approved_end: int
    shown_start: int
    shown_end: int

    @property
    def extent(self) -> int:
        """How many characters it is about, on both sides together."""
        return self.approved_end - self.approved_start + self.shown_end - self.shown_start


def differences(
    approved: Text, shown: Text, rewordings: Mapping[int, Sequence[Rewording]] | None = None
) -> tuple[list[Difference], list[tuple[int, int]]]:
    """All differences, and the offsets (shown, approved) from which on both agree.

    A blank of the approved text may be a line break in the other. ``rewordings`` are those allowed in a line of the
    text that is shown, by its index.
    """
    if approved.joined == shown.joined:
        return [], [(0, 0)]
    return _Walk(approved, shown, rewordings or {}).run()


class _Walk:
    """One way through both texts; ``a`` and ``s`` are where it is, ``floor`` where they last came together."""

    def __init__(
        self, approved: Text, shown: Text, rewordings: Mapping[int, Sequence[Rewording]]
    ) -> None:
        self.approved, self.shown = approved, shown
        self.rewordings = rewordings
        self.a = self.s = 0
        self.floor = (0, 0)
        self.steps = [(0, 0)]
        self.reworded: set[tuple[int, Rewording]] = set()
        self.where: dict[str, list[int]] | None = None

    def run(self) -> tuple[list[Difference], list[tuple[int, int]]]:
        """Goes to the end of both."""
        one, other = self.approved.joined, self.shown.joined
        found: list[Difference] = []
        while True:
            same = _agreeing(one, self.a, other, self.s)
            self.a, self.s = self.a + same, self.s + same
            if self.a == len(one) and self.s == len(other):
                return found, self.steps
            if not self._blank_for_break() and not self._reworded():
                lost, added = self._apart() if len(found) < UNBOUNDED else (None, None)
                start = self.a, self.s
                self._go(
                    len(one) if lost is None else self.a + lost,
                    len(other) if added is None else self.s + added,
                )
                found.append(self._turned(Difference(start[0], self.a, start[1], self.s)))

    def _go(self, a: int, s: int) -> None:
        self.a, self.s = self.floor = a, s
        self.steps.append((s, a))

    def _blank_for_break(self) -> bool:
        one, end = self.approved.joined, self.a
        if self.s == len(self.shown.joined) or not self.shown.is_edge(self.s):
            return False
        while end < len(one) and one[end] in BLANKS:
            end += 1
        if end == self.a:
            return False
        self._go(end, self.s)
        return True

    def _reworded(self) -> bool:
        """Whether an allowed change begins here, or before: its own first characters may still agree."""
        line = bisect_right(self.shown.starts, self.s) - 1
        near = (*self.rewordings.get(line, ()), *self.rewordings.get(line - 1, ()))
        one, other = self.approved.joined, self.shown.joined
        back = min(self.a - self.floor[0], self.s - self.floor[1])
        for change in near:
            for before in range(min(back, len(change.was) + len(change.now)) + 1):
                a, s = self.a - before, self.s - before
                if (a, change) in self.reworded or not one.startswith(change.was, a):
                    continue
                if other.startswith(change.now, s):
                    self.reworded.add((a, change))
                    self._go(a + len(change.was), s + len(change.now))
                    return True
        return False

    def _apart(self) -> tuple[int, int] | tuple[None, None]:
        """How many characters of each text to leave behind, so that both agree again; None is all."""
        one, other, a, s = self.approved.joined, self.shown.joined, self.a, self.s
        for extent in range(1, NEAR):
            agreed = min(AGREED + extent // 2, SURELY)
            for lost in range(min(extent, len(one) - a) + 1):
                added = extent - lost
                if added > len(other) - s:
                    continue
                ahead = one[a + lost : a + lost + agreed]
                if ahead == other[s + added : s + added + agreed]:
                    return lost, added
        return self._far_apart()

    def _far_apart(self) -> tuple[int, int] | tuple[None, None]:
        one, other, a, s = self.approved.joined, self.shown.joined, self.a, self.s
        if self.where is None:
            self.where = {}
            for offset in range(len(other) - SURELY + 1):
                self.where.setdefault(other[offset : offset + SURELY], []).append(offset)
        best: tuple[int, int] | tuple[None, None] = (None, None)
        extent = len(one) + len(other)
        for lost in range(len(one) - a - SURELY + 1):
            if lost >= extent:
                break
            offsets = self.where.get(one[a + lost : a + lost + SURELY], [])
            index = bisect_left(offsets, s)
            if index < len(offsets) and lost + offsets[index] - s < extent:
                best, extent = (lost, offsets[index] - s), lost + offsets[index] - s
        return best

    def _turned(self, found: Difference) -> Difference:
        """The same difference, begun at a line's start if it can be: «甲[乙甲]乙» is also «[甲乙]甲乙»."""
        one, other = self.approved.joined, self.shown.joined
        a0, a1, s0, s1 = (
            found.approved_start,
            found.approved_end,
            found.shown_start,
            found.shown_end,
        )
        if (a0 < a1) == (s0 < s1):
            return found
        text, whole = (self.approved, (a0, a1)) if a0 < a1 else (self.shown, (s0, s1))
        for back in range(min(a0, s0, whole[1] - whole[0]) + 1):
            if text.is_edge(whole[0] - back) and text.is_edge(whole[1] - back):
                return Difference(a0 - back, a1 - back, s0 - back, s1 - back)
            if (
                a0 == back
                or s0 == back
                or not (
                    one[a0 - back - 1]
                    == one[a1 - back - 1]
                    == other[s0 - back - 1]
                    == other[s1 - back - 1]
                )
            ):
                break
        return found


def _agreeing(one: str, a: int, other: str, s: int) -> int:
    """How many characters from here on are the same; long stretches are compared at once."""
    most, same = min(len(one) - a, len(other) - s), 0
    for size in (4096, 64, 1):
        while same < most and one[a + same : a + same + size] == other[s + same : s + same + size]:
            same += size
    return min(same, most)
