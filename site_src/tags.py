"""The page tags (网页标签) of a government site: which page carries which, with exact letter case.

The names come from the tag scheme of the State Council's site platform; see DECISIONS.md for how sure we are of it.
An element whose data is missing is left out, and ``check`` says so: a tag is never empty and never made up.
"""

from collections.abc import Callable

from markupsafe import Markup

from site_src.edition import Edition
from site_src.model import Notice, Site
from site_src.prose import meta_lines, meta_tags

Tags = tuple[tuple[str, str], ...]


def site_tags(site: Site) -> Tags:
    """For every page."""
    return _given(
        ("SiteName", site.name),
        ("SiteDomain", site.domain),
        ("SiteIDCode", site.identifiers.site_code),
    )


def column_tags(site: Site) -> Tags:
    """For lists, and together with an article's own for its page."""
    column = site.column
    if column is None:
        return ()
    return _given(
        ("ColumnName", column.name),
        ("ColumnDescription", column.description),
        ("ColumnKeywords", ",".join(column.keywords)),
        ("ColumnType", column.type),
    )


def article_tags(notice: Notice, edition: Edition) -> Callable[[str, str], Markup]:
    """For the pages of a notice: a function of the page's title and address that gives the elements."""
    site = edition.folder_of_site.site
    before = meta_tags(site_tags(site) + column_tags(site))
    after = meta_tags(
        _given(
            ("PubDate", notice.published),
            ("ContentSource", notice.source or notice.issuer),
            ("Keywords", ",".join(notice.document.keywords)),
            ("Description", notice.document.summary),
        )
    )

    def tags(title: str, address: str) -> Markup:
        article, url = meta_tags((("ArticleTitle", title),)), edition.url(address)
        return meta_lines(before, article, after, meta_tags((("Url", url),) if url else ()))

    return tags


def _given(*pairs: tuple[str, str | None]) -> Tags:
    return tuple((name, value) for name, value in pairs if value)
