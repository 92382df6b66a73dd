"""The text of a piece of a web page, line by line, as a browser shows it without its style sheets.

White space is collapsed as HTML and CSS Text do: a line end between two full-width characters goes, any other blank
space is one blank. Full-width blanks and no-break spaces are characters. Scripts and style sheets hold no text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from site_src.importers.outline import mark_of
from site_src.importers.source import Cell, LeftOut, Paragraph, Reason

Node = Any  # of selectolax, whose own type says nothing more

BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "listing", "main", "menu", "nav", "ol", "p",
    "plaintext", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "xmp",
))  # fmt: skip
CODE = frozenset(("script", "style", "head", "template", "link", "meta"))
PICTURES = frozenset(("img", "svg", "video", "audio", "canvas", "iframe", "object", "embed", "map"))
CONTROLS = frozenset(("select", "button", "textarea", "input", "datalist"))
_SPACE = re.compile(r"[ \t\n\r\f]+")
_WIDE = (
    "\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6"
)
_BREAK = re.compile(rf"(?<=[{_WIDE}])\n(?=[{_WIDE}])")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.I)
_BLOCK_STYLE = re.compile(r"display\s*:\s*(?:block|flex|grid|list-item|table)(?![-\w])", re.I)
_PRE_STYLE = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.I)
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([^;]+)", re.I)
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_TYPES = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman", "1": "decimal"}  # fmt: skip
MOST_SPANNED = 100  # columns


@dataclass(slots=True)
class _Table:
    """A table while its rows go by; ``taken`` is for how many rows from here a column is held from above."""

    number: int
    row: int = -1
    column: int = 0
    taken: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class _List:
    """A numbered list: the number of its next item."""

    value: int
    step: int
    style: str


@dataclass(slots=True)
class Lines:
    """Reads a piece of a page. The place of a line is its count, or with ``is_named`` the element it stands in."""

    is_named: bool = False
    left_out: list[LeftOut] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    _buffer: list[str] = field(default_factory=list)
    _pre: int = 0
    _number: str = ""
    _heading: int = 0
    _tables: list[_Table | None] = field(default_factory=list)
    _lists: list[_List | None] = field(default_factory=list)
    _table_count: int = 0
    _next: int = 0
    _place: str = ""

    def read(self, root: Node, without: frozenset[int] = frozenset()) -> None:
        """Adds the lines of ``root``, but not of the elements ``without``."""
        node, depth = root, 0
        while True:
            if self._enter(node, without) and node.child is not None:
                node, depth = node.child, depth + 1
                continue
            while depth and node.next is None:
                node, depth = node.parent, depth - 1
                self._leave(node)
            if not depth:
                break
            node = node.next
        self._end_line()

    def _enter(self, node: Node, without: frozenset[int]) -> bool:
        """Begins an element, or takes a text; whether to go into it. What has no children is left at once."""
        tag = node.tag
        if tag == "-text":
            if self.is_named and not self._buffer and node.text_content.strip():
                self._place = place_of(node)
            self._add(node.text_content)
            return False
        if tag == "-comment":
            self._leave_out(node.comment_content, Reason.COMMENT, node)
            return False
        if tag[0] in "-!" or tag in CODE or node.mem_id in without:
            self._end_line()
            return False
        if tag in PICTURES:
            self._leave_out(_picture_words(node), Reason.PICTURE, node)
            return False
        if tag in CONTROLS:
            self._leave_out(node.text(), Reason.PORTAL, node)
            return False
        if tag == "noscript" or is_hidden(node):
            self._leave_out(node.text(), Reason.HIDDEN, node)
            return False
        self._begin(node, tag)
        if node.child is None:
            self._leave(node)
        return True

    def _begin(self, node: Node, tag: str) -> None:
        if tag == "br":
            self._end_line()
        elif tag == "q":
            self._buffer.append("“")
        elif is_block(node):
            self._end_line()
        if is_preformatted(node):
            self._pre += 1
        if tag in ("td", "th", "tr", "table"):
            self._begin_in_table(node, tag)
        elif tag in ("ol", "ul", "menu", "dir"):
            self._lists.append(_list_of(node) if tag == "ol" else None)
        elif tag == "li" and self._lists and (numbered := self._lists[-1]):
            value = _whole(node.attributes.get("value"), numbered.value)
            self._number = _marker(value, _style_of(node) or numbered.style)
            numbered.value = value + numbered.step
        elif len(tag) == 2 and tag[0] == "h" and tag[1].isdecimal():
            self._heading = int(tag[1])

    def _leave(self, node: Node) -> None:
        tag = node.tag
        if tag == "q":
            self._buffer.append("”")
        elif is_block(node):
            self._end_line()
        if is_preformatted(node):
            self._pre -= 1
        if tag == "table":
            self._tables.pop()
        elif tag in ("ol", "ul", "menu", "dir"):
            self._lists.pop()
        elif tag in ("td", "th") and self._tables and (table := self._tables[-1]):
            table.column = -1
        elif tag == "li":
            self._number = ""
        elif len(tag) == 2 and tag[0] == "h" and tag[1].isdecimal():
            self._heading = 0

    # --- tables ----------------------------------------------------------------------------------

    def _begin_in_table(self, node: Node, tag: str) -> None:
        if tag == "table":
            self._tables.append(_Table(self._table_count) if _holds_data(node) else None)
            self._table_count += 1
            return
        table = self._tables[-1] if self._tables else None
        if table is None:
            return
        if tag == "tr":
            table.row += 1
            table.taken = {at: rows - 1 for at, rows in table.taken.items() if rows > 1}
            table.column = -1
            self._next = 0
            return
        self._begin_cell(table, node)

    def _begin_cell(self, table: _Table, node: Node) -> None:
        column = self._next
        while column in table.taken:
            column += 1
        wide = min(max(_whole(node.attributes.get("colspan"), 1), 1), MOST_SPANNED)
        high = _whole(node.attributes.get("rowspan"), 1)
        if high > 1:
            table.taken |= dict.fromkeys(range(column, column + wide), high)
        table.column, self._next = column, column + wide

    # --- lines -----------------------------------------------------------------------------------

    def _add(self, text: str) -> None:
        if not self._pre:
            self._buffer.append(_SPACE.sub(_collapsed, text))
            return
        first, *others = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        self._buffer.append(first)
        for line in others:
            self._end_line()
            self._buffer.append(line)

    def _end_line(self) -> None:
        text = "".join(self._buffer)
        self._buffer.clear()
        if not self._pre:
            text = _BREAK.sub("", _SPACE.sub(_collapsed, text)).replace("\n", " ").strip(" ")
        text = re.sub(r"[\r\n\f\v\x85\u2028\u2029]", " ", text)
        if not text.strip():
            return
        if self._number:
            text = text if mark_of(text) else self._number + text
            self._number = ""
        table = self._tables[-1] if self._tables else None
        cell = (
            Cell(table.number, table.row, table.column)
            if table and table.row >= 0 and table.column >= 0
            else None
        )
        place = self._place if self.is_named else str(len(self.paragraphs) + 1)
        self.paragraphs.append(Paragraph(text, place, self._heading, cell))

    def _leave_out(self, text: str, reason: Reason, node: Node) -> None:
        text = _SPACE.sub(" ", text).strip()
        if text:
            self.left_out.append(LeftOut(text, reason, place_of(node)))


def nodes_of(root: Node) -> Iterator[tuple[Node, bool]]:
    """Every node that may be seen, when it begins (True) and when it ends."""
    node, depth = root, 0
    while True:
        yield node, True
        is_open = not (node.tag[0] in "-!" or node.tag in CODE or is_hidden(node))
        if is_open and node.child is not None:
            node, depth = node.child, depth + 1
            continue
        yield node, False
        while depth and node.next is None:
            node, depth = node.parent, depth - 1
            yield node, False
        if not depth:
            return
        node = node.next


def place_of(node: Node) -> str:
    """Where an element stands: the nearest name that the page gives around it."""
    for _ in range(20):
        if node is None:
            break
        if node.is_element_node:
            attributes = node.attributes
            if name := attributes.get("id"):
                return f"{node.tag}#{name}"
            if names := (attributes.get("class") or "").split():
                return f"{node.tag}.{names[0]}"
        node = node.parent
    return "body"


def is_hidden(node: Node) -> bool:
    """Whether the page itself says that an element is not shown."""
    if not node.is_element_node:
        return False
    attributes = node.attributes
    return "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style") or ""))


def is_block(node: Node) -> bool:
    """Whether an element begins a line and ends one."""
    return node.tag in BLOCKS or bool(_BLOCK_STYLE.search(node.attributes.get("style") or ""))


def is_preformatted(node: Node) -> bool:
    """Whether blanks and line ends count as they stand."""
    if node.tag in ("pre", "listing", "xmp", "plaintext"):
        return True
    return bool(_PRE_STYLE.search(node.attributes.get("style") or ""))


def _collapsed(found: re.Match[str]) -> str:
    return "\n" if "\n" in found[0] or "\r" in found[0] else " "


def _picture_words(node: Node) -> str:
    """What a picture is called: its own words, else the name of its file."""
    attributes = node.attributes
    source = attributes.get("src") or attributes.get("data") or ""
    name = "" if source.startswith("data:") else source.partition("?")[0].rpartition("/")[2]
    words = attributes.get("alt") or attributes.get("title") or node.text().strip()
    return words or name or f"<{node.tag}>"


def _holds_data(table: Node) -> bool:
    """Whether a table is one of rows and columns, and not a frame in which a page is laid out."""
    if table.css_first("table table") is not None or len(table.css("table")) > 1:
        return False
    return any(len(row.css("td, th")) > 1 for row in table.css("tr"))


def _list_of(node: Node) -> _List:
    attributes = node.attributes
    style = _style_of(node) or _TYPES.get(attributes.get("type") or "1", "decimal")
    is_back = "reversed" in attributes
    items = len([1 for child in node.iter() if child.tag == "li"]) if is_back else 1
    return _List(_whole(attributes.get("start"), items), -1 if is_back else 1, style)


def _style_of(node: Node) -> str:
    found = _LIST_STYLE.search(node.attributes.get("style") or "")
    return found[1].strip().lower() if found else ""


def _whole(words: str | None, otherwise: int) -> int:
    found = re.match(r"\s*(-?[0-9]{1,6})", words or "")
    return int(found[1]) if found else otherwise


def _marker(value: int, style: str) -> str:
    """What a browser prints before an item."""
    if "none" in style:
        return ""
    if any(word in style for word in ("cjk-ideographic", "chinese")):
        return f"{_chinese(value)}、"
    if value > 0 and ("alpha" in style or "latin" in style):
        words = ""
        while value:
            value, letter = divmod(value - 1, 26)
            words = _LETTERS[letter] + words
        return (words.upper() if "upper" in style else words) + ". "
    if 0 < value < 4000 and "roman" in style:
        words = ""
        for worth, letters in _ROMAN:
            words += letters * (value // worth)
            value %= worth
        return (words.upper() if "upper" in style else words) + ". "
    return f"{value}. "


def _chinese(value: int) -> str:
    digits = "〇一二三四五六七八九"
    if not 0 < value < 100:
        return str(value)
    tens, ones = divmod(value, 10)
    return (digits[tens] if tens > 1 else "") + ("十" if tens else "") + (digits[ones] if ones else "")  # fmt: skip
