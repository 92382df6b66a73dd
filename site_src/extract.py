"""The text that a reader of a finished page sees in its article, line by line, as a parser finds it in the bytes.

It shares nothing with what made the page. What the site itself says there (labels, dates, badges) is marked
``data-interface`` and left out; everything else counts as the notice's text. Only elements that show their text as it
stands are read: whatever a browser may hide, reorder or strike through is as good as missing.
"""

import re

from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser, LexborNode

BLOCKS = frozenset(
    "article header div section p h1 h2 h3 h4 h5 h6 ol ul li blockquote pre table thead tbody tr".split()  # noqa: SIM905
)
INLINE = frozenset("span a b strong em code time data cite th td".split())  # noqa: SIM905
FRAMES = frozenset("table thead tbody tr ol ul".split())  # noqa: SIM905  (texts right inside are formatting)
UNREAD = frozenset("data-interface hidden aria-hidden inert popover style dir".split())  # noqa: SIM905

_EDGE = re.compile(r"^[ \t\n]*\n[ \t]*|[ \t]*\n[ \t\n]*$")
_BREAK = re.compile(r"[ \t]*\n[ \t\n]*")


class Line(Struct, frozen=True):
    """A line of the page's text, and the nearest address within the page before it."""

    text: str
    anchor: str


def lines_of(page: bytes) -> list[Line]:
    """The lines of the page's article; none if there is not exactly one."""
    articles = LexborHTMLParser(page).css("article")
    if len(articles) != 1 or _is_hidden(articles[0]):
        return []
    lines = _Lines()
    _read(articles[0], lines)
    lines.end()
    return lines.found


class _Lines:
    """Gathers text into lines: a block begins and ends one."""

    def __init__(self) -> None:
        self.found: list[Line] = []
        self.parts: list[str] = []
        self.anchor = ""

    def end(self) -> None:
        """Ends the line. A break in the source is a blank to a reader, and nothing at the edges."""
        if not self.parts:
            return
        text = "".join(self.parts)
        self.parts = []
        if "\n" in text:
            text = _BREAK.sub(" ", _EDGE.sub("", text))
        if text:
            self.found.append(Line(text, self.anchor))


def _read(node: LexborNode, lines: _Lines, in_pre: bool = False) -> None:
    is_frame = node.tag in FRAMES
    number = _first_number(node)
    child = node.child
    while child is not None:
        tag = child.tag or ""
        if tag == "-text":
            if not is_frame:
                _add(child.text_content or "", lines, in_pre)
        elif tag == "br":
            lines.end()
        elif tag in BLOCKS or tag in INLINE:
            attributes = child.attributes
            if not attributes or UNREAD.isdisjoint(attributes):
                _open(tag, attributes, lines, number)
                number += bool(number) and tag == "li"
                _read(child, lines, in_pre or tag == "pre")
                if tag in BLOCKS:
                    lines.end()
        child = child.next


def _open(tag: str, attributes: dict[str, str | None], lines: _Lines, number: int) -> None:
    if tag in BLOCKS:
        lines.end()
    if identity := attributes.get("id"):
        lines.anchor = identity
    if number and tag == "li":
        lines.parts.append(f"{number}. ")  # as browsers number it
    elif tag in ("td", "th") and lines.parts:
        lines.parts.append("\t")


def _is_hidden(article: LexborNode) -> bool:
    node: LexborNode | None = article
    while node is not None and node.tag != "html":
        if not UNREAD.isdisjoint(node.attributes):
            return True
        node = node.parent
    return False


def _first_number(node: LexborNode) -> int:
    """The number of a list's first item; 0 if items have none. Lists with a class are ours, and show no numbers."""
    if node.tag != "ol" or "class" in node.attributes:
        return 0
    return int(node.attributes.get("start") or 1)


def _add(text: str, lines: _Lines, in_pre: bool) -> None:
    if not in_pre:
        lines.parts.append(text)
        return
    for index, line in enumerate(text.split("\n")):
        if index:
            lines.end()
        lines.parts.append(line)
