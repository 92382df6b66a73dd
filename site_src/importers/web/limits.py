"""Whether a web page is one that a parser of HTML can be given: not too large, too deep, or made to grow in it.

A parser walks up the open elements at most tags, and opens formatting anew in each block: a small file can keep it busy
for hours. So the nesting is followed here first, roughly, in one pass over the tags.
"""

import re
from collections import Counter

LARGEST = 20_000_000  # characters
MOST_TAGS = 200_000
MOST_WORDS = 3000  # between two tags; in a tag they would be attributes, each of which is held against all others
DEEPEST = 1000  # browsers cut at 512
MOST_GROWN = 2_000_000  # elements that formatting left open may become

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]{0,4000}|<!--")
_WORD = re.compile(r"""[\s/"']+""")
_CODE = re.compile(r"<(script|style)\b")
_RAW = {"textarea", "title", "xmp", "iframe", "noembed", "noframes", "plaintext"}
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}  # fmt: skip
# Those that end by themselves where the next begins.
_BRIEF = {"p", "li", "dt", "dd", "option", "optgroup", "thead", "tbody", "tfoot", "caption", "colgroup", "html", "head", "body"}  # fmt: skip
_CELLS = {"tr", "td", "th"}
_FENCES = {"table", "td", "th", "object", "applet", "marquee", "template"}
_FORMATS = {"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"}  # fmt: skip


def without_code(html: str) -> str:
    """The page without scripts and style sheets, which no reader sees and which are most of many pages."""
    lower, kept, at = html.lower(), [], 0
    if len(lower) != len(html):  # a letter whose small form is two
        lower = re.sub("[A-Z]+", lambda found: found[0].lower(), html)
    while found := _CODE.search(lower, at):
        ends = lower.find(f"</{found[1]}", found.end())
        ends = lower.find(">", ends) if ends >= 0 else ends
        if ends < 0:
            break
        kept.append(html[at : found.start()])
        at = ends + 1
    return "".join([*kept, html[at:]])


def is_bearable(html: str) -> bool:
    """Whether a parser will be done with this page in a moment."""
    if len(html) > LARGEST or html.count("<") > MOST_TAGS:
        return False
    if any(
        len(_WORD.findall(part)) > MOST_WORDS for part in html.split("<") if len(part) > MOST_WORDS
    ):
        return False
    lower = html.lower()
    is_open: list[tuple[str, str]] = []
    left_open: Counter[str] = Counter()
    at = tags = 0
    while found := _TAG.search(lower, at):
        at, tags = found.end(), tags + 1
        if found[0] == "<!--":
            at = _behind(lower, "-->", at)
            continue
        name = found[2]
        if name in _RAW and not found[1]:
            at = _behind(lower, f"</{name}", at)
        elif found[1]:
            _close(name, is_open, left_open)
        elif name in _CELLS:
            while is_open and is_open[-1][0] not in ("table", "template"):
                is_open.pop()
            is_open.append((name, ""))
        elif name not in _VOID and name not in _BRIEF:
            is_open.append((name, found[0]))
            if len(is_open) > DEEPEST:
                return False
    return sum(left_open.values()) * tags < MOST_GROWN


def _close(name: str, is_open: list[tuple[str, str]], left_open: "Counter[str]") -> None:
    """Closes an element and what is open in it; formatting that was not closed itself goes on in what follows."""
    for depth in range(len(is_open) - 1, -1, -1):
        if is_open[depth][0] == name:
            for inner, words in is_open[depth + 1 :]:
                if inner in _FORMATS:  # of the same, a parser keeps three
                    left_open[words] = min(3, left_open[words] + 1)
            del is_open[depth:]
            return
        if is_open[depth][0] in _FENCES:
            return


def _behind(text: str, words: str, at: int) -> int:
    found = text.find(words, at)
    return len(text) if found < 0 else found + len(words)
