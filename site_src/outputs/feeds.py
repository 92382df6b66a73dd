"""The Atom feed of notices, newest first."""

from collections.abc import Iterator

from site_src.outputs.files import File, WholeSite

LONGEST_FEED = 50


def atom_feed(site: WholeSite) -> Iterator[File]:
    """Needs ``base_url``, for an entry's identity is its address. A notice without a time of publication has no entry."""
    if not site.edition.folder_of_site.site.base_url:
        return
    entries = [
        {
            "url": site.edition.url(f"{summary.slug}/index.html"),
            "title": summary.title,
            "issuer": summary.issuer,
            "time": f"{summary.published.replace(' ', 'T')}:00+08:00",
            "summary": site.edition.t.withdrawn
            if summary.withdrawn
            else site.edition.t.finding_count.format(count=summary.findings),
        }
        for summary in site.summaries
        if summary.published
    ]
    if entries:
        yield File(
            "feed.xml",
            site.fill("outputs/feed.xml", entries=entries[:LONGEST_FEED], url=site.edition.url),
        )
