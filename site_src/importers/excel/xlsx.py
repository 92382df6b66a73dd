"""Excel workbooks: the first sheet whose head is that of a ledger (整改台账), its cells as they are shown.

What is hidden, and every other sheet, is left out and told.
"""

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from site_src.attached.parts import Hostile
from site_src.importers.excel.columns import head_of, rows_of
from site_src.importers.excel.package import BROKEN_BY, Event, Package
from site_src.importers.excel.values import BUILT_IN, shown
from site_src.importers.source import CannotImport, Cell, LeftOut, Paragraph, Reason, Source

MOST_CELLS = 200_000
MOST_CHARACTERS = 20_000_000
LAST_COLUMN = 16_384
MARGINS = frozenset(f"{page}{where}" for page in ("odd", "even", "first") for where in ("Header", "Footer"))  # fmt: skip
ANCHORS = ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor")
_LINES = re.compile(r"\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")

BROKEN = (
    "不是完好的 Excel 文件。请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”，再导入。",
    "it is no sound Excel file. Open it in Excel or WPS, save it as an Excel workbook (.xlsx), and import that.",
)
TOO_MUCH = (
    "这个表格展开以后大得不正常。请把要导入的行复制到新的工作簿里保存，再导入。",
    "this table grows far too large when it is opened. Copy the rows to be imported into a new workbook, and import that.",
)
NO_TEXT = (
    "表格里没有看得见的文字。请检查是不是选错了文件，要导入的工作表是不是隐藏着。",
    "the table shows no text. See whether it is the right file, and whether the sheet to be imported is hidden.",
)
Found = tuple[int, int, str]  # row and column, from 0, and what stands there


def read_xlsx(data: bytes, name: str) -> Source:
    """The ledger of a workbook; without one, its first sheet that has text."""
    try:
        return _Workbook(Package(data)).source(name)
    except Hostile:
        raise CannotImport(*TOO_MUCH) from None
    except (*BROKEN_BY, zlib.error):
        raise CannotImport(*BROKEN) from None


@dataclass(slots=True)
class _Sheet:
    """A sheet: its cells, and what of it is not shown."""

    name: str
    is_hidden: bool
    part: str
    cells: list[Found] = field(default_factory=list)
    hidden: list[Found] = field(default_factory=list)
    margins: list[str] = field(default_factory=list)


class _Workbook:
    """A workbook while it is read."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.left = MOST_CHARACTERS
        self.cells_left = MOST_CELLS
        self.is_1904 = False
        self.strings: list[str] = []
        self.formats: list[str] = []

    def source(self, name: str) -> Source:
        """The sheet that counts, and what was left out."""
        sheets = self._sheets()
        self.strings = self.package.texts("xl/sharedStrings.xml", "si")
        self.formats = _formats(self.package.events("xl/styles.xml"))
        for sheet in sheets:
            _SheetReader(self, sheet).read()
        shown_ones = [sheet for sheet in sheets if sheet.cells and not sheet.is_hidden]
        chosen = next(filter(_is_ledger, shown_ones), next(iter(shown_ones), None))
        if chosen is None:
            raise CannotImport(*NO_TEXT)
        left_out: list[LeftOut] = []
        for sheet in sheets:
            if sheet is not chosen:
                reason = Reason.HIDDEN if sheet.is_hidden else Reason.UNUSED
                left_out += _rows(sheet, sheet.cells, reason)
            left_out += self._beside(sheet)
        return Source(name, "xlsx", tuple(_paragraphs(chosen)), tuple(left_out))

    def _sheets(self) -> list[_Sheet]:
        parts = self.package.relations("xl/workbook.xml")
        found = []
        for element, attributes, _ in self.package.events("xl/workbook.xml"):
            if attributes is None:
                continue
            if element == "workbookPr":
                self.is_1904 = attributes.get("date1904") in ("1", "true")
            elif element == "sheet":
                key = next((v for k, v in attributes.items() if k.endswith(" id")), "")
                is_hidden = attributes.get("state") in ("hidden", "veryHidden")
                part = parts.get(key, ("", ""))[1]
                found.append(_Sheet(attributes.get("name", ""), is_hidden, part))
        if not any(sheet.part in self.package.names for sheet in found):
            raise CannotImport(*BROKEN)
        return found

    def _beside(self, sheet: _Sheet) -> Iterator[LeftOut]:
        """What stands beside the cells: hidden ones, headers and footers, notes, drawings."""
        yield from _rows(sheet, sheet.hidden, Reason.HIDDEN)
        for words in sheet.margins:
            yield LeftOut(re.sub(r"&[LCR]", " ", words).strip(), Reason.PAGE, sheet.name)
        for kind, target in self.package.relations(sheet.part).values() if sheet.part else ():
            if kind in ("comments", "threadedComment"):
                for words in self.package.texts(target, "comment", "threadedComment"):
                    yield LeftOut(words, Reason.COMMENT, sheet.name)
            elif kind == "drawing":
                for words in self.package.texts(target, *ANCHORS):
                    yield LeftOut(words or "[图片]", Reason.PICTURE, sheet.name)


class _SheetReader:
    """A sheet while its elements go by."""

    def __init__(self, book: _Workbook, sheet: _Sheet) -> None:
        self.book, self.sheet = book, sheet
        self.row = self.column = -1
        self.is_hidden_row = False
        self.hidden: list[range] = []
        self.cell: dict[str, str] = {}
        self.texts: list[str] = []
        self.value = self.formula = ""
        self.aside = 0

    def read(self) -> None:
        """All its cells."""
        for event in self.book.package.events(self.sheet.part):
            if event.attributes is not None:
                self._begin(event.name, event.attributes)
            else:
                self._end(event.name, event.text)

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "col" and _is_off(attributes):
            self.hidden.append(range(int(attributes["min"]) - 1, min(int(attributes["max"]), LAST_COLUMN)))  # fmt: skip
        elif name == "row":
            self.row, self.column = int(attributes.get("r", self.row + 2)) - 1, -1
            self.is_hidden_row = _is_off(attributes)
        elif name == "c":
            self.cell, self.texts, self.value, self.formula = attributes, [], "", ""
            self.column += 1
            if found := _ADDRESS.fullmatch(attributes.get("r", "")):
                self.row, self.column = int(found[2]) - 1, _column_of(found[1])
        elif name == "rPh":
            self.aside += 1

    def _end(self, name: str, text: str) -> None:
        if name == "t" and not self.aside:
            self.texts.append(text)
        elif name == "v":
            self.value = text
        elif name == "f":
            self.formula = text
        elif name == "rPh":
            self.aside -= 1
        elif name == "c":
            self._put("".join(self.texts) if self.texts else self._shown())
        elif name in MARGINS and text.strip():
            self.sheet.margins.append(text)

    def _put(self, words: str) -> None:
        """Notes a cell, with what is shown or with what is not."""
        words = _ESCAPED.sub(_character, words)
        is_shown = bool(words.strip())
        if not is_shown:  # by its format, or because nobody has reckoned the formula yet
            words = self.value if self.value.strip() and not self.texts else ""
            words = words or ("=" + self.formula if self.formula else "")
            if not words or self.cell.get("t") == "s":
                return
        self.book.left -= len(words)
        self.book.cells_left -= 1
        if self.book.left < 0 or self.book.cells_left < 0:
            raise Hostile
        is_hidden = self.is_hidden_row or any(self.column in columns for columns in self.hidden)
        found = self.sheet.cells if is_shown and not is_hidden else self.sheet.hidden
        found.append((self.row, self.column, words))

    def _shown(self) -> str:
        """The value as its cell shows it."""
        kind = self.cell.get("t", "n")
        if kind == "s" and self.value:
            return self.book.strings[int(self.value)]
        if kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(self.value, self.value)
        if kind != "n" or not self.value.strip():
            return self.value
        number, style = float(self.value), int(self.cell.get("s", "0"))
        if abs(number) == float("inf") or number != number:
            return self.value
        formats = self.book.formats
        code = formats[style] if 0 <= style < len(formats) else ""
        return shown(number, code or "General", self.book.is_1904)


def _formats(events: Iterator[Event]) -> list[str]:
    """The number format of each style of cells."""
    codes = dict(BUILT_IN)
    styles: list[int] = []
    is_cell = False
    for element, attributes, _ in events:
        if element == "cellXfs":
            is_cell = attributes is not None
        elif attributes and element == "numFmt":
            codes[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
        elif attributes is not None and element == "xf" and is_cell:
            styles.append(int(attributes.get("numFmtId", "0")))
    return [codes.get(style, "General") for style in styles]


def _is_ledger(sheet: _Sheet) -> bool:
    return head_of(rows_of(_paragraphs(sheet))) is not None


def _paragraphs(sheet: _Sheet) -> Iterator[Paragraph]:
    """The cells row by row, each line of a cell by itself. Rows are counted as those with text follow each other."""
    cells = sorted(sheet.cells, key=lambda found: found[:2])
    rows = {row: at for at, row in enumerate(dict.fromkeys(row for row, *_ in cells))}
    for row, column, words in cells:
        place = f"{sheet.name}!{address(row, column)}"
        for line in _LINES.split(words):
            if line.strip():
                yield Paragraph(line, place, 0, Cell(0, rows[row], column))


def _rows(sheet: _Sheet, cells: Sequence[Found], reason: Reason) -> Iterator[LeftOut]:
    """Cells that are left out, a row each."""
    rows: dict[int, list[Found]] = {}
    for found in cells:
        rows.setdefault(found[0], []).append(found)
    for found_ones in rows.values():
        row, column, _ = found_ones[0]
        text = "\t".join(words for *_, words in found_ones)
        yield LeftOut(text, reason, f"{sheet.name}!{address(row, column)}")


def address(row: int, column: int) -> str:
    """What Excel calls a cell: B3."""
    letters, column = "", column + 1
    while column > 0:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"


def _column_of(letters: str) -> int:
    column = 0
    for letter in letters:
        column = 26 * column + ord(letter) - ord("A") + 1
    return column - 1


def _character(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    return found[0] if 0xD800 <= code < 0xE000 else chr(code)


def _is_off(attributes: dict[str, str]) -> bool:
    """Whether a row or column is hidden, or has no size."""
    sizes = (attributes.get("ht"), attributes.get("width"))
    return attributes.get("hidden") in ("1", "true") or any(s and float(s) == 0 for s in sizes)
