"""Rules against leaks: every text that will be published is looked through, and nothing of it is shown in a message.

Here are the texts of the records and the names of files; ``attachments`` and ``finished`` look into what else ships.
"""

import os
from collections.abc import Iterator

from site_src.check.identifiers import NUMBERS
from site_src.check.privacy import PRIVACY
from site_src.check.scanner import Known, Piece, Scan, Spot, accepted
from site_src.check.secrecy import SECRECY, of_terms
from site_src.check.terms import wording
from site_src.load import NoticeFolder, SiteFolder
from site_src.problems import Place, Problem, Rule
from site_src.yaml_nodes import Mapping

SCANNERS = (*NUMBERS, *PRIVACY, *SECRECY)
# Fields that never leave the editor's machine, or have a form of their own that only looks like a number of somebody.
KEPT = frozenset({"internal", "review", "exceptions"})
CODES = frozenset({"identifiers", "index_number", "sha256", "error_report"})
CONTACTS = frozenset({"phones", "phone", "email"})
LEAKS = frozenset(scanner.rule.code for scanner in SCANNERS) | {
    "secrecy-forbidden-term",
    "secrecy-topic",
}


def notice_pieces(folder: NoticeFolder) -> list[Piece]:
    """Every text of a notice that will be published, and the names that become addresses."""
    pieces = [
        piece
        for file, node in folder.nodes.items()
        for piece in _pieces(node, f"{folder.folder}/{file}", folder.spot)
    ]
    for name, text in (("overview.md", folder.overview), ("next-steps.md", folder.next_steps)):
        pieces += lines_of(text, f"{folder.folder}/{name}")
    names = "、".join((folder.slug, *folder.findings))  # no number goes on in another name
    pieces.append(Piece(Place(folder.folder), "name", names))
    return pieces


def site_pieces(site: SiteFolder) -> list[Piece]:
    """Every text of the rest of the site that will be published."""
    pieces = []
    for file, node in site.nodes.items():
        if file == "glossary.yaml":
            pieces += [
                Piece(
                    site.place(file, term),
                    term,
                    f"{term}：{text}",
                    spot=site.spot,
                    added=len(term) + 1,
                )
                for term, text in node.items()
            ]
        elif file != "terms.yaml":
            pieces += _pieces(node, file, site.spot)
    for stem, page in site.pages.items():
        pieces += lines_of(page.text, f"pages/{stem}.md", page.first_line)
    pieces.append(Piece(Place("pages"), "name", "、".join(site.pages)))
    return pieces


def lines_of(text: str, file: str, first_line: int = 1) -> list[Piece]:
    """A piece for each line that says something."""
    return [
        Piece(Place(file, number, 1), "text", line, spot=_in_line)
        for number, line in enumerate(text.split("\n"), first_line)
        if line
    ]


def _in_line(place: Place, text: str, offset: int) -> Place:
    return Place(place.file, place.line, offset + 1)


def _pieces(node: Mapping, file: str, spot: Spot) -> Iterator[Piece]:
    """The texts of a mapping and of all below it."""
    marks = node.marks
    for key, value in node.items():
        if type(value) is str:
            if key not in KEPT and key not in CODES:
                place = Place(file, *marks[key])
                yield Piece(place, key, value, False, key in CONTACTS, spot)
        elif key not in KEPT and key not in CODES:
            if isinstance(value, Mapping):
                yield from _pieces(value, file, spot)
                continue
            for item, mark in zip(value or (), value.marks if value else (), strict=True):
                if type(item) is str:
                    yield Piece(Place(file, *mark), key, item, False, key in CONTACTS, spot)
                elif isinstance(item, Mapping):
                    yield from _pieces(item, file, spot)


def known_of(site: SiteFolder) -> Known:
    """What the site declares about itself."""
    bodies = [body for body in (site.site.organizer, site.site.undertaker) if body]
    channels = site.contact.channels
    phones = [p for c in channels for p in c.phones] + [b.phone for b in bodies if b.phone]
    return Known(
        frozenset("".join(filter(str.isdigit, phone))[-11:] for phone in phones),
        frozenset(channel.email.lower() for channel in channels if channel.email),
        (*(c.address for c in channels if c.address), *(b.address for b in bodies if b.address)),
        site.terms,
    )


def scan_of(site: SiteFolder) -> Scan:
    """All scanners, with what this site declares."""
    known = known_of(site)
    return Scan((*SCANNERS, *of_terms(known)), known)


def notice_leaks(folder: NoticeFolder, site: SiteFolder) -> Iterator[Problem]:
    """What of a notice may not go out: its texts, names and attachments, less what was approved."""
    scan, pieces = scan_of(site), notice_pieces(folder)
    hits = [*scan.hits(pieces)]
    if folder.attachments:
        from site_src.check.attachments import attachment_pieces

        for attachment in folder.attachments:
            found, problems = attachment_pieces(attachment, folder)
            hits += scan.hits(found)
            yield from problems
    exceptions = folder.notice.exceptions
    yield from accepted(
        hits, exceptions, lambda index: folder.place("notice.yaml", "exceptions", index)
    )
    yield from wording(pieces, site.terms)
    for index, exception in enumerate(exceptions):
        if exception.rule not in LEAKS:
            place = folder.place("notice.yaml", "exceptions", index, "rule")
            yield NO_SUCH_RULE.at(place, rule=exception.rule, known=" ".join(sorted(LEAKS)))


def site_leaks(site: SiteFolder) -> Iterator[Problem]:
    """What of the rest of the site may not go out."""
    pieces, exceptions = site_pieces(site), site.site.exceptions
    yield from accepted(
        [*scan_of(site).hits(pieces)],
        exceptions,
        lambda index: site.place("site.yaml", "exceptions", index),
    )
    yield from wording(pieces, site.terms)
    for index, exception in enumerate(exceptions):
        if exception.rule not in LEAKS:
            place = site.place("site.yaml", "exceptions", index, "rule")
            yield NO_SUCH_RULE.at(place, rule=exception.rule, known=" ".join(sorted(LEAKS)))


def template_leaks(templates: str, site: SiteFolder) -> Iterator[Problem]:
    """What of the templates, the words of the interface and the assets may not go out; it has no exceptions."""
    pieces: list[Piece] = []
    for folder, folders, names in os.walk(templates):
        folders[:] = sorted(name for name in folders if name not in ("starter", "__pycache__"))
        for name in sorted(
            {*names} - {"examples.yaml"}
        ):  # of the page of components, never published
            pieces += _template_pieces(os.path.join(folder, name))
    for hit in scan_of(site).hits(pieces):
        yield hit.problem(may_be_excepted=False)


def _template_pieces(path: str) -> list[Piece]:
    if not path.endswith((".html", ".css", ".js", ".yaml", ".svg", ".xml", ".txt", ".json")):
        return []
    try:
        with open(path, encoding="utf-8") as stream:
            return lines_of(stream.read(), path)
    except (OSError, UnicodeDecodeError):
        return []  # told when it is opened to be used


NO_SUCH_RULE = Rule(
    "privacy-exception-rule",
    zh=("没有名为“{rule}”的规则可以例外", "写其中之一：{known}"),
    en=("there is no rule “{rule}” to make an exception from", "write one of: {known}"),
    why=(
        "例外要写明放行的是哪一条规则。",
        "An exception names the one rule that it is from.",
    ),
)
