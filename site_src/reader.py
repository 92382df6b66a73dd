"""Reads one folder of the content: names, texts, mappings and records, strictly and whatever may lie there.

A file that cannot be read, in whatever way, is a problem with its place; nothing here raises for it.
"""

import difflib
import os
import re
import stat
from collections.abc import Iterator
from typing import Any, TypeVar

from msgspec import Struct

from site_src.faults import (
    CONTROL_CHARACTER,
    EMPTY_FILE,
    FILE_FOR_FOLDER,
    FOLDER_FOR_FILE,
    HIDDEN_CHARACTER,
    LINK,
    MISNAMED,
    MISSING_FILE,
    NOT_A_FILE,
    NOT_FIELDS,
    NOT_TEXT,
    SAME_BUT_FOR_CASE,
    SAYS_NOTHING,
    STILL_EMPTY,
    TOO_LARGE,
    UNEXPECTED,
    UNREADABLE,
    WIDE_COMMA_IN_LIST,
    WRONG_ENCODING,
)
from site_src.problems import Place, Problem, Rule, natural
from site_src.records import place_of, to_record
from site_src.yaml_lines import is_clean, read_yaml
from site_src.yaml_nodes import Mapping, Sequence

R = TypeVar("R", bound=Struct)

PLACEHOLDER = "【请"  # what “new notice” leaves where an editor has to write
LARGEST_TEXT = 4_000_000  # bytes; a notice of a hundred pages has about 300,000
# "binary" matters on Windows, the others elsewhere
AT_ONCE = sum(getattr(os, f"O_{flag}", 0) for flag in ("NONBLOCK", "BINARY", "CLOEXEC"))
LIKE = 0.85  # how much a name has to be like a known one; “overview-old.md” is a draft, “overveiw.md” a slip
CASE_SENSITIVE_JUNK = {"Thumbs.db", "desktop.ini", "__MACOSX"}


class Reader:
    """Reads below one folder of the content, and gathers the problems and the raw mappings on the way."""

    def __init__(self, content: str, prefix: str = "") -> None:
        self.content = content
        self.prefix = prefix
        self.problems: list[Problem] = []
        self.nodes: dict[str, Any] = {}
        self.unread: set[str] = set()

    def names(self, folder: str, known: set[str] | None = None) -> list[str]:
        """The names in a folder, in natural order, without what systems leave there; odd ones are problems."""
        file = self.prefix + folder
        try:
            with os.scandir(os.path.join(self.content, file)) as entries:
                found = [entry for entry in entries if not _is_junk(entry.name)]
        except NotADirectoryError:
            self.problems.append(FILE_FOR_FOLDER.at(Place(file)))
            return []
        except OSError as error:
            self.problems.append(UNREADABLE.at(Place(file), reason=error.strerror or error))
            return []
        names: list[str] = []
        folded: dict[str, str] = {}
        for entry in sorted(found, key=lambda e: (natural(os.path.splitext(e.name)[0]), e.name)):
            place = Place(_join(file, entry.name))
            if entry.is_symlink():
                self.problems.append(LINK.at(place))
            elif (other := folded.get(entry.name.lower())) is not None:
                self.problems.append(SAME_BUT_FOR_CASE.at(place, other=other))
            elif known is not None and entry.name not in known:
                near = _nearest(entry, known - {e.name for e in found})
                rule = UNEXPECTED if near is None else MISNAMED
                self.problems.append(
                    rule.at(place, nearest=near or "", known=" ".join(sorted(known)))
                )
            else:
                names.append(entry.name)
            folded[entry.name.lower()] = entry.name
        return names

    def text(self, file: str) -> str | None:
        """The text of a file, with ends of line as ``\\n``; None if it cannot be read, and the problem is noted."""
        data = self.data(file)
        return None if data is None else self.decoded(data, file)

    def data(self, file: str) -> bytes | None:
        """The bytes of a file; None if it cannot be read, and the problem is noted."""
        name = self.prefix + file
        try:
            descriptor = open_at_once(f"{self.content}/{name}")
            try:
                status = os.fstat(descriptor)
                if not stat.S_ISREG(status.st_mode):
                    rule = FOLDER_FOR_FILE if stat.S_ISDIR(status.st_mode) else NOT_A_FILE
                    self.problems.append(rule.at(Place(name)))
                    return None
                if status.st_size > LARGEST_TEXT:
                    size = f"{status.st_size / 1e6:.1f}"
                    self.problems.append(
                        TOO_LARGE.at(Place(name), size=size, largest=LARGEST_TEXT // 1_000_000)
                    )
                    return None
                return os.read(descriptor, status.st_size + 1)
            finally:
                os.close(descriptor)
        except FileNotFoundError:
            self.problems.append(MISSING_FILE.at(Place(name)))
            return None
        except IsADirectoryError:  # where opening a folder fails
            self.problems.append(FOLDER_FOR_FILE.at(Place(name)))
            return None
        except OSError as error:
            self.problems.append(UNREADABLE.at(Place(name), reason=error.strerror or error))
            return None

    def decoded(self, data: bytes, file: str) -> str | None:
        """The text that the bytes of a file are, as ``text`` gives it."""
        name = self.prefix + file
        try:
            text = data.decode().removeprefix("\ufeff")
        except UnicodeDecodeError as error:
            self.problems.append(_encoding_problem(data, error, name))
            return None
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        if PLACEHOLDER in text:
            self._note_placeholders(text, name)
        return text

    def _note_placeholders(self, text: str, name: str) -> None:
        is_yaml = name.endswith(".yaml")
        for number, line in enumerate(text.split("\n"), 1):
            if (start := line.find(PLACEHOLDER)) >= 0 and not (
                is_yaml and line.lstrip().startswith("#")
            ):
                words = line[start:].partition("】")[0] + "】"
                self.problems.append(STILL_EMPTY.at(Place(name, number, start + 1), words=words))

    def mapping(self, file: str) -> Mapping | None:
        """The mapping in a YAML file."""
        text = self.text(file)
        if text is None:
            return None
        return self.mapping_in(text, file, 1, EMPTY_FILE)

    def mapping_in(self, text: str, file: str, first_line: int, if_empty: Rule) -> Mapping | None:
        """The mapping in a text that begins at ``first_line`` of a file."""
        node, problems = read_yaml(text, self.prefix + file, first_line)
        self.problems += problems
        if node is not None:
            self.note_odd_typed(text, file, first_line)
            self._note_odd_escaped(node, text, file)
            if "[" in text:
                self._note_wide_commas(text, file, first_line)
            if "无" in text:
                self._note_empty_words(text, file, first_line)
        if isinstance(node, Mapping):
            self.nodes[file] = node
            return node
        if not problems:
            rule = if_empty if node is None else NOT_FIELDS
            self.problems.append(rule.at(Place(self.prefix + file, first_line, 1)))
        return None

    def _note_wide_commas(self, text: str, file: str, first_line: int) -> None:
        """Lists in brackets whose items a full-width comma does not part."""
        for found in _WIDE_LIST.finditer(text):
            place = self._place_in(text, file, first_line, found.start(2))
            shown = found[1] + found[2] + found[3]
            self.problems.append(WIDE_COMMA_IN_LIST.at(place, comma=found[2], line=shown))

    def _note_empty_words(self, text: str, file: str, first_line: int) -> None:
        """Fields that say “nothing” in words."""
        for found in _NOTHING.finditer(text):
            place = self._place_in(text, file, first_line, found.start(1))
            self.problems.append(SAYS_NOTHING.at(place, field=found[1], text=found[2]))

    def _place_in(self, text: str, file: str, first_line: int, start: int) -> Place:
        line = text.count("\n", 0, start) + first_line
        return Place(self.prefix + file, line, start - text.rfind("\n", 0, start))

    def markdown(self, file: str) -> str:
        """The Markdown in a file; empty if it cannot be read."""
        text = self.text(file) or ""
        self.note_odd_typed(text, file, 1)
        return text

    def record(self, file: str, kind: type[R]) -> R | None:
        """The record in a YAML file."""
        node = self.mapping(file)
        if node is None:
            return None
        record, problems = to_record(kind, node, self.prefix + file)
        self.problems += problems
        return record

    def note_odd_typed(self, text: str, file: str, first_line: int) -> None:
        """Invisible characters that could reorder or hide text."""
        if is_clean(text):
            return
        for found in ODD_CHARACTER.finditer(text):
            self._note_odd(found[0], self._place_in(text, file, first_line, found.start()))

    def _note_odd_escaped(self, node: object, text: str, file: str) -> None:
        """The same, written as an escape inside double quotes."""
        for path, value in _values(node) if "\\" in text else ():
            for odd in set(ODD_CHARACTER.findall(value)) - set(text):
                self._note_odd(odd, place_of(node, self.prefix + file, *path))

    def _note_odd(self, odd: str, place: Place) -> None:
        rule = HIDDEN_CHARACTER if odd in ZERO_WIDTH else CONTROL_CHARACTER
        self.problems.append(rule.at(place, character=f"U+{ord(odd):04X}"))


def source_of(content: str, file: str) -> str:
    """The words of a file once more, to find a place in them; empty if it cannot be read any longer."""
    return Reader(content).text(file) or ""


def open_at_once(path: str, flags: int = os.O_RDONLY) -> int:
    """Opens a file, and does not wait for a writer when a pipe lies where a file should be."""
    return os.open(path, flags | AT_ONCE)


def _values(
    node: object, path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield (*path, key), key
            yield from _values(value, (*path, key))
    elif isinstance(node, Sequence):
        for index, value in enumerate(node):
            yield from _values(value, (*path, index))
    elif isinstance(node, str):
        yield path, node


def _is_junk(name: str) -> bool:
    """What editors and systems leave behind, and the folder of the schemas."""
    return (
        name[0] in "._"
        or name.startswith("~$")
        or name.endswith("~")
        or name in CASE_SENSITIVE_JUNK
    )


def _nearest(entry: os.DirEntry[str], missing: set[str]) -> str | None:
    """Which of the known names that are not there is meant: another spelling, or one of its kind with a slip."""
    if near := next((name for name in sorted(missing) if _is_close(entry.name, name)), None):
        return near
    is_folder = entry.is_dir()
    of_its_kind = sorted(name for name in missing if ("." not in name) == is_folder)
    near_names = difflib.get_close_matches(entry.name.lower(), of_its_kind, 1, LIKE)
    return near_names[0] if near_names else None


def _is_close(name: str, known: str) -> bool:
    plain = name.lower().replace("_", "-").replace(" ", "-")
    return (
        plain == known
        or plain.replace(".yml", ".yaml").replace(".markdown", ".md").removesuffix(".txt") == known
    )


def _join(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder and not folder.endswith("/") else folder + name


def _encoding_problem(data: bytes, error: UnicodeDecodeError, file: str) -> Problem:
    before = data[: error.start]
    place = Place(file, before.count(b"\n") + 1, error.start - before.rfind(b"\n"))
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return WRONG_ENCODING.at(Place(file, 1, 1), encoding="UTF-16")
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return NOT_TEXT.at(place)
    return WRONG_ENCODING.at(place, encoding="GBK")


# An item without quotes, between brackets that begin and end a value.
_WIDE_LIST = re.compile(
    r"^ *(?:- +)*(?:[a-z_]+: +)?(\[(?:[^\]\n]*, *)?[^\]\n,，、；'\"]*)([，、；])([^\]\n'\"]*\]) *$",
    re.MULTILINE,
)
_NOTHING = re.compile(r"^[ -]*([a-z_]+): +[\"']?(暂?无[。.]?)[\"']? *$", re.MULTILINE)
ZERO_WIDTH = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
ODD_CHARACTER = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
