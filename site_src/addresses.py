"""Where everything lives on the site, and how one page links to another. Addresses never change once published."""

import re
from functools import lru_cache
from urllib.parse import quote

from site_src.model import Language
from site_src.problems import natural

STEM = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

# What the program itself puts beside the notices, and beside the findings of one notice.
SITE_STEMS = frozenset(
    {"index", "contact", "search", "sitemap", "glossary", "404", "feed", "robots"}
)
SITE_FOLDERS = frozenset({"assets", "attachments", "en", "zh", "zh-cn"})
NOTICE_STEMS = frozenset({"index", "full", "findings", "notice", "attachments"})
# Windows keeps these names for devices, with any ending.
DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{p}{n}" for p in ("com", "lpt") for n in range(10))}
)

LIST_SIZE = 50


def is_slug(name: str) -> bool:
    """Whether a notice folder may have this name."""
    return bool(STEM.fullmatch(name)) and name not in SITE_STEMS | SITE_FOLDERS | DEVICES


def is_finding_stem(name: str) -> bool:
    """Whether a finding's file may have this stem."""
    return bool(STEM.fullmatch(name)) and name not in NOTICE_STEMS | DEVICES


def is_page_stem(name: str) -> bool:
    """Whether a free page's file may have this stem."""
    taken = name in SITE_STEMS | SITE_FOLDERS | DEVICES or name.startswith("notices-")
    return bool(STEM.fullmatch(name)) and not taken


def language_folder(language: Language, languages: tuple[Language, ...]) -> str:
    """The folder of a language's pages: none for the first language of the site, ``en/`` for a second."""
    return "" if language is languages[0] else f"{language.value.lower()}/"


def list_page(number: int) -> str:
    """The page with the ``number``-th fifty notices, from 1."""
    return "index.html" if number == 1 else f"notices-{number}.html"


def relative(start: str, target: str) -> str:
    """The link from the page at ``start`` to the file at ``target``; both are paths below the site's root."""
    here, there = start.split("/")[:-1], target.split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    return quote("../" * (len(here) - shared) + "/".join(there[shared:]))


def mail_query(subject: str, body: str, **values: str) -> str:
    """What stands after a mail address so that subject and body are written already.

    Both are texts with {names} for ``values``. Everything is quoted and each value is one line, so none can add a
    header or a recipient.
    """
    quoted = {name: _quoted(" ".join(value.split())) for name, value in values.items()}
    words = (_quoted_around_names(text).format_map(quoted) for text in (subject, body))
    return "?subject={}&body={}".format(*words)


@lru_cache(maxsize=1024)  # a notice's title is in the mail links of all its findings
def _quoted(text: str) -> str:
    return quote(text, safe="")


@lru_cache(maxsize=16)
def _quoted_around_names(text: str) -> str:
    parts = re.split(r"(\{\w+\})", text)
    return "".join(part if part.startswith("{") else quote(part, safe="") for part in parts)


def tel(phone: str) -> str:
    """A telephone link; what follows 转 is the extension."""
    number, _, extension = phone.partition("转")
    digits = re.sub(r"[^0-9+]", "", number)
    extension = re.sub(r"[^0-9]", "", extension)
    return f"tel:{digits}" + (f";ext={extension}" if extension else "")


def reading_order(address: str) -> tuple[object, ...]:
    """A sort key: the front door first, then folder by folder in natural order."""
    return (address.count("/"), natural(address.replace("index.html", "")))
