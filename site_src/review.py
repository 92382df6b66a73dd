"""What a reviewer has to see of a notice before it is published, on one sheet: facts, problems, figures, sign-offs, text.

What is ``internal`` stays out of the sheet, for sheets are printed and passed on.
"""

from collections.abc import Iterator
from datetime import date

from markupsafe import Markup
from msgspec import Struct

from site_src import prose
from site_src.approvals import (
    Signature,
    approvals,
    approved_sha256,
    content_fingerprint,
    signatures,
)
from site_src.check.scanner import EXCEPTED
from site_src.diff import Difference
from site_src.figures import Comparison, compare
from site_src.load import NoticeFolder, SiteFolder, load_notice
from site_src.model import Channel, Finding, Group, Notice, ReviewRole, Window
from site_src.problems import Problem
from site_src.reports import LEVEL_WORDS
from site_src.schema import WORDS

ROLES = (ReviewRole.DRAFTER, ReviewRole.SECRECY, ReviewRole.APPROVER)


class ProblemRow(Struct, frozen=True):
    """A problem as the sheet shows it."""

    level: str
    place: str
    what: str
    remedy: str


Rows = tuple[ProblemRow, ...]


class RoleView(Struct, frozen=True):
    """A role, what was signed in it, and whether it holds."""

    role: str
    holds: bool
    signed: tuple[Signature, ...]


class FindingText(Struct, frozen=True):
    """A finding, the headings that stand before it, and the level of its own."""

    stem: str
    level: int
    headings: tuple[str, ...]
    finding: Finding


class NoticeSheet(Struct, frozen=True):
    """All about one notice; ``notice`` is None if it cannot be read."""

    slug: str
    problems: tuple[ProblemRow, ...]
    exceptions: tuple[ProblemRow, ...]
    notice: Notice | None = None
    window: Window | None = None
    measures: int = 0
    attachments: tuple[tuple[str, str, int], ...] = ()
    details: tuple[tuple[str, str], ...] = ()
    fingerprint: str = ""
    approved: str | None = None
    figures: tuple[Comparison, ...] = ()
    roles: tuple[RoleView, ...] = ()
    overview: Markup | None = None
    findings: tuple[FindingText, ...] = ()
    next_steps: Markup | None = None

    @property
    def finding_count(self) -> int:
        """How many findings it has."""
        return len(self.findings)

    @property
    def attachment_count(self) -> int:
        """How many attachments it has."""
        return len(self.attachments)


class ReviewSheet(Struct, frozen=True, kw_only=True):
    """The whole sheet. ``difference`` is None if there is nothing to compare with, and ``since`` says with what, or why not."""

    site_name: str
    base_url: str | None
    day: date
    channels: tuple[Channel, ...]
    problems: tuple[ProblemRow, ...]
    exceptions: tuple[ProblemRow, ...]
    notices: tuple[NoticeSheet, ...]
    since: str
    difference: Difference | None

    @property
    def count(self) -> int:
        """How many notices are on it."""
        return len(self.notices)


def review(
    site: SiteFolder, slugs: tuple[str, ...], problems: list[Problem], language: str
) -> tuple[tuple[NoticeSheet, ...], Rows, Rows]:
    """The sheets of these notices, and the problems and exceptions of no notice; ``problems`` are all that were found."""
    sheets = tuple(_sheet(site, slug, problems, language) for slug in slugs)
    rest = [p for p in problems if not p.place.file.startswith("notices/")]
    return sheets, *_rows(rest, language)


def only(difference: Difference, slugs: tuple[str, ...]) -> Difference:
    """What of a difference concerns these notices."""

    def concerns(address: str) -> bool:
        return any(part in slugs for part in address.split("/"))

    return Difference(
        tuple(item for item in difference.items if concerns(item.name)),
        tuple(page for page in difference.pages if any(map(concerns, page.pages))),
        tuple(file for file in difference.files if concerns(file.address)),
    )


def _sheet(site: SiteFolder, slug: str, problems: list[Problem], language: str) -> NoticeSheet:
    folder, _ = load_notice(site.content, slug)
    own = f"notices/{slug}/"
    own_problems, exceptions = _rows(
        [p for p in problems if f"{p.place.file}/".startswith(own)], language
    )
    if folder is None:
        return NoticeSheet(slug, own_problems, exceptions)
    fingerprint = content_fingerprint(folder, site.content)
    return NoticeSheet(
        slug,
        own_problems,
        exceptions,
        notice=folder.notice,
        window=folder.notice.window,
        measures=sum(len(finding.measures) for finding in folder.findings.values()),
        attachments=tuple((a.title, a.name, a.size) for a in folder.attachments),
        details=tuple(_details(folder.notice, language)),
        fingerprint=fingerprint,
        approved=approved_sha256(folder, site.content),
        figures=tuple(compare(folder)),
        roles=tuple(_roles(folder, fingerprint, site.content)),
        overview=_text(folder.overview),
        findings=tuple(_findings(folder)),
        next_steps=_text(folder.next_steps),
    )


def _rows(problems: list[Problem], language: str) -> tuple[Rows, Rows]:
    """What is wrong, and what goes out under an exception."""
    rows: tuple[list[ProblemRow], list[ProblemRow]] = ([], [])
    for p in problems:
        place = ":".join([p.place.file, *(str(n) for n in (p.place.line, p.place.column) if n)])
        row = ProblemRow(LEVEL_WORDS[language][p.rule.level], place, *p.words(language))
        rows[p.rule == EXCEPTED].append(row)
    return tuple(rows[0]), tuple(rows[1])


def _details(notice: Notice, language: str) -> Iterator[tuple[str, str]]:
    """What is given of the inspection and of the metadata block, each with its name."""
    for name, record in (("Inspection", notice.inspection), ("Document", notice.document)):
        for field, words in WORDS[name].items():
            value = getattr(record, field, None)
            label = words.partition("，")[0] if language == "zh" else field.replace("_", " ")
            if value:
                yield label, ", ".join(value) if isinstance(value, tuple) else str(value)


def _roles(folder: NoticeFolder, fingerprint: str, content: str) -> Iterator[RoleView]:
    holding = approvals(folder, content)
    signed = signatures(folder, fingerprint)
    for role in ROLES:
        yield RoleView(role.value, role in holding, tuple(s for s in signed if s.step.role is role))


def _findings(folder: NoticeFolder) -> Iterator[FindingText]:
    paths = dict(_paths(folder.notice.groups))
    open_now: tuple[str, ...] = ()
    for stem, finding in folder.findings.items():
        path = paths.get(finding.group or "", ())
        shared = 0
        while (
            path[shared : shared + 1] and path[shared : shared + 1] == open_now[shared : shared + 1]
        ):
            shared += 1
        open_now = path
        level = 5 if path or folder.notice.findings_heading else 4
        yield FindingText(stem, level, path[shared:], finding)


def _paths(
    groups: tuple[Group, ...], above: tuple[str, ...] = ()
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each group's id, and the headings that lead to it, its own last."""
    for group in groups:
        path = (*above, f"{group.number or ''}{group.title}")
        yield group.id, path
        yield from _paths(group.groups, path)


def _text(markdown: str) -> Markup | None:
    """Markdown, its headings two levels lower, for they stand below those of the sheet."""
    return prose.lowered(prose.markdown(markdown, _leave), 2) if markdown.strip() else None


def _leave(address: str) -> str | None:
    """Where a link leads on the sheet: only what leaves the site leads anywhere."""
    return address if ":" in address else None
