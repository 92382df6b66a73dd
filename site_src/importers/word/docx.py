"""Word files (.docx): the text as it is printed with all tracked changes accepted, automatic numbers among it.

Whatever is not told apart below is walked through, so that text in an element of a kind that is not known here is
read all the same. Places are counted in paragraphs with text, tables and text boxes included: ``¶12``.
"""

import re
from collections.abc import Callable
from typing import Any

from site_src.importers.source import (
    CannotImport,
    Cell,
    LeftOut,
    Paragraph,
    Reason,
    Remark,
    Source,
)
from site_src.importers.word import messages
from site_src.importers.word.fields import Fields
from site_src.importers.word.numbering import Lists
from site_src.importers.word.package import TOO_MUCH, Package, open_package
from site_src.importers.word.styles import Styles
from site_src.importers.word.text import (
    PRIVATE,
    TABLE_OF_CONTENTS,
    drawn,
    symbol,
    text_of,
    words_of,
)
from site_src.importers.word.xml import (
    DGM,
    MC,
    PIC,
    VAL,
    WP,
    A,
    C,
    M,
    R,
    V,
    W,
    by_id,
    goes_on,
    inside,
    is_drop_cap,
    is_gone,
    is_on,
    number_in,
    value_of,
)

MOST_PARAGRAPHS = 50_000  # cells of tables among them; blank ones too
LINE_END = re.compile("[\n\u0085\u2028\u2029]")


def read_docx(data: bytes, name: str) -> Source:
    """The paragraphs of a Word file; what it holds beside them, in what was left out."""
    package = open_package(data)
    root = package.xml(package.main) if package.main else None
    if root is None or root.tag != W + "document":
        raise CannotImport(*messages.NO_DOCUMENT)
    reader = _Reader(package)
    reader.walk(root)
    reader.end()
    reader.read_surroundings()
    if not reader.paragraphs:
        raise CannotImport(*messages.NO_TEXT)
    return Source(
        name, "docx", tuple(reader.paragraphs), tuple(reader.left_out), tuple(reader.remarks)
    )


class _Reader:
    """A document while it is read, from its first element to its last."""

    def __init__(self, package: Package) -> None:
        parts = dict(package.related(package.main))
        part = {kind: package.xml(parts[kind]) if kind in parts else None for kind in PARTS}
        self.package = package
        self.styles = Styles(part["styles"])
        self.lists = Lists(part["numbering"], self.styles)
        self.notes = {kind: by_id(part[kind]) for kind in ("comments", "footnotes", "endnotes")}
        self.parts_by_id = package.by_id(package.main)
        self.fields = Fields()
        self.left = MOST_PARAGRAPHS
        self.paragraphs: list[Paragraph] = []
        self.left_out: list[LeftOut] = []
        self.remarks: list[Remark] = []
        # of the paragraph that is being read
        self.line: list[str] = []
        self.gone: list[tuple[Reason, str, str]] = []
        self.added: list[str] = []
        self.boxes: list[Any] = []
        self.number, self.heading = "", 0
        self.style: tuple[str, ...] = ()
        self.label = ""
        # of what stands around it
        self.cell: Cell | None = None
        self.tables = 0
        self.adding = 0

    def walk(self, node: Any) -> None:
        """Reads what is inside a node."""
        for child in node:
            HANDLERS.get(child.tag, _Reader.walk)(self, child)

    def end(self) -> None:
        """Ends the document: nothing may be waiting."""
        self._end_paragraph()
        for words in self.fields.left_open():
            self._leave_out(Reason.HIDDEN, words)
        self._end_paragraph()
        for form in sorted(self.lists.unknown):
            self.remarks.append(Remark(*messages.UNKNOWN_NUMBERS, words=form))

    # --- text ------------------------------------------------------------------------------------

    def say(self, text: str) -> None:
        """Text at this place: of the document, of a field's instruction, or of a table of contents."""
        if not self.fields.takes(text):
            return
        if self.fields.is_contents:
            self._leave_out(Reason.REPEATED, text)
            return
        self.line.append(text)
        if self.adding:
            self.added.append(text)

    def _leave_out(self, reason: Reason, text: str, who: str = "") -> None:
        """Notes what is not in the text; pieces that stand side by side become one."""
        if not text.strip() and reason is not Reason.PICTURE:
            return
        last = self.gone[-1] if self.gone else None
        if last and reason in IN_PIECES and (last[0], last[2]) == (reason, who):
            self.gone[-1] = (reason, last[1] + text, who)
        else:
            self.gone.append((reason, text, who))

    def _text(self, node: Any) -> None:
        text = text_of(node)
        if PRIVATE.search(text):
            text = drawn(text, node)
            if PRIVATE.search(text):
                self.remarks.append(Remark(*messages.PRIVATE_SIGN, self._place(), text))
        self.say(text)

    def _deleted_text(self, node: Any) -> None:
        self._leave_out(Reason.DELETED, text_of(node))

    def _symbol(self, node: Any) -> None:
        sign = symbol(node)
        if sign is None:
            font, code = node.get(W + "font", ""), node.get(W + "char", "")
            self._leave_out(Reason.PICTURE, f"{font} {code}")
            self.remarks.append(Remark(*messages.UNKNOWN_SYMBOL, self._place(), f"{font} {code}"))
        else:
            self.say(sign)

    def _run(self, node: Any) -> None:
        if not self.styles.hides(self.style, node.find(W + "rPr")):
            self.walk(node)
            return
        for child in node:  # fields go on inside hidden text
            if child.tag in (W + "fldChar", W + "instrText"):
                HANDLERS[child.tag](self, child)
            else:
                self._leave_out(Reason.HIDDEN, words_of([child]))

    # --- tracked changes -------------------------------------------------------------------------

    def _inserted(self, node: Any) -> None:
        self.adding += 1
        self.walk(node)
        self.adding -= 1

    def _deleted(self, node: Any) -> None:
        self._leave_out(Reason.DELETED, words_of(node), node.get(W + "author", ""))

    # --- fields ----------------------------------------------------------------------------------

    def _field_sign(self, node: Any) -> None:
        kind = node.get(W + "fldCharType")
        if kind == "begin":
            self.fields.begin()
        elif kind == "separate":
            self.fields.separate()
        elif kind == "end":
            shown, unread = self.fields.end()
            if shown:
                self.say(shown)
            if unread:
                self._leave_out(Reason.PICTURE, unread)
                self.remarks.append(Remark(*messages.UNREAD_FIELD, self._place(), unread.strip()))

    def _instruction(self, node: Any) -> None:
        self.fields.instruct(node.text or "")

    # --- paragraphs ------------------------------------------------------------------------------

    def _paragraph(self, node: Any) -> None:
        self.left -= 1
        if self.left < 0:
            raise CannotImport(*TOO_MUCH)
        properties = node.find(W + "pPr")
        mark = properties.find(W + "rPr") if properties is not None else None
        outer, self.style = self.style, self.styles.of_paragraph(properties)
        is_open = is_gone(mark) or is_drop_cap(properties)
        if not is_open:
            is_hidden = self.styles.hides(self.style, mark) and not is_on(mark, "specVanish")
            if not is_hidden and (number := self.lists.number(properties, self.style)):
                self._say_number(number)
                self.number = number
            is_open = self.styles.hides(self.style, mark)
            self.heading = self.heading or self.styles.heading(self.style, properties)
        self.walk(node)
        self.style = outer
        if not is_open:
            self._end_paragraph()

    def _say_number(self, number: str) -> None:
        """Puts a number before what paragraphs without their ends have left; behind a heading that has its own."""
        waiting, self.line = ([], self.line) if self.number else (self.line, [])
        self.say(number)
        self.line += waiting

    def _end_paragraph(self) -> None:
        """Makes paragraphs of what was read: one a line."""
        place, whole = self._place(), "".join(self.line)
        if self.number and whole == self.number and self.cell is None:
            self.remarks.append(Remark(*messages.ONLY_A_NUMBER, place, whole))
        for text in LINE_END.split(whole):
            if text.strip():
                self.paragraphs.append(Paragraph(text, self._place(), self.heading, self.cell))
        for reason, text, who in self.gone:
            where = f"{place} {who}".strip() if who else place
            self.left_out.append(LeftOut(text.strip("\n"), reason, where))
        if added := "".join(self.added).strip():
            self.remarks.append(Remark(*messages.INSERTED, place, added))
        boxes = self.boxes
        self.line, self.gone, self.added, self.boxes = [], [], [], []
        self.number, self.heading = "", 0
        for box in boxes:
            self._read_box(box)

    def _read_box(self, box: Any) -> None:
        """A text box, after the paragraph that it hangs on."""
        if words := words_of(box).strip():
            self.remarks.append(Remark(*messages.TEXT_BOX, self._place(), words))
        self.walk(box)
        self._end_paragraph()

    def _box(self, node: Any) -> None:
        self.boxes.append(node)

    def _place(self) -> str:
        return f"¶{len(self.paragraphs) + 1}"

    # --- tables ----------------------------------------------------------------------------------

    def _table(self, node: Any) -> None:
        self._end_paragraph()
        table, outer = self.tables, self.cell
        self.tables += 1
        for row, tr in enumerate(inside(node, W + "tr")):
            properties = tr.find(W + "trPr")
            if is_gone(properties) or is_on(properties, "hidden"):
                reason = Reason.DELETED if is_gone(properties) else Reason.HIDDEN
                self._leave_out(reason, words_of(tr))
            else:
                self._row(tr, properties, table, row)
            self._end_paragraph()
        self.cell = outer

    def _row(self, node: Any, properties: Any, table: int, row: int) -> None:
        column = number_in(value_of(properties, "gridBefore")) or 0
        for cell in inside(node, W + "tc"):
            about = cell.find(W + "tcPr")
            self.cell = Cell(table, row, column)
            if is_gone(about, "cellDel"):
                self._leave_out(Reason.DELETED, words_of(cell))
            elif goes_on(about):  # a merged cell shows only the text of its first
                self._leave_out(Reason.HIDDEN, words_of(cell))
            else:
                self.walk(cell)
            self._end_paragraph()
            column += max(1, number_in(value_of(about, "gridSpan")) or 1)

    # --- frames of other content -----------------------------------------------------------------

    def _alternatives(self, node: Any) -> None:
        """The same thing for newer and older programs: the first is read, and only that."""
        for name in ("Choice", "Fallback"):
            chosen = node.find(MC + name)
            if chosen is not None:
                self.walk(chosen)
                return

    def _content_control(self, node: Any) -> None:
        gallery = node.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
        if gallery is not None and gallery.get(VAL) == TABLE_OF_CONTENTS:
            self._leave_out(Reason.REPEATED, words_of(node))
            return
        for content in node.iterchildren(W + "sdtContent"):
            self.walk(content)

    def _ruby(self, node: Any) -> None:
        for base in node.iterchildren(W + "rubyBase"):
            self.walk(base)
        self._leave_out(Reason.NOTE, words_of(node.iterchildren(W + "rt")))

    def _formula(self, node: Any) -> None:
        self.remarks.append(Remark(*messages.FORMULA, self._place(), words_of(node)))
        self.walk(node)

    # --- what is no text -------------------------------------------------------------------------

    def _label_of(self, node: Any) -> None:
        self.label = node.get("descr") or node.get("title") or ""
        self.walk(node)

    def _picture(self, node: Any) -> None:
        self._leave_out(Reason.PICTURE, self.label)

    def _old_picture(self, node: Any) -> None:
        titles = (value for name, value in node.items() if name.endswith("}title"))
        self._leave_out(Reason.PICTURE, next(titles, ""))

    def _word_art(self, node: Any) -> None:
        self._leave_out(Reason.PICTURE, node.get("string", ""))

    def _drawn_text(self, node: Any) -> None:
        self._leave_out(Reason.PICTURE, node.text or "")

    def _diagram(self, node: Any) -> None:
        """A chart or a diagram: its words stand in a part of their own."""
        part = self.parts_by_id.get(node.get(R + "dm") or node.get(R + "id") or "")
        root = self.package.xml(part) if part else None
        found = root.iter(A + "t", C + "v") if root is not None else ()
        self._leave_out(
            Reason.PICTURE, " ".join(node.text for node in found if node.text) or self.label
        )

    def _comment(self, node: Any) -> None:
        comment = self.notes["comments"].pop(node.get(W + "id", ""), None)
        if comment is not None:
            self._leave_out(Reason.COMMENT, words_of(comment), comment.get(W + "author", ""))

    def _footnote(self, node: Any) -> None:
        self._note("footnotes", node)

    def _endnote(self, node: Any) -> None:
        self._note("endnotes", node)

    def _note(self, kind: str, node: Any) -> None:
        note = self.notes[kind].pop(node.get(W + "id", ""), None)
        if note is not None:
            self._leave_out(Reason.NOTE, words_of(note).strip())

    def _elsewhere(self, node: Any) -> None:
        """A text that Word fetches when it opens the file; it is not in the document."""
        raise CannotImport(*messages.NOT_INSIDE)

    def read_surroundings(self) -> None:
        """Heads and feet of pages, and the notes that nothing in the text points to."""
        for kind, part in self.package.related(self.package.main):
            if kind in ("header", "footer"):
                root = self.package.xml(part)
                self._report(Reason.PAGE, () if root is None else (root,))
                if (
                    root is not None
                    and next(root.iter(PIC + "pic", V + "imagedata"), None) is not None
                ):
                    self.left_out.append(LeftOut(kind, Reason.PICTURE))
        self._report(Reason.COMMENT, self.notes["comments"].values())
        self._report(Reason.NOTE, self.notes["footnotes"].values())
        self._report(Reason.NOTE, self.notes["endnotes"].values())

    def _report(self, reason: Reason, nodes: Any) -> None:
        for node in nodes:
            if words := words_of(node).strip():
                self.left_out.append(LeftOut(words, reason, node.get(W + "author", "")))


IN_PIECES = (Reason.DELETED, Reason.HIDDEN, Reason.REPEATED)  # many runs are one text
PARTS = ("styles", "numbering", "comments", "footnotes", "endnotes")


def _sign(text: str) -> Callable[[_Reader, Any], None]:
    return lambda reader, node: reader.say(text)


def _nothing(reader: _Reader, node: Any) -> None:
    """Properties, and what is for machines."""


HANDLERS: dict[str, Callable[[_Reader, Any], None]] = {
    W + "p": _Reader._paragraph,
    W + "r": _Reader._run,
    W + "t": _Reader._text,
    M + "t": _Reader._text,
    M + "oMath": _Reader._formula,
    W + "sym": _Reader._symbol,
    W + "tab": _sign("\t"),
    W + "ptab": _sign("\t"),
    W + "br": _sign("\n"),
    W + "cr": _sign("\n"),
    W + "noBreakHyphen": _sign("-"),  # a soft one is shown only where a line happens to end
    W + "ins": _Reader._inserted,
    W + "moveTo": _Reader._inserted,
    W + "del": _Reader._deleted,
    W + "moveFrom": _Reader._deleted,
    W + "delText": _Reader._deleted_text,
    W + "fldChar": _Reader._field_sign,
    W + "instrText": _Reader._instruction,
    W + "delInstrText": _nothing,
    W + "tbl": _Reader._table,
    W + "txbxContent": _Reader._box,
    W + "sdt": _Reader._content_control,
    W + "ruby": _Reader._ruby,
    MC + "AlternateContent": _Reader._alternatives,
    WP + "docPr": _Reader._label_of,
    PIC + "pic": _Reader._picture,
    V + "imagedata": _Reader._old_picture,
    V + "textpath": _Reader._word_art,
    A + "t": _Reader._drawn_text,
    C + "chart": _Reader._diagram,
    DGM + "relIds": _Reader._diagram,
    W + "commentReference": _Reader._comment,
    W + "footnoteReference": _Reader._footnote,
    W + "endnoteReference": _Reader._endnote,
    W + "altChunk": _Reader._elsewhere,
    W + "subDoc": _Reader._elsewhere,
    **dict.fromkeys(
        (
            W + name
            for name in ("pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "sdtPr")
        ),
        _nothing,
    ),
}
