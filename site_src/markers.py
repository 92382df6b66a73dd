"""Where a measure starts: the markers 一是, ①, (1), 第一, 一要 and 其一, and the numbers they stand for.

A marker stands at the start of a text or after one of «：:；;。»; the same words inside a sentence or inside
quotation marks are none.
"""

import re
from typing import NamedTuple


class Marker(NamedTuple):
    """A marker: where it stands, its words, its form (``N是``), and its number."""

    start: int
    words: str
    form: str
    number: int


_DIGITS = "一二三四五六七八九十"
_NUMERAL = rf"[{_DIGITS}]{{1,3}}"
_MARKER = re.compile(
    rf"(?:\A|(?<=[：:；;。\n]))[ \u3000]*("
    rf"{_NUMERAL}[是要]|第{_NUMERAL}(?=[，,、：:是])|其{_NUMERAL}(?=[，,、：:是])"
    r"|[①-⑳⑴-⒇]|[(（][0-9０-９]{1,2}[)）])"
)


def markers(text: str) -> list[Marker]:
    """Every marker of ``text``, in order."""
    found = []
    opened = counted = 0
    for match in _MARKER.finditer(text):
        words, start = match[1], match.start(1)
        opened += text.count("“", counted, start) - text.count("”", counted, start)
        counted = start
        number = _number(words.strip("第其是要()（）"))
        if number and opened <= 0:
            found.append(Marker(start, words, _form(words), number))
    return found


def chinese_number(words: str) -> int:
    """What 十二 stands for, up to 99; 0 if that is no number."""
    tens, ten, ones = words.rpartition("十")
    if not ten:
        return _DIGITS.find(words) + 1 if len(words) == 1 else 0
    if len(tens) > 1 or len(ones) > 1 or "十" in tens:
        return 0
    return (_DIGITS.find(tens) + 1 if tens else 1) * 10 + (_DIGITS.find(ones) + 1 if ones else 0)


def _number(words: str) -> int:
    if words.isdecimal():
        return int(words)
    if "①" <= words <= "⑳":
        return ord(words) - ord("①") + 1
    if "⑴" <= words <= "⒇":
        return ord(words) - ord("⑴") + 1
    return chinese_number(words)


def _form(words: str) -> str:
    if "①" <= words <= "⑳":
        return "①"
    if "⑴" <= words <= "⒇":
        return "⑴"
    return "(N)" if words[0] in "(（" else re.sub(_NUMERAL, "N", words)
