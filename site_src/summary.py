"""What the rest of the site has to know of a notice: small, for it travels between processes and is kept."""

from msgspec import Struct

from site_src.model import StatusWord

FEW_NOTICES = 10  # so few that their findings are listed on pages of the whole site


class StatusView(Struct, frozen=True):
    """A status in the body's own word, its kind, and what it means."""

    word: str
    kind: str
    definition: str = ""


class Heading(Struct, frozen=True):
    """The heading of a group, and the paragraphs right below it; depth 0 is the outermost."""

    id: str
    text: str
    depth: int
    introduction: tuple[str, ...] = ()


class Entry(Struct, frozen=True):
    """A finding in a list; ``path`` has the headings over it, the outermost first."""

    stem: str
    number: str
    title: str
    status: StatusView
    measures: int
    withheld: bool = False
    path: tuple[Heading, ...] = ()


class NoticeSummary(Struct, frozen=True, kw_only=True):
    """What the rest of the site has to know of a notice; sent back by a worker and kept."""

    slug: str
    title: str
    issuer: str
    published: str | None
    findings: int
    measures: int
    withdrawn: bool
    status_words: tuple[StatusWord, ...]
    entries: tuple[Entry, ...] = ()
