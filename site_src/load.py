"""Files to records: reads the content folder, strictly, and says everything that is wrong with it.

Only this module and ``reader`` touch content: that one knows files, this one what each of them is for.
"""

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from site_src import addresses
from site_src.faults import (
    BAD_ATTACHMENT,
    BAD_SLUG,
    BAD_STEM,
    EMPTY_FILE,
    FILE_FOR_FOLDER,
    FOLDER_HERE,
    GLOSSARY_TEXT,
    NO_ATTACHMENT,
    NO_CONTENT,
    NO_FINDINGS,
    NO_FRONT_MATTER,
    NO_NOTICES,
    NOT_A_FILE,
    NOT_ALL_CHECKED,
    NOT_MARKDOWN,
    NOT_YAML,
    NOTICE_FOR_CONTENT,
    ODD_NAME,
    UNREADABLE,
)
from site_src.model import Contact, Finding, FrontMatter, Notice, Site, Terms
from site_src.problems import Place, Problem, has_errors
from site_src.reader import Reader, source_of
from site_src.records import place_of, to_record
from site_src.spots import spot_in
from site_src.yaml_nodes import Mapping

ATTACHMENT_TYPES = frozenset(
    ".pdf .ofd .doc .docx .wps .xls .xlsx .et .csv .ppt .pptx .txt .zip .jpg .jpeg .png .webp".split()  # noqa: SIM905
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
    terms: Terms = Terms()

    def place(self, file: str, *path: str | int) -> Place:
        """Where a field stands."""
        return place_of(self.nodes.get(file), file, *path)

    def spot(self, place: Place, text: str, offset: int) -> Place:
        """Where a character stands of the text that the field or item at ``place`` has."""
        return spot_in(source_of(self.content, place.file), place, text, offset)

    def has_page(self, slug: str, stem: str) -> bool:
        """Whether a notice has a page of this name; asked only for links from one notice to another."""
        name = f"findings/{stem}.yaml" if stem not in ("index", "full") else "notice.yaml"
        return slug in self.slugs and os.path.isfile(f"{self.content}/notices/{slug}/{name}")


class ApprovedText(Struct, frozen=True):
    """The text as it was approved: the file's bytes, which are published as they are, and what they say."""

    data: bytes
    text: str

    @property
    def sha256(self) -> str:
        """The fingerprint of the bytes."""
        return hashlib.sha256(self.data).hexdigest()


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
    approved: ApprovedText | None = None
    content: str = ""  # the content folder; empty if the notice is from no file

    @property
    def folder(self) -> str:
        """The folder below the content folder."""
        return f"notices/{self.slug}"

    def place(self, file: str, *path: str | int) -> Place:
        """Where a field of a file of this notice stands."""
        return place_of(self.nodes.get(file), f"{self.folder}/{file}", *path)

    def spot(self, place: Place, text: str, offset: int) -> Place:
        """Where a character stands of the text that the field or item at ``place`` has."""
        if not self.content:
            return place
        return spot_in(source_of(self.content, place.file), place, text, offset)


def load_site(content: str) -> tuple[SiteFolder | None, list[Problem]]:
    """All that is not a notice, below the folder ``content``."""
    reader = Reader(content)
    if not os.path.isdir(content):
        return None, [NO_CONTENT.at(Place(content))]
    known = {"README.md", "site.yaml", "contact.yaml", "glossary.yaml", "terms.yaml"}
    known |= {"pages", "notices"}
    if _is_notice(content):
        return None, [NOTICE_FOR_CONTENT.at(Place(content))]
    names = reader.names("", known)
    site = reader.record("site.yaml", Site)
    contact = reader.record("contact.yaml", Contact)
    glossary = _glossary(reader, "glossary.yaml") if "glossary.yaml" in names else {}
    terms = reader.record("terms.yaml", Terms) if "terms.yaml" in names else None
    pages = dict(_pages(reader, "pages")) if "pages" in names else {}
    slugs = tuple(_slugs(reader, "notices")) if "notices" in names else ()
    if "notices" not in names:
        reader.problems.append(NO_NOTICES.at(Place("notices")))
    if site is None or contact is None:
        broken = Place("site.yaml" if site is None else "contact.yaml")
        if slugs:
            _note_unchecked(reader, broken, "各份通报", "the notices")
        return None, reader.problems
    unread = frozenset(reader.unread)
    shared = site, contact, glossary, pages, slugs, reader.nodes, unread
    folder = SiteFolder(content, *shared, terms or Terms())
    return folder, reader.problems


def _is_notice(folder: str) -> bool:
    """Whether this is the folder of one notice, which some take for the content folder."""
    return os.path.isfile(f"{folder}/notice.yaml") and not os.path.exists(f"{folder}/site.yaml")


def notice_slugs(content: str) -> tuple[str, ...]:
    """The notices there are, even when the rest of the site cannot be read."""
    return tuple(_slugs(Reader(content), "notices"))


def load_notice(content: str, slug: str) -> tuple[NoticeFolder | None, list[Problem]]:
    """The notice in ``content/notices/<slug>``; None if it has faults that keep it from being read whole."""
    reader = Reader(content, f"notices/{slug}/")
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
    findings = dict(_findings(reader, "findings")) if "findings" in names else {}
    titles = {a.file: a.title for a in notice.attachments} if notice else {}
    attachments = (
        tuple(_attachments(reader, "attachments", titles)) if "attachments" in names else ()
    )
    if not findings and not has_errors(reader.problems):
        reader.problems.append(NO_FINDINGS.at(Place(reader.prefix + "findings")))
    for index, attachment in enumerate(notice.attachments if notice else ()):
        if attachment.file not in {a.name for a in attachments}:
            place = place_of(
                reader.nodes["notice.yaml"], reader.prefix + "notice.yaml", "attachments", index
            )
            reader.problems.append(NO_ATTACHMENT.at(place, name=attachment.file))
    if notice is None:
        broken = Place(reader.prefix + "notice.yaml")
        _note_unchecked(reader, broken, "这份通报", "this notice")
        return None, reader.problems
    texts = overview, next_steps
    unread = frozenset(reader.unread)
    approved = _approved(reader, "approved.txt") if "approved.txt" in names else None
    read = NoticeFolder(
        slug, notice, findings, *texts, attachments, reader.nodes, unread, approved, content
    )
    return read, reader.problems


def _note_unchecked(reader: Reader, broken: Place, zh: str, en: str) -> None:
    """A word at a file with faults: the checks that need it have to wait."""
    reader.problems.append(NOT_ALL_CHECKED.at(broken, what_zh=zh, what_en=en))


def _glossary(reader: Reader, file: str) -> dict[str, str]:
    """Term to plain explanation."""
    node = reader.mapping(file) or Mapping()
    for term in node.marks:
        explanation = node.get(term)
        if not isinstance(explanation, str) or not explanation or not term:
            place = place_of(node, reader.prefix + file, term)
            reader.problems.append(GLOSSARY_TEXT.at(place, term=term))
    return {term: text for term, text in node.items() if isinstance(text, str)}


def _approved(reader: Reader, file: str) -> ApprovedText:
    """The approved text; its bytes are read once, so that what is proved is what is published."""
    data = reader.data(file)
    text = None if data is None else reader.decoded(data, file)
    if data is None or text is None:
        return ApprovedText(b"", "")  # the problem is noted, and stops the build
    reader.note_odd_typed(text, file, 1)
    if not text.strip():
        reader.problems.append(EMPTY_FILE.at(Place(reader.prefix + file)))
    return ApprovedText(data, text)


def _findings(reader: Reader, folder: str) -> Iterator[tuple[str, Finding]]:
    """The findings by stem."""
    for name in reader.names(folder):
        stem, dot, ending = name.partition(".")
        place = Place(f"{reader.prefix}{folder}/{name}")
        if dot + ending != ".yaml":
            is_folder = os.path.isdir(os.path.join(reader.content, place.file))
            rule = FOLDER_HERE if is_folder else NOT_YAML
            reader.problems.append(rule.at(place, stem=stem))
        elif not addresses.is_finding_stem(stem):
            reader.problems.append(BAD_STEM.at(place, stem=stem))
        elif (finding := reader.record(f"{folder}/{name}", Finding)) is not None:
            yield stem, finding
            continue
        reader.unread.add(stem)


def _pages(reader: Reader, folder: str) -> Iterator[tuple[str, FreePage]]:
    """The free pages by stem."""
    for name in reader.names(folder):
        stem, dot, ending = name.partition(".")
        file = f"{folder}/{name}"
        if dot + ending != ".md":
            is_folder = os.path.isdir(os.path.join(reader.content, file))
            rule = FOLDER_HERE if is_folder else NOT_MARKDOWN
            reader.problems.append(rule.at(Place(file), stem=stem))
        elif not addresses.is_page_stem(stem):
            reader.problems.append(BAD_STEM.at(Place(file), stem=stem))
        elif (page := _page(reader, file)) is not None:
            yield stem, page
            continue
        reader.unread.add(stem)


def _page(reader: Reader, file: str) -> FreePage | None:
    text = reader.text(file)
    if text is None:
        return None
    parts = re.match(r"---[ ]*\n(.*?\n)---[ ]*(?:\n|$)", text, re.DOTALL)
    if parts is None:
        reader.problems.append(NO_FRONT_MATTER.at(Place(file, 1, 1)))
        return None
    body, first_line = text[parts.end() :], parts[0].count("\n") + 1
    reader.note_odd_typed(body, file, first_line)
    node = reader.mapping_in(parts[1], file, 2, NO_FRONT_MATTER)
    if node is None:
        return None
    head, problems = to_record(FrontMatter, node, file)
    reader.problems += problems
    return FreePage(head, body, first_line) if head else None


def _slugs(reader: Reader, folder: str) -> Iterator[str]:
    """The notice folders."""
    for name in reader.names(folder):
        place = Place(f"{folder}/{name}")
        if not os.path.isdir(os.path.join(reader.content, folder, name)):
            reader.problems.append(FILE_FOR_FOLDER.at(place))
        elif not addresses.is_slug(name):
            reader.problems.append(BAD_SLUG.at(place, slug=name))
        else:
            yield name


def _attachments(reader: Reader, folder: str, titles: dict[str, str]) -> Iterator[AttachmentFile]:
    """The files to be offered for download."""
    for name in reader.names(folder):
        place = Place(f"{reader.prefix}{folder}/{name}")
        path = os.path.join(reader.content, reader.prefix, folder, name)
        try:
            status = os.stat(path)
        except OSError as error:
            reader.problems.append(UNREADABLE.at(place, reason=error.strerror or error))
            continue
        if stat.S_ISDIR(status.st_mode):
            reader.problems.append(FOLDER_HERE.at(place))
        elif not stat.S_ISREG(status.st_mode):
            reader.problems.append(NOT_A_FILE.at(place))
        elif os.path.splitext(name)[1].lower() not in ATTACHMENT_TYPES:
            reader.problems.append(
                BAD_ATTACHMENT.at(place, types=" ".join(sorted(ATTACHMENT_TYPES)))
            )
        elif not name.isprintable() or re.search(r"[<>:\"|?*\\#%&;]", name):
            reader.problems.append(ODD_NAME.at(place))
        else:
            yield AttachmentFile(name, titles.get(name, name), path, status.st_size)
