"""What an importer hands on: the paragraphs of a file in reading order, and what of it was left out and why.

Nothing is corrected here. A paragraph has the characters that a reader of the source sees, automatic numbers among
them; what such a reader does not see (deleted, hidden, comments) and what is not of the notice is in ``left_out``.
"""

import enum

from msgspec import Struct


class CannotImport(Exception):
    """The file cannot be read; the two arguments say why and what to do, in Chinese and in English."""


class Reason(enum.Enum):
    """Why something of the source is not in the text."""

    DELETED = "deleted"  # by a tracked change
    COMMENT = "comment"
    HIDDEN = "hidden"
    PAGE = "page"  # header, footer or number of a page
    PORTAL = "portal"  # of the web site around the notice
    METADATA = "metadata"  # told beside the text; its values are in fields
    REPEATED = "repeated"  # the head of a table, printed on each page
    PICTURE = "picture"
    NOTE = "note"  # foot- or endnote
    BEFORE_TITLE = "before_title"
    CONTENTS = "contents"  # a table of contents
    UNUSED = "unused"  # another sheet, or a column that no field is for


class LeftOut(Struct, frozen=True):
    """A text that stands in the source and not in the notice; ``place`` is where, in the source's own terms."""

    text: str
    reason: Reason
    place: str = ""


class Cell(Struct, frozen=True):
    """A place in a table, counted from 0."""

    table: int
    row: int
    column: int


class Paragraph(Struct, frozen=True):
    """One paragraph without its line end. ``heading`` is the level of a heading style, 0 for none."""

    text: str
    place: str = ""
    heading: int = 0
    cell: Cell | None = None


class Remark(Struct, frozen=True):
    """Something of the text that a person should look at, in Chinese and English: where, and the words it is about."""

    zh: str
    en: str
    place: str = ""
    words: str = ""


class Source(Struct, frozen=True):
    """A file that was read: ``form`` is its kind ("docx")."""

    name: str
    form: str
    paragraphs: tuple[Paragraph, ...]
    left_out: tuple[LeftOut, ...] = ()
    remarks: tuple[Remark, ...] = ()
