"""The records that editors write, one class for each YAML mapping; the rest of the program only reads them.

Every value arrives as text and is typed here and nowhere else. Dates that a body may know only in part
are ``PartialDate`` (``2024``, ``2024-05`` or ``2024-05-31``); a ``Moment`` is local time, ``2024-05-31 09:30``.
The JSON Schemas in ``content/_schema`` are generated from these classes (``schema.py`` has the words for them).
"""

import enum
from datetime import date
from typing import Annotated

from msgspec import Meta, Struct


def form(pattern: str, zh: str, en: str) -> Meta:
    """A text of this pattern to its very end (``$`` alone lets one more line end pass), and words that tell its form."""
    return Meta(pattern=pattern + r"(?!\n)", description=zh, extra={"zh": zh, "en": en})


_DAY = r"(0[1-9]|[12][0-9]|3[01])"
_MONTH = r"(0[1-9]|1[0-2])"

Text = Annotated[str, Meta(min_length=1, pattern=r"\S")]
PartialDate = Annotated[
    str,
    form(
        rf"^[0-9]{{4}}(-{_MONTH}(-{_DAY})?)?$",
        "年、年-月或年-月-日，例如 2024-05",
        "a year, a month or a day, such as 2024-05",
    ),
]
Moment = Annotated[
    str,
    form(
        rf"^[0-9]{{4}}-{_MONTH}-{_DAY} ([01][0-9]|2[0-3]):[0-5][0-9]$",
        "年-月-日 时:分，24 小时制，例如 2024-07-30 09:05",
        "a day and a time of 24 hours, such as 2024-07-30 09:05",
    ),
]
Number = Annotated[
    str, form(r"^[0-9]+(\.[0-9]+)?$", "不带单位的数字，例如 50.68", "a bare number, such as 50.68")
]
Count = Annotated[int, Meta(ge=0)]
Email = Annotated[
    str,
    form(
        r"^[A-Za-z0-9.!#$%*+/=^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$",
        "电子邮箱地址，例如 office@example.cn",
        "an e-mail address, such as office@example.cn",
    ),
]
Phone = Annotated[
    str,
    form(
        r"^\+?[0-9][0-9 \-()（）转]{4,}$",
        "电话号码，例如 0100-1234567",
        "a telephone number, such as 0100-1234567",
    ),
]
WebAddress = Annotated[
    str,
    form(
        r"^https?://[^\s<>\"'\\]+$",
        "以 https:// 开头的网址",
        "a web address that begins with https://",
    ),
]
Host = Annotated[
    str,
    form(
        r"^[a-z0-9-]+(\.[a-z0-9-]+)+$",
        "小写的主机名，例如 www.example.cn",
        "a host in small letters, such as www.example.cn",
    ),
]
Slug = Annotated[
    str,
    form(
        r"^[a-z0-9]+(-[a-z0-9]+)*$",
        "小写字母和数字，中间可用连字符，例如 rectification-2024",
        "small letters and digits, with hyphens between, such as rectification-2024",
    ),
]
FindingAddress = Annotated[
    str,
    form(
        r"^[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*$",
        "通报文件夹名/问题文件名，例如 rectification-2024/03",
        "the notice's folder / the finding's file, such as rectification-2024/03",
    ),
]
Postcode = Annotated[str, form(r"^[0-9]{6}$", "六位邮政编码", "a post code of six digits")]
Sha256 = Annotated[
    str, form(r"^[0-9a-f]{64}$", "64 位十六进制数的 SHA-256", "a SHA-256 of 64 hexadecimal digits")
]


class Record(Struct, frozen=True, forbid_unknown_fields=True):
    """A mapping in a content file: its fields are all there are, and they never change."""


class Language(enum.Enum):
    """A language of the interface; what a body wrote is never translated."""

    CHINESE = "zh-CN"
    ENGLISH = "en"


class StatusKind(enum.Enum):
    """The few kinds that status words are filed under, for filters and counts only."""

    DONE = "done"
    MOSTLY_DONE = "mostly_done"
    IN_PROGRESS = "in_progress"
    LONG_TERM = "long_term"
    NOT_STATED = "not_stated"


class BadgeKind(enum.Enum):
    """The mark of a Party or government organ (red), or of an institution (blue)."""

    ORGAN = "organ"
    INSTITUTION = "institution"


class ReviewRole(enum.Enum):
    """Who signs off before publication: 提出, 审核, 审批."""

    DRAFTER = "drafter"
    SECRECY = "secrecy"
    APPROVER = "approver"


class DeclaredFigure(enum.Enum):
    """The totals of ``Declared``, by name."""

    ASPECTS = "aspects"
    FINDINGS = "findings"
    MEASURES = "measures"
    DONE = "done"
    MOSTLY_DONE = "mostly_done"
    IN_PROGRESS = "in_progress"
    LONG_TERM = "long_term"
    DOCUMENTS = "documents"


# --- site.yaml ---------------------------------------------------------------------------------


class Body(Record, frozen=True, kw_only=True):
    """A public body as the footer names it."""

    name: Text
    address: Text | None = None
    postcode: Text | None = None
    phone: Phone | None = None


class Badge(Record, frozen=True, kw_only=True):
    """The mark of a Party or government site (党政机关网站标识): its page, and a picture kept locally."""

    kind: BadgeKind
    id: Annotated[
        str,
        form(
            r"^[0-9A-F]{32}$", "标识证书的 32 位编号", "the mark's number of 32 hexadecimal digits"
        ),
    ]


class Identifiers(Record, frozen=True, kw_only=True):
    """The numbers of the footer; one that is not given is left out."""

    site_code: Text | None = None
    icp: Text | None = None
    police: Text | None = None
    badge: Badge | None = None


class Column(Record, frozen=True, kw_only=True):
    """The column (栏目) that the pages belong to, for the page tags."""

    name: Text
    description: Text | None = None
    keywords: tuple[Text, ...] = ()
    type: Text | None = None


class Parent(Record, frozen=True, kw_only=True):
    """The body's main site, under which this one hangs."""

    name: Text
    url: WebAddress


class LeakException(Record, frozen=True, kw_only=True):
    """Why a text that a privacy or secrecy rule stops may be published as it stands. Never leaves the editor's machine."""

    rule: Text
    sha256: Sha256
    by: Text
    date: date
    reason: Text


class Site(Record, frozen=True, kw_only=True):
    """``site.yaml``: who publishes, and what every page carries."""

    name: Text
    languages: Annotated[tuple[Language, ...], Meta(min_length=1)] = (Language.CHINESE,)
    base_url: WebAddress | None = None
    domain: Host | None = None
    parent: Parent | None = None
    demonstration: Text | None = None
    introduction: Text | None = None
    organizer: Body | None = None
    undertaker: Body | None = None
    identifiers: Identifiers = Identifiers()
    column: Column | None = None
    error_report: WebAddress | None = None
    link_hosts: tuple[Host, ...] = ()
    exceptions: tuple[LeakException, ...] = ()


# --- contact.yaml ------------------------------------------------------------------------------


class Channel(Record, frozen=True, kw_only=True):
    """One way to reach a body with feedback."""

    id: Slug
    body: Text
    answers_for: Text | None = None
    phones: tuple[Phone, ...] = ()
    email: Email | None = None
    address: Text | None = None
    postbox: Text | None = None
    postcode: Postcode | None = None
    hours: Text | None = None
    note: Text | None = None


class Contact(Record, frozen=True, kw_only=True):
    """``contact.yaml``: every channel, in the order in which readers should try them."""

    introduction: Text | None = None
    channels: Annotated[tuple[Channel, ...], Meta(min_length=1)]


# --- terms.yaml --------------------------------------------------------------------------------


class HouseWord(Record, frozen=True, kw_only=True):
    """A wording that the body does not want, and the one it wants."""

    wrong: Text
    right: Text


class Terms(Record, frozen=True, kw_only=True):
    """``terms.yaml``: the words that this body forbids, watches or wants. Never leaves the editor's machine."""

    forbidden: tuple[Text, ...] = ()
    leaders: tuple[Text, ...] = ()
    house: tuple[HouseWord, ...] = ()
    topics: tuple[Text, ...] = ()


# --- pages/*.md --------------------------------------------------------------------------------


class FrontMatter(Record, frozen=True, kw_only=True):
    """The head of a free page, between two lines of ``---``."""

    title: Text
    description: Text | None = None
    order: Count = 100


# --- notices/<slug>/notice.yaml ----------------------------------------------------------------


class Inspection(Record, frozen=True, kw_only=True):
    """The inspection that the notice answers to."""

    by: Text | None = None
    round: Text | None = None
    starts: PartialDate | None = None
    ends: PartialDate | None = None
    feedback: PartialDate | None = None


class Document(Record, frozen=True, kw_only=True):
    """The metadata block (公开信息要素); all of it optional."""

    index_number: Text | None = None
    document_number: Text | None = None
    category: Text | None = None
    summary: Annotated[str, Meta(min_length=1, max_length=300, pattern=r"\S")] | None = None
    keywords: tuple[Text, ...] = ()
    disclosure: Text | None = None
    effective: date | None = None
    abolished: date | None = None
    validity: Text | None = None


class Group(Record, frozen=True, kw_only=True):
    """A heading over findings; groups nest to any depth."""

    id: Slug
    number: Text | None = None
    title: Text
    introduction: Text | None = None
    groups: "tuple[Group, ...]" = ()


class StatusWord(Record, frozen=True, kw_only=True):
    """A word that this body uses for a status, the kind it is filed under, and what it means."""

    word: Text
    kind: StatusKind
    definition: Text | None = None


class LeadWords(Record, frozen=True, kw_only=True):
    """The words printed before a finding's parts, with their punctuation."""

    description: Text | None = None
    measures: Text | None = None
    result: Text | None = None


class Declared(Record, frozen=True, kw_only=True):
    """Totals that the notice itself states and that can be counted again from the records."""

    aspects: Count | None = None
    findings: Count | None = None
    measures: Count | None = None
    done: Count | None = None
    mostly_done: Count | None = None
    in_progress: Count | None = None
    long_term: Count | None = None
    documents: Count | None = None


class Figure(Record, frozen=True, kw_only=True):
    """Any other number that the notice states of its own rectification."""

    label: Text
    value: Number
    unit: Text | None = None
    note: Text | None = None


class Explanation(Record, frozen=True, kw_only=True):
    """Why a declared total differs from what is recorded."""

    figure: DeclaredFigure
    reason: Text
    by: Text | None = None
    date: date


class Window(Record, frozen=True, kw_only=True):
    """The publication window: until a day, or for a number of working days."""

    starts: date | None = None
    ends: date | None = None
    working_days: Count | None = None


class ReviewStep(Record, frozen=True, kw_only=True):
    """One sign-off before publication. Never leaves the editor's machine."""

    role: ReviewRole
    name: Text
    date: date
    sha256: Sha256 | None = None
    approved_sha256: Sha256 | None = None


class Withdrawal(Record, frozen=True, kw_only=True):
    """The notice was taken back; its addresses stay and say so."""

    date: date
    reason: Text
    successor: Slug | None = None


class Attachment(Record, frozen=True, kw_only=True):
    """The name under which a file in ``attachments/`` is offered."""

    file: Text
    title: Text


class Notice(Record, frozen=True, kw_only=True):
    """``notice.yaml``: one disclosure."""

    title: Text
    issuer: Text
    source: Text | None = None
    signed: date | None = None
    published: Moment | None = None
    signature: tuple[Text, ...] = ()
    inspection: Inspection | None = None
    document: Document = Document()
    findings_heading: Text | None = None
    findings_introduction: Text | None = None
    groups: tuple[Group, ...] = ()
    lead_words: LeadWords = LeadWords()
    status_words: tuple[StatusWord, ...] = ()
    declared: Declared = Declared()
    figures: tuple[Figure, ...] = ()
    explain: tuple[Explanation, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    follows: tuple[Slug, ...] = ()
    window: Window | None = None
    review: tuple[ReviewStep, ...] = ()
    withdrawn: Withdrawal | None = None
    exceptions: tuple[LeakException, ...] = ()
    internal: Text | None = None


# --- notices/<slug>/findings/<stem>.yaml -------------------------------------------------------


class Update(Record, frozen=True, kw_only=True):
    """Progress on a finding since the notice was published."""

    date: PartialDate
    text: Text
    status: Text | None = None
    source: Text | None = None


class Correction(Record, frozen=True, kw_only=True):
    """A published text that was wrong, what it says now, and why."""

    date: date
    was: Text
    now: Text
    reason: Text


class Finding(Record, frozen=True, kw_only=True):
    """One problem that the inspection found, and how it was put right. Its file's stem is its address."""

    number: Text = ""
    title: Text
    group: Slug | None = None
    description: Text | None = None
    measures: tuple[Text, ...] = ()
    result: Text | None = None
    status: Text | None = None
    status_basis: Text | None = None
    deadline: PartialDate | None = None
    departments: tuple[Text, ...] = ()
    follows: FindingAddress | None = None
    updates: tuple[Update, ...] = ()
    corrections: tuple[Correction, ...] = ()
    withheld: Text | None = None
    internal: Text | None = None
