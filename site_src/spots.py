"""Where a character of a YAML text stands in its file, found again in the file's own words.

What is read keeps the place of each key and item only. For a problem that is about a few characters of a long text
the file is looked into once more. Texts that stand there with escapes of other kinds than a doubled quote, or no
longer, keep the place of their field.
"""

import re

from site_src.problems import Place

# The key at a field's place. A list's item has none: its own words hold no colon with a blank after it.
_KEY = re.compile(r"""(?:"[^"\n]*"|'[^'\n]*'|[^\s"'|>{\[][^\n]*?)[ ]*:(?=[ \n])[ \n]*""")
_BLOCK = re.compile(r"[|>][-+1-9]{0,2}[ ]*(?:#[^\n]*)?\n[ \n]*")
_BLANKS = re.compile(r"[ \t\n]+")
_QUOTED = {"'": "''", '"': '\\"'}


def spot_in(source: str, place: Place, text: str, offset: int) -> Place:
    """Where ``text[offset]`` stands in ``source``, if ``text`` is what the field or item at ``place`` says."""
    start = _line_start(source, place.line) + place.column - 1
    key = _KEY.match(source, start)
    begin = key.end() if key else start
    quote = source[begin : begin + 1]
    if block := _BLOCK.match(source, begin):
        blanks = len(text) - len(text.lstrip(" \n"))
        at = _find(source, block.end(), text[blanks:], max(offset - blanks, 0), "")
    else:
        quote = quote if quote in _QUOTED else ""
        at = _find(source, begin + len(quote), text, offset, quote)
    if at is None:
        return place
    line = source.count("\n", 0, at) + 1
    return Place(place.file, line, at - source.rfind("\n", 0, at))


def _line_start(source: str, line: int) -> int:
    start = 0
    for _ in range(line - 1):
        start = source.find("\n", start) + 1
    return start


def _find(source: str, begin: int, text: str, offset: int, quote: str) -> int | None:
    """The place of ``text[offset]`` if the text begins here; a line's end in the file may be a blank in the text."""
    if source.startswith(text, begin) and quote not in text[:offset]:
        return begin + offset
    before, after = (_pattern(part, quote) for part in (text[:offset], text[offset:]))
    found = re.compile(f"{before}(){after}").match(source, begin)
    return found.start(1) if found else None


def _pattern(text: str, quote: str) -> str:
    if quote:
        text = text.replace(quote, _QUOTED[quote])
    blank = r"(?:[ \t\n]|\\n)+" if quote == '"' else r"[ \t\n]+"
    return blank.join(map(re.escape, _BLANKS.split(text)))
