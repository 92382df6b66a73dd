"""An edition is the site in one language: its words, its folder, and what its pages have in common."""

from collections.abc import Callable
from types import SimpleNamespace

from markupsafe import Markup
from msgspec import Struct

from site_src import addresses, prose
from site_src.load import SiteFolder
from site_src.model import Channel, Language
from site_src.views import ChannelView, Link, NavigationEntry, Row


class Edition(Struct, frozen=True):
    """``t`` has the words of the interface by name; ``folder`` is "" for the first language, else like ``en/``."""

    folder_of_site: SiteFolder
    language: Language
    t: SimpleNamespace

    @property
    def folder(self) -> str:
        """Where the pages of this language stand."""
        return addresses.language_folder(self.language, self.folder_of_site.site.languages)

    @property
    def base(self) -> str:
        """The full address of that folder; empty if the site has none."""
        base = self.folder_of_site.site.base_url
        return f"{base.rstrip('/')}/{self.folder}" if base else ""

    def url(self, address: str) -> str | None:
        """The full address of a page, if the site has one."""
        base = self.base
        return base + address if base else None

    def mail_query(self, subject: str, body: str, **values: str) -> Callable[..., Markup]:
        """What is put after a mail address so that subject and body are written already.

        ``values`` stand on all pages of a notice; the function that is given takes the page's address and the rest.
        """
        base = self.base
        lines = [line for line in body.split("\n") if base or "{address}" not in line]
        fill = addresses.mail_query(subject, "\r\n".join(lines), **values)

        def query(address: str, **more: str) -> Markup:
            return prose.attribute(fill(address=f"{base}{address}", **more))

        return query


def channel_view(channel: Channel) -> ChannelView:
    """A channel with its telephone links made."""
    return ChannelView(
        id=channel.id,
        body=channel.body,
        answers_for=channel.answers_for,
        phones=tuple(Link(addresses.tel(phone), phone) for phone in channel.phones),
        email=channel.email,
        address=channel.address,
        postbox=channel.postbox,
        postcode=channel.postcode,
        hours=channel.hours,
        note=channel.note,
        card=f"contact-{channel.id}.vcf",
    )


def navigation(edition: Edition) -> tuple[NavigationEntry, ...]:
    """The pages of the header."""
    t = edition.t
    return (
        NavigationEntry("home", "index.html", t.home),
        NavigationEntry("contact", "contact.html", t.contact),
        NavigationEntry("glossary", "glossary.html", t.glossary_short),
    )


def footer_links(edition: Edition) -> tuple[NavigationEntry, ...]:
    """The pages of the footer: the site map and the free pages, in their order."""
    pages = edition.folder_of_site.pages
    free = sorted(pages, key=lambda stem: (pages[stem].head.order, stem))
    return (
        NavigationEntry("sitemap", "sitemap.html", edition.t.sitemap),
        *(NavigationEntry(stem, f"{stem}.html", pages[stem].head.title) for stem in free),
    )


def rows(*pairs: tuple[str, object]) -> tuple[Row, ...]:
    """Rows of those pairs that have a value."""
    return tuple(Row(label, str(value)) for label, value in pairs if value)
