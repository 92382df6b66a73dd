"""Where everything lives on the site, and how one page links to another. Addresses never change once published."""

import re
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import quote, quote_from_bytes

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

NOT_FOR_SLUGS = SITE_STEMS | SITE_FOLDERS | DEVICES
NOT_FOR_FINDINGS = NOTICE_STEMS | DEVICES

LIST_SIZE = 50


def is_slug(name: str) -> bool:
    """Whether a notice folder may have this name."""
    return bool(STEM.fullmatch(name)) and name not in NOT_FOR_SLUGS


def is_finding_stem(name: str) -> bool:
    """Whether a finding's file may have this stem."""
    return bool(STEM.fullmatch(name)) and name not in NOT_FOR_FINDINGS


def is_page_stem(name: str) -> bool:
    """Whether a free page's file may have this stem."""
    taken = name in NOT_FOR_SLUGS or name.startswith("notices-")
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


def mail_query(subject: str, body: str, **values: str) -> Callable[..., str]:
    """What stands after a mail address so that subject and body are written already.

    Both are texts with {names}: of ``values``, and of those that the function takes which is given back. Everything is
    quoted and each value is one line, so none can add a header or a recipient.
    """
    known = {name: _quoted_line(value) for name, value in values.items()}
    parts = re.split(r"\{(\w+)\}", f"?subject={_around_names(subject)}&body={_around_names(body)}")
    parts[1::2] = [known.get(name, f"{{{name}}}") for name in parts[1::2]]
    pattern = re.split(r"\{(\w+)\}", "".join(parts))

    def query(**more: str) -> str:
        quoted = {name: _quoted_line(value) for name, value in more.items()}
        filled = pattern.copy()
        filled[1::2] = [quoted[name] for name in pattern[1::2]]
        return "".join(filled)

    return query


_QUOTED = [quote_from_bytes(bytes([byte]), safe="") for byte in range(256)]


def _quoted_line(text: str) -> str:
    """``quote`` of a text made one line; a table is several times as fast."""
    return "".join([_QUOTED[byte] for byte in " ".join(text.split()).encode()])


def _around_names(text: str) -> str:
    parts = re.split(r"(\{\w+\})", text)
    parts[::2] = [quote(part, safe="") for part in parts[::2]]
    return "".join(parts)


def tel(phone: str) -> str:
    """A telephone link; what follows 转 is the extension."""
    number, _, extension = phone.partition("转")
    digits = re.sub(r"[^0-9+]", "", number)
    extension = re.sub(r"[^0-9]", "", extension)
    return f"tel:{digits}" + (f";ext={extension}" if extension else "")


def reading_order(address: str) -> tuple[object, ...]:
    """A sort key: the front door first, then folder by folder in natural order."""
    folder, _, name = address.rpartition("/")
    return address.count("/"), _natural(folder), _natural(name.replace("index.html", ""))


_natural = lru_cache(maxsize=4096)(natural)  # the same few names stand in all folders
