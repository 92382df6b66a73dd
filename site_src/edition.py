"""An edition is the site in one language: its words, its folder, and what its pages have in common."""

from types import SimpleNamespace

from msgspec import Struct

from site_src import addresses
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

    def url(self, address: str) -> str | None:
        """The full address of a page, if the site has one."""
        base = self.folder_of_site.site.base_url
        return f"{base.rstrip('/')}/{self.folder}{address}" if base else None

    def mail_query(self, subject: str, body: str, address: str, **values: str) -> str:
        """What is put after a mail address so that subject and body are written already."""
        url = self.url(address)
        lines = [line for line in body.split("\n") if url or "{address}" not in line]
        return addresses.mail_query(subject, "\r\n".join(lines), address=url or "", **values)


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
