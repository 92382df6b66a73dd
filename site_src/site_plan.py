"""Summaries to pages: everything on the site that is not part of one notice."""

from collections.abc import Iterator

import msgspec
from markupsafe import Markup

from site_src import addresses, prose
from site_src.edition import Edition, channel_view, footer_links, navigation
from site_src.links import Links
from site_src.listing import blocks
from site_src.model import StatusKind
from site_src.qr import qr_code
from site_src.summary import Entry, NoticeSummary, StatusView
from site_src.tags import column_tags, site_tags
from site_src.views import (
    ContactView,
    FreeView,
    GlossaryView,
    HomeView,
    Link,
    NoticeBranch,
    NoticeCard,
    Page,
    SitemapView,
    Term,
)


def newest_first(summaries: list[NoticeSummary]) -> list[NoticeSummary]:
    """By time of publication, those without one last; then by slug, so that the order never varies."""
    by_slug = sorted(summaries, key=lambda s: s.slug)
    return sorted(by_slug, key=lambda s: s.published or "", reverse=True)


def plan_site(summaries: list[NoticeSummary], edition: Edition) -> Iterator[Page]:
    """Every page that is not part of one notice, in one language."""
    t, site = edition.t, edition.folder_of_site
    ordered = newest_first(summaries)
    common = prose.meta_tags(site_tags(site.site))
    tags = prose.meta_tags(site_tags(site.site) + column_tags(site.site))
    yield from _list_pages(ordered, edition, common, tags)
    yield Page(
        address="contact.html",
        template="pages/contact.html",
        title=t.contact,
        section="contact",
        tags=tags,
        view=_contact(edition),
    )
    terms = tuple(Term(term, text) for term, text in site.glossary.items())
    yield Page(
        address="glossary.html",
        template="pages/glossary.html",
        title=t.glossary,
        section="glossary",
        tags=tags,
        view=GlossaryView(_statuses(ordered, edition), terms),
    )
    yield Page(
        address="sitemap.html",
        template="pages/sitemap.html",
        title=t.sitemap,
        section="sitemap",
        tags=tags,
        view=_sitemap(ordered, edition),
    )
    yield Page(address="404.html", template="pages/404.html", title=t.not_found, tags=common)
    for stem, page in site.pages.items():
        address = f"{stem}.html"
        text = prose.markdown(page.text, Links(site, edition.folder, address))
        yield Page(
            address=address,
            template="pages/free.html",
            title=page.head.title,
            section=stem,
            tags=tags,
            view=FreeView(page.head.title, page.head.description, text),
        )


def _list_pages(
    ordered: list[NoticeSummary], edition: Edition, common: Markup, tags: Markup
) -> Iterator[Page]:
    t = edition.t
    size = addresses.LIST_SIZE
    pages = max(1, -(-len(ordered) // size))
    has_feed = bool(edition.folder_of_site.site.base_url) and any(s.published for s in ordered)
    for number in range(1, pages + 1):
        shown = ordered[(number - 1) * size : number * size]
        only = ordered[0] if len(ordered) == 1 else None
        yield Page(
            address=addresses.list_page(number),
            template="pages/home.html",
            title=t.home if number == 1 else t.notice_list.format(number=number),
            section="home",
            tags=common if number == 1 else tags,
            has_feed=has_feed,
            view=HomeView(
                first=number == 1,
                number=number,
                pages=pages,
                notices=len(ordered),
                findings=sum(s.findings for s in ordered),
                cards=tuple(_card(s) for s in shown),
                links=tuple(_page_links(number, pages)),
                blocks=blocks(_entries(only, edition)) if only and not only.withdrawn else (),
            ),
        )


def _page_links(number: int, pages: int) -> Iterator[Link]:
    """Links to the first and the last page and to those around this one."""
    near = {1, pages, *range(number - 2, number + 3)}
    last = 0
    for page in sorted(p for p in near if 1 <= p <= pages):
        if page > last + 1:
            yield Link("", "…")
        yield Link("" if page == number else addresses.list_page(page), str(page))
        last = page


def _card(summary: NoticeSummary) -> NoticeCard:
    return NoticeCard(
        f"{summary.slug}/index.html",
        summary.title,
        summary.issuer,
        summary.published,
        summary.findings,
        summary.measures,
        summary.withdrawn,
    )


def _entries(summary: NoticeSummary, edition: Edition) -> tuple[Entry, ...]:
    """The entries of a summary, with what is not stated said in this edition's language."""
    kind = StatusKind.NOT_STATED.value
    status = StatusView(getattr(edition.t, f"kind_{kind}"), kind)
    own = {word.word for word in summary.status_words}
    return tuple(
        Entry(e.stem, e.number, e.title, status, e.measures, e.withheld, e.path)
        if e.status.kind == kind and e.status.word not in own
        else e
        for e in summary.entries
    )


def _contact(edition: Edition) -> ContactView:
    t = edition.t
    channels = []
    for channel in edition.folder_of_site.contact.channels:
        view = channel_view(channel)
        codes = [qr_code(p.href, t.qr_phone.format(text=p.text)) for p in view.phones]
        if channel.email:
            codes.append(qr_code(f"mailto:{channel.email}", t.qr_email.format(text=channel.email)))
        card = addresses.relative(edition.folder + "contact.html", view.card)
        channels.append(msgspec.structs.replace(view, card=card, codes=tuple(codes)))
    return ContactView(edition.folder_of_site.contact.introduction, tuple(channels))


def _statuses(ordered: list[NoticeSummary], edition: Edition) -> tuple[StatusView, ...]:
    """Every status word that a notice of this site uses, and “not stated”."""
    t = edition.t
    views: dict[tuple[str, str], StatusView] = {}
    for word in (word for summary in ordered for word in summary.status_words):
        kind = word.kind.value
        definition = word.definition or getattr(t, f"definition_{kind}")
        views.setdefault((word.word, definition), StatusView(word.word, kind, definition))
    kind = StatusKind.NOT_STATED.value
    last = StatusView(getattr(t, f"kind_{kind}"), kind, getattr(t, f"definition_{kind}"))
    return (*views.values(), last)


def _sitemap(ordered: list[NoticeSummary], edition: Edition) -> SitemapView:
    size = addresses.LIST_SIZE
    branches: tuple[NoticeBranch, ...] = ()
    lists: tuple[Link, ...] = ()
    if len(ordered) <= size:
        branches = tuple(
            NoticeBranch(
                f"{s.slug}/index.html",
                f"{s.slug}/",
                s.title,
                () if s.withdrawn else _entries(s, edition),
            )
            for s in ordered
        )
    else:
        lists = tuple(
            Link(addresses.list_page(n), edition.t.notice_list.format(number=n))
            for n in range(1, -(-len(ordered) // size) + 1)
        )
    return SitemapView(branches, lists, navigation(edition) + footer_links(edition))
