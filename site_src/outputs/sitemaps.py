"""sitemap.xml for search engines; more than fifty thousand addresses are split, as the protocol asks."""

from collections.abc import Iterator

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
    dates = {
        summary.slug: summary.published[:10] for summary in site.summaries if summary.published
    }
    pages = [
        {
            "url": f"{base.rstrip('/')}/{address}",
            "date": dates.get(address.split("/")[-2]) if "/" in address else None,
        }
        for address in sorted(site.addresses, key=addresses.reading_order)
        if address not in not_found
    ]
    chunks = [
        pages[start : start + MOST_ADDRESSES] for start in range(0, len(pages), MOST_ADDRESSES)
    ]
    if len(chunks) == 1:
        yield File("sitemap.xml", site.fill("outputs/sitemap.xml", pages=pages))
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(chunks) + 1)]
    for name, chunk in zip(names, chunks, strict=True):
        yield File(name, site.fill("outputs/sitemap.xml", pages=chunk))
    urls = [f"{base.rstrip('/')}/{name}" for name in names]
    yield File("sitemap.xml", site.fill("outputs/sitemap-index.xml", urls=urls))
