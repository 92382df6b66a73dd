"""Files to records: reads the content folder, strictly, and says everything that is wrong with it.

Only this module reads content. A file that cannot be read, in whatever way, is a problem with its place.
"""

import os
import re
import stat
from collections.abc import Iterator
from typing import Any, TypeVar

from msgspec import Struct

from site_src import addresses
from site_src.faults import (
    BAD_ATTACHMENT,
    BAD_SLUG,
    BAD_STEM,
    CONTROL_CHARACTER,
    EMPTY_FILE,
    FILE_FOR_FOLDER,
    FOLDER_FOR_FILE,
    FOLDER_HERE,
    GLOSSARY_TEXT,
    HIDDEN_CHARACTER,
    LINK,
    MISNAMED,
    MISSING_FILE,
    NO_ATTACHMENT,
    NO_CONTENT,
    NO_FINDINGS,
    NO_FRONT_MATTER,
    NO_NOTICES,
    NOT_A_FILE,
    NOT_FIELDS,
    NOT_MARKDOWN,
    NOT_TEXT,
    NOT_YAML,
    ODD_NAME,
    SAME_BUT_FOR_CASE,
    STILL_EMPTY,
    TOO_LARGE,
    UNEXPECTED,
    UNREADABLE,
    WRONG_ENCODING,
)
from site_src.model import Contact, Finding, FrontMatter, Notice, Site
from site_src.problems import Place, Problem, Rule, has_errors, natural
from site_src.records import place_of, to_record
from site_src.yaml_lines import Mapping, Sequence, read_yaml

R = TypeVar("R", bound=Struct)

PLACEHOLDER = "【请"  # what “new notice” leaves where an editor has to write
LARGEST_TEXT = 4_000_000  # bytes; a notice of a hundred pages has about 300,000
CASE_SENSITIVE_JUNK = {"Thumbs.db", "desktop.ini", "__MACOSX"}
ATTACHMENT_TYPES = frozenset(
    [
        ".pdf",
        ".ofd",
        ".doc",
        ".docx",
        ".wps",
        ".xls",
        ".xlsx",
        ".et",
        ".csv",
        ".ppt",
        ".pptx",
        ".txt",
        ".zip",
        ".jpg",
        ".jpeg",
        ".png",
        ".webp",
    ]
)


class FreePage(Struct, frozen=True):
    """A page of ``pages/``: its head, its Markdown, and the line of the file on which the Markdown starts."""

    head: FrontMatter
    text: str
    first_line: int


class AttachmentFile(Struct, frozen=True):
    """A file to be offered for download: where it lies, how large it is, and the name to show."""

    name: str
    title: str
    path: str
    size: int


class SiteFolder(Struct, frozen=True):
    """Everything of the content folder but the notices. ``nodes`` are the raw mappings, for the places of problems."""

    content: str
    site: Site
    contact: Contact
    glossary: dict[str, str]
    pages: dict[str, FreePage]
    slugs: tuple[str, ...]
    nodes: dict[str, Any]
    unread: frozenset[str] = frozenset()  # stems of pages that have faults of their own

    def place(self, file: str, *path: str | int) -> Place:
        """Where a field stands."""
        return place_of(self.nodes.get(file), file, *path)

    def has_page(self, slug: str, stem: str) -> bool:
        """Whether a notice has a page of this name; asked only for links from one notice to another."""
        name = f"findings/{stem}.yaml" if stem not in ("index", "full") else "notice.yaml"
        return slug in self.slugs and os.path.isfile(f"{self.content}/notices/{slug}/{name}")


class NoticeFolder(Struct, frozen=True):
    """One notice as its folder has it; ``findings`` by stem, in their order."""

    slug: str
    notice: Notice
    findings: dict[str, Finding]
    overview: str
    next_steps: str
    attachments: tuple[AttachmentFile, ...]
    nodes: dict[str, Any]
    unread: frozenset[str] = frozenset()  # stems of findings that have faults of their own

    @property
    def folder(self) -> str:
        """The folder below the content folder."""
        return f"notices/{self.slug}"

    def place(self, file: str, *path: str | int) -> Place:
        """Where a field of a file of this notice stands."""
        return place_of(self.nodes.get(file), f"{self.folder}/{file}", *path)


def load_site(content: str) -> tuple[SiteFolder | None, list[Problem]]:
    """All that is not a notice, below the folder ``content``."""
    reader = _Reader(content)
    if not os.path.isdir(content):
        return None, [NO_CONTENT.at(Place(content))]
    known = {"README.md", "site.yaml", "contact.yaml", "glossary.yaml", "pages", "notices"}
    names = reader.names("", known)
    site = reader.record("site.yaml", Site)
    contact = reader.record("contact.yaml", Contact)
    glossary = reader.glossary("glossary.yaml") if "glossary.yaml" in names else {}
    pages = dict(reader.pages("pages")) if "pages" in names else {}
    slugs = tuple(reader.slugs("notices")) if "notices" in names else ()
    if "notices" not in names:
        reader.problems.append(NO_NOTICES.at(Place("notices")))
    if site is None or contact is None:
        return None, reader.problems
    unread = frozenset(reader.unread)
    folder = SiteFolder(content, site, contact, glossary, pages, slugs, reader.nodes, unread)
    return folder, reader.problems


def notice_slugs(content: str) -> tuple[str, ...]:
    """The notices there are, even when the rest of the site cannot be read."""
    return tuple(_Reader(content).slugs("notices"))


def load_notice(content: str, slug: str) -> tuple[NoticeFolder | None, list[Problem]]:
    """The notice in ``content/notices/<slug>``; None if it has faults that keep it from being read whole."""
    reader = _Reader(content, f"notices/{slug}/")
    known = {
        "notice.yaml",
        "overview.md",
        "next-steps.md",
        "approved.txt",
        "findings",
        "attachments",
    }
    names = reader.names("", known)
    notice = reader.record("notice.yaml", Notice)
    overview = reader.markdown("overview.md") if "overview.md" in names else ""
    next_steps = reader.markdown("next-steps.md") if "next-steps.md" in names else ""
    findings = dict(reader.findings("findings")) if "findings" in names else {}
    titles = {a.file: a.title for a in notice.attachments} if notice else {}
    attachments = tuple(reader.attachments("attachments", titles)) if "attachments" in names else ()
    if not findings and not has_errors(reader.problems):
        reader.problems.append(NO_FINDINGS.at(Place(reader.prefix + "findings")))
    for index, attachment in enumerate(notice.attachments if notice else ()):
        if attachment.file not in {a.name for a in attachments}:
            place = place_of(
                reader.nodes["notice.yaml"], reader.prefix + "notice.yaml", "attachments", index
            )
            reader.problems.append(NO_ATTACHMENT.at(place, name=attachment.file))
    if notice is None:
        return None, reader.problems
    texts = overview, next_steps
    unread = frozenset(reader.unread)
    folder = NoticeFolder(slug, notice, findings, *texts, attachments, reader.nodes, unread)
    return folder, reader.problems


class _Reader:
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
        for entry in sorted(found, key=lambda e: natural(e.name)):
            place = Place(_join(file, entry.name))
            if entry.is_symlink():
                self.problems.append(LINK.at(place))
            elif (other := folded.get(entry.name.lower())) is not None:
                self.problems.append(SAME_BUT_FOR_CASE.at(place, other=other))
            elif known is not None and entry.name not in known:
                near = next((k for k in known if _is_close(entry.name, k)), None)
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
        name = self.prefix + file
        try:
            path = os.path.join(self.content, name)
            with open(path, "rb", buffering=0, opener=open_at_once) as stream:
                status = os.fstat(stream.fileno())
                if not stat.S_ISREG(status.st_mode):
                    self.problems.append(NOT_A_FILE.at(Place(name)))
                    return None
                if status.st_size > LARGEST_TEXT:
                    size = f"{status.st_size / 1e6:.1f}"
                    self.problems.append(
                        TOO_LARGE.at(Place(name), size=size, largest=LARGEST_TEXT // 1_000_000)
                    )
                    return None
                data = stream.read(LARGEST_TEXT + 1)
        except FileNotFoundError:
            self.problems.append(MISSING_FILE.at(Place(name)))
            return None
        except IsADirectoryError:
            self.problems.append(FOLDER_FOR_FILE.at(Place(name)))
            return None
        except OSError as error:
            self.problems.append(UNREADABLE.at(Place(name), reason=error.strerror or error))
            return None
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            self.problems.append(_encoding_problem(data, error, name))
            return None
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        if PLACEHOLDER in text:
            self._note_placeholders(text, name)
        return text

    def _note_placeholders(self, text: str, name: str) -> None:
        for number, line in enumerate(text.split("\n"), 1):
            if (start := line.find(PLACEHOLDER)) >= 0 and not line.lstrip().startswith("#"):
                words = line[start:].partition("】")[0] + "】"
                self.problems.append(STILL_EMPTY.at(Place(name, number, start + 1), words=words))

    def mapping(self, file: str) -> Mapping | None:
        """The mapping in a YAML file."""
        text = self.text(file)
        if text is None:
            return None
        return self._mapping_in(text, file, 1, EMPTY_FILE)

    def _mapping_in(self, text: str, file: str, first_line: int, if_empty: Rule) -> Mapping | None:
        node, problems = read_yaml(text, self.prefix + file, first_line)
        self.problems += problems
        if node is not None:
            self._note_odd_typed(text, file, first_line)
            self._note_odd_escaped(node, text, file)
        if isinstance(node, Mapping):
            self.nodes[file] = node
            return node
        if not problems:
            rule = if_empty if node is None else NOT_FIELDS
            self.problems.append(rule.at(Place(self.prefix + file, first_line, 1)))
        return None

    def markdown(self, file: str) -> str:
        """The Markdown in a file; empty if it cannot be read."""
        text = self.text(file) or ""
        self._note_odd_typed(text, file, 1)
        return text

    def record(self, file: str, kind: type[R]) -> R | None:
        """The record in a YAML file."""
        node = self.mapping(file)
        if node is None:
            return None
        record, problems = to_record(kind, node, self.prefix + file)
        self.problems += problems
        return record

    def glossary(self, file: str) -> dict[str, str]:
        """Term to plain explanation."""
        node = self.mapping(file) or Mapping()
        for term in node.marks:
            explanation = node.get(term)
            if not isinstance(explanation, str) or not explanation or not term:
                place = place_of(node, self.prefix + file, term)
                self.problems.append(GLOSSARY_TEXT.at(place, term=term))
        return {term: text for term, text in node.items() if isinstance(text, str)}

    def findings(self, folder: str) -> Iterator[tuple[str, Finding]]:
        """The findings by stem."""
        for name in self.names(folder):
            stem, dot, ending = name.partition(".")
            place = Place(f"{self.prefix}{folder}/{name}")
            if dot + ending != ".yaml":
                is_folder = os.path.isdir(os.path.join(self.content, place.file))
                rule = FOLDER_HERE if is_folder else NOT_YAML
                self.problems.append(rule.at(place, stem=stem))
            elif not addresses.is_finding_stem(stem):
                self.problems.append(BAD_STEM.at(place, stem=stem))
            elif (finding := self.record(f"{folder}/{name}", Finding)) is not None:
                yield stem, finding
                continue
            self.unread.add(stem)

    def pages(self, folder: str) -> Iterator[tuple[str, FreePage]]:
        """The free pages by stem."""
        for name in self.names(folder):
            stem, dot, ending = name.partition(".")
            file = f"{folder}/{name}"
            if dot + ending != ".md":
                is_folder = os.path.isdir(os.path.join(self.content, file))
                rule = FOLDER_HERE if is_folder else NOT_MARKDOWN
                self.problems.append(rule.at(Place(file), stem=stem))
            elif not addresses.is_page_stem(stem):
                self.problems.append(BAD_STEM.at(Place(file), stem=stem))
            elif (page := self._page(file)) is not None:
                yield stem, page
                continue
            self.unread.add(stem)

    def _page(self, file: str) -> FreePage | None:
        text = self.text(file)
        if text is None:
            return None
        parts = re.match(r"---[ ]*\n(.*?\n)---[ ]*(?:\n|$)", text, re.DOTALL)
        if parts is None:
            self.problems.append(NO_FRONT_MATTER.at(Place(file, 1, 1)))
            return None
        body, first_line = text[parts.end() :], parts[0].count("\n") + 1
        self._note_odd_typed(body, file, first_line)
        node = self._mapping_in(parts[1], file, 2, NO_FRONT_MATTER)
        if node is None:
            return None
        head, problems = to_record(FrontMatter, node, file)
        self.problems += problems
        return FreePage(head, body, first_line) if head else None

    def slugs(self, folder: str) -> Iterator[str]:
        """The notice folders."""
        for name in self.names(folder):
            place = Place(f"{folder}/{name}")
            if not os.path.isdir(os.path.join(self.content, folder, name)):
                self.problems.append(FILE_FOR_FOLDER.at(place))
            elif not addresses.is_slug(name):
                self.problems.append(BAD_SLUG.at(place, slug=name))
            else:
                yield name

    def attachments(self, folder: str, titles: dict[str, str]) -> Iterator[AttachmentFile]:
        """The files to be offered for download."""
        for name in self.names(folder):
            place = Place(f"{self.prefix}{folder}/{name}")
            path = os.path.join(self.content, self.prefix, folder, name)
            try:
                status = os.stat(path)
            except OSError as error:
                self.problems.append(UNREADABLE.at(place, reason=error.strerror or error))
                continue
            if stat.S_ISDIR(status.st_mode):
                self.problems.append(FOLDER_HERE.at(place))
            elif not stat.S_ISREG(status.st_mode):
                self.problems.append(NOT_A_FILE.at(place))
            elif os.path.splitext(name)[1].lower() not in ATTACHMENT_TYPES:
                self.problems.append(
                    BAD_ATTACHMENT.at(place, types=" ".join(sorted(ATTACHMENT_TYPES)))
                )
            elif re.search(r"[\x00-\x1f<>:\"|?*\\#%&;]", name):
                self.problems.append(ODD_NAME.at(place))
            else:
                yield AttachmentFile(name, titles.get(name, name), path, status.st_size)

    def _note_odd_typed(self, text: str, file: str, first_line: int) -> None:
        """Invisible characters that could reorder or hide text."""
        for found in ODD_CHARACTER.finditer(text):
            line = text.count("\n", 0, found.start()) + first_line
            column = found.start() - text.rfind("\n", 0, found.start())
            self._note_odd(found[0], Place(self.prefix + file, line, column))

    def _note_odd_escaped(self, node: object, text: str, file: str) -> None:
        """The same, written as an escape inside double quotes."""
        for path, value in _values(node) if "\\" in text else ():
            for odd in set(ODD_CHARACTER.findall(value)) - set(text):
                self._note_odd(odd, place_of(node, self.prefix + file, *path))

    def _note_odd(self, odd: str, place: Place) -> None:
        rule = HIDDEN_CHARACTER if odd in ZERO_WIDTH else CONTROL_CHARACTER
        self.problems.append(rule.at(place, character=f"U+{ord(odd):04X}"))


def open_at_once(path: str, flags: int) -> int:
    """An opener that does not wait for a writer when a pipe lies where a file should be."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


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


ZERO_WIDTH = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
ODD_CHARACTER = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
