"""Fields of Word files: their stored result is what a reader sees, their instruction is not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

# They show something of which the file keeps no result.
_SHOWN_WITHOUT_RESULT = frozenset(
    "EQ SYMBOL LISTNUM AUTONUM AUTONUMLGL AUTONUMOUT FORMCHECKBOX MACROBUTTON GOTOBUTTON FORMULA".split()  # noqa: SIM905
)
# A sign in a circle, as 带圈字符 makes it: EQ \o\ac(○,7)
_CIRCLED = re.compile(r"\s*EQ\s+\\o\s*\\ac\s*\(\s*[○〇]\s*[,，;]\s*(\S+?)\s*\)\s*", re.IGNORECASE)
_CIRCLES = {
    **{str(n): chr(ord("①") + n - 1) for n in range(1, 21)},
    **{str(n): chr(ord("㉑") + n - 21) for n in range(21, 36)},
    **{str(n): chr(ord("㊱") + n - 36) for n in range(36, 51)},
    **dict(zip("一二三四五六七八九十", "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉", strict=True)),
}


@dataclass(slots=True)
class _Field:
    """A field that has begun: its instruction, and whether its result has."""

    words: list[str] = field(default_factory=list)
    is_result: bool = False
    is_contents: bool = False
    has_said: bool = False


class Fields:
    """The fields that are open at a place; they stand in one another, and may go on over many paragraphs."""

    def __init__(self) -> None:
        self._open: list[_Field] = []

    @property
    def is_contents(self) -> bool:
        """Whether this is within the result of a table of contents."""
        return any(one.is_contents for one in self._open)

    def begin(self) -> None:
        """A field begins, with its instruction."""
        self._open.append(_Field())

    def instruct(self, text: str) -> None:
        """More of the instruction."""
        if self._open:
            self._open[-1].words.append(text)

    def separate(self) -> None:
        """The instruction ends, the result begins."""
        if self._open:
            last = self._open[-1]
            last.is_result = True
            last.is_contents = _kind("".join(last.words)) == "TOC"

    def takes(self, text: str) -> bool:
        """Whether text here is shown; within an instruction it is a part of that."""
        for one in self._open:
            if not one.is_result:
                one.words.append(text)
                return False
        for one in self._open:
            one.has_said |= bool(text.strip())
        return True

    def end(self) -> tuple[str, str]:
        """The innermost field ends: what it shows without a stored result, or its instruction if that is not known."""
        if not self._open:
            return "", ""
        last = self._open.pop()
        words = "".join(last.words)
        if last.has_said or _kind(words) not in _SHOWN_WITHOUT_RESULT:
            return "", ""
        found = _CIRCLED.fullmatch(words)
        shown = _CIRCLES.get(found[1], "") if found else ""
        return shown, "" if shown else words

    def left_open(self) -> Iterator[str]:
        """The words of fields that never end, which nobody would see."""
        for one in self._open:
            if not one.is_result and (words := "".join(one.words)).strip():
                yield words
        self._open.clear()


def _kind(words: str) -> str:
    found = words.split(maxsplit=1)
    return found[0].upper() if found else ""
