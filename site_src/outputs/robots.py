"""robots.txt: everything may be read; a demonstration asks not to be indexed."""

from collections.abc import Iterator

from site_src.outputs.files import File, WholeSite


def robots(site: WholeSite) -> Iterator[File]:
    """One file, which names the site map if there is one."""
    record = site.edition.folder_of_site.site
    lines = ["User-agent: *", "Disallow: /" if record.demonstration else "Allow: /"]
    if record.base_url:
        lines.append(f"Sitemap: {record.base_url.rstrip('/')}/sitemap.xml")
    yield File("robots.txt", ("\n".join(lines) + "\n").encode())
