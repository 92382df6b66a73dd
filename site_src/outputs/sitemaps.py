"""sitemap.xml for search engines; more than fifty thousand addresses are split, as the protocol asks."""

from collections.abc import Iterator

from markupsafe import escape

from site_src import addresses
from site_src.outputs.files import File, WholeSite

MOST_ADDRESSES = 50_000


def sitemaps(site: WholeSite) -> Iterator[File]:
    """Needs ``base_url``, for the protocol wants full addresses."""
    base = site.edition.folder_of_site.site.base_url
    if not base:
        return
    languages = site.edition.folder_of_site.site.languages
    not_found = {f"{addresses.language_folder(code, languages)}404.html" for code in languages}
    start = str(escape(f"{base.rstrip('/')}/"))
    dates = {
        summary.slug: f"<lastmod>{summary.published[:10]}</lastmod>"
        for summary in site.summaries
        if summary.published
    }
    found = [
        f"<url><loc>{start}{address}</loc>{dates.get(address.split('/')[-2], '') if '/' in address else ''}</url>\n"
        for address in sorted(site.addresses, key=addresses.reading_order)
        if address not in not_found
    ]
    chunks = [
        found[first : first + MOST_ADDRESSES] for first in range(0, len(found), MOST_ADDRESSES)
    ]
    if len(chunks) == 1:
        yield File("sitemap.xml", _xml("urlset", found))
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(chunks) + 1)]
    for name, chunk in zip(names, chunks, strict=True):
        yield File(name, _xml("urlset", chunk))
    maps = [f"<sitemap><loc>{start}{name}</loc></sitemap>\n" for name in names]
    yield File("sitemap.xml", _xml("sitemapindex", maps))


def _xml(root: str, lines: list[str]) -> bytes:
    head = '<?xml version="1.0" encoding="utf-8"?>\n'
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'{head}<{root} xmlns="{space}">\n{"".join(lines)}</{root}>\n'.encode()
