"""A file to be published, and what an output of the whole site is given."""

from collections.abc import Callable
from typing import Any

from msgspec import Struct

from site_src.edition import Edition
from site_src.summary import NoticeSummary


class File(Struct, frozen=True):
    """Its address below the site's root, and its bytes or the path to copy it from; ``title`` if pages offer it."""

    address: str
    data: bytes | None = None
    source: str | None = None
    title: str | None = None
    about: str = ""


class WholeSite(Struct, frozen=True):
    """The main edition, the newest notices first, every page's address, and a way to render a data template."""

    edition: Edition
    summaries: list[NoticeSummary]
    addresses: list[str]
    fill: Callable[..., Any]
