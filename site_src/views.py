"""What a template receives: one record for each kind of page, with nothing left to compute."""

from markupsafe import Markup
from msgspec import Struct

from site_src.prose import NO_TAGS
from site_src.summary import Entry, Heading, StatusView


class Row(Struct, frozen=True):
    """A label and its value."""

    label: str
    value: str


class Link(Struct, frozen=True):
    """A place to go; no href for the page itself."""

    href: str
    text: str


class Reference(Struct, frozen=True):
    """A link to another notice, or to a finding of one."""

    href: str
    title: str


class UpdateView(Struct, frozen=True):
    """Progress since publication."""

    date: str
    text: Markup
    status: StatusView | None
    source: str | None


class Term(Struct, frozen=True):
    """A word and its plain explanation."""

    term: str
    explanation: str


class CorrectionView(Struct, frozen=True):
    """A published text that was wrong, what it says now, and why."""

    date: str
    was: str
    now: str
    reason: str


class Neighbour(Struct, frozen=True):
    """A finding near the one at hand."""

    stem: str
    text: str


class FindingView(Struct, frozen=True, kw_only=True):
    """A finding's own page. The templates show its texts and do nothing else with them."""

    stem: str
    total: str
    number: str
    spoken_number: str
    title: Markup
    plain_title: str
    status: StatusView
    status_source: str | None
    status_before: str | None
    status_basis: str | None
    groups: tuple[Link, ...]
    place: str
    facts: tuple[Row, ...]
    lead_description: str | None
    description: Markup | None
    lead_measures: str | None
    measures: tuple[Markup, ...]
    lead_result: str | None
    result: Markup | None
    withheld: str | None
    withheld_title: str | None
    corrections: tuple[CorrectionView, ...]
    updates: tuple[UpdateView, ...]
    follows: Reference | None
    followed_by: tuple[Reference, ...]
    terms: tuple[Term, ...]
    before: tuple[Neighbour, ...]
    after: tuple[Neighbour, ...]
    mail_query: Markup


class WholeFinding(Struct, frozen=True):
    """A finding in the whole text of its notice."""

    stem: str
    number: str
    title: Markup
    withheld: str | None
    withheld_title: str | None
    lead_description: str | None
    description: Markup | None
    lead_measures: str | None
    measures: tuple[Markup, ...]
    lead_result: str | None
    result: Markup | None


class Block(Struct, frozen=True):
    """Findings that stand together, under the headings that open before them.

    Where none opens, because a deeper group has just ended, ``label`` names the group they belong to.
    """

    headings: tuple[Heading, ...]
    depth: int
    entries: tuple[Entry, ...]
    findings: tuple[WholeFinding, ...] = ()
    label: str = ""


class Card(Struct, frozen=True):
    """A number to be shown large."""

    label: str
    value: str
    unit: str | None = None
    note: str | None = None


class Total(Struct, frozen=True):
    """A declared total beside the recorded one."""

    label: str
    declared: int
    recorded: str
    agrees: bool
    explanation: str | None = None
    by: str | None = None
    date: str | None = None


class Part(Struct, frozen=True):
    """A stretch of the status bar, in thousandths of its width."""

    kind: str
    word: str
    count: int
    x: int
    width: int


class Download(Struct, frozen=True):
    """A file offered on a notice's page."""

    href: str
    title: str
    about: str


class ApprovedView(Struct, frozen=True):
    """The approved text that a notice was held against: its file, its fingerprint, and what may differ."""

    href: str
    sha256: str
    corrected: bool
    titled: bool


class NoticeView(Struct, frozen=True, kw_only=True):
    """A notice's overview."""

    title: str
    facts: tuple[Row, ...]
    document: tuple[Row, ...]
    cards: tuple[Card, ...]
    totals: tuple[Total, ...]
    progress: tuple[Part, ...]
    overview: Markup
    next_steps: Markup
    findings_heading: str | None
    findings_introduction: tuple[str, ...]
    blocks: tuple[Block, ...]
    signature: tuple[str, ...]
    follows: tuple[Reference, ...]
    followed_by: tuple[Reference, ...]
    downloads: tuple[Download, ...]
    approved: ApprovedView | None
    mail_query: Markup


class FullView(Struct, frozen=True, kw_only=True):
    """The whole text of a notice; findings stand at heading ``level``, deeper under groups."""

    title: str
    facts: tuple[Row, ...]
    overview: Markup
    next_steps: Markup
    findings_heading: str | None
    findings_introduction: tuple[str, ...]
    level: int
    blocks: tuple[Block, ...]
    signature: tuple[str, ...]
    approved: ApprovedView | None


class WithdrawnView(Struct, frozen=True):
    """What is left of a notice that was taken back."""

    title: str
    date: str
    reason: str
    successor: Reference | None


class NoticeCard(Struct, frozen=True):
    """A notice in a list."""

    href: str
    title: str
    issuer: str
    published: str | None
    findings: int
    measures: int
    withdrawn: bool


class HomeView(Struct, frozen=True, kw_only=True):
    """One page of the list of notices; the first is the front door."""

    first: bool
    number: int
    pages: int
    notices: int
    findings: int
    cards: tuple[NoticeCard, ...]
    links: tuple[Link, ...]
    blocks: tuple[Block, ...]


class QrCode(Struct, frozen=True):
    """A QR code: the path of its dark modules, its size in modules, and the words beside it."""

    path: str
    size: int
    text: str


class ChannelView(Struct, frozen=True, kw_only=True):
    """A channel, with its links made."""

    id: str
    body: str
    answers_for: str | None
    phones: tuple[Link, ...]
    email: str | None
    address: str | None
    postbox: str | None
    postcode: str | None
    hours: str | None
    note: str | None
    card: str
    codes: tuple[QrCode, ...] = ()


class ContactView(Struct, frozen=True):
    """The page of all channels."""

    introduction: str | None
    channels: tuple[ChannelView, ...]


class GlossaryView(Struct, frozen=True):
    """Statuses and words."""

    statuses: tuple[StatusView, ...]
    terms: tuple[Term, ...]


class NoticeBranch(Struct, frozen=True):
    """A notice on the site map."""

    href: str
    folder: str
    title: str
    entries: tuple[Entry, ...]


class NavigationEntry(Struct, frozen=True):
    """A page that stands in the header or the footer."""

    section: str
    address: str
    title: str


class SitemapView(Struct, frozen=True):
    """The site map."""

    notices: tuple[NoticeBranch, ...]
    lists: tuple[Link, ...]
    pages: tuple[NavigationEntry, ...]


class FreeView(Struct, frozen=True):
    """A free page."""

    title: str
    description: str | None
    text: Markup


class Page(Struct, frozen=True, kw_only=True):
    """One page to be made: its address below the language's folder, its template and what that receives."""

    address: str
    template: str
    title: str
    section: str = ""
    tags: Markup = NO_TAGS
    has_feed: bool = False
    view: Struct | None = None
