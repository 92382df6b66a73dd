"""Where a link in a Markdown text leads: only to something that is on the site, or to a host that is allowed."""

import re
from urllib.parse import unquote, urlsplit

from site_src import addresses
from site_src.load import NoticeFolder, SiteFolder


class Links:
    """Resolves the links of one text. Called with an address as written, gives the one for the page, or None.

    ``page`` is the address of the page in its language's folder. Pages exist in every language; files such as
    attachments only once, so from a second language the link climbs out of its folder.
    """

    def __init__(
        self, site: SiteFolder, language_folder: str, page: str, notice: NoticeFolder | None = None
    ) -> None:
        self.site = site
        self.language_folder = language_folder
        self.page = page
        self.notice = notice
        self.others: set[tuple[str, str]] = set()  # (slug, stem) of pages of other notices

    def __call__(self, address: str) -> str | None:
        try:
            parts = urlsplit(address)
        except ValueError:
            return None
        if re.search(r"[\x00-\x20\\]", address) or address.startswith("/"):
            return None
        if parts.scheme or parts.netloc:
            return address if self._may_leave(parts.scheme, parts.hostname or "", address) else None
        path = unquote(parts.path) or self.page.rpartition("/")[2]
        return self._inside(path, unquote(parts.fragment)) if address else None

    def _may_leave(self, scheme: str, host: str, address: str) -> bool:
        if scheme in ("mailto", "tel"):
            return bool(re.fullmatch(r"mailto:[^@\s<>\"'?&]+@[A-Za-z0-9.-]+|tel:[+0-9-]+", address))
        is_listed = (
            host == "gov.cn" or host.endswith(".gov.cn") or host in self.site.site.link_hosts
        )
        return scheme in ("http", "https") and is_listed

    def _inside(self, path: str, fragment: str) -> str | None:
        steps = self.page.split("/")[:-1]
        for step in path.split("/"):
            if step == "..":
                if not steps:
                    return None
                steps.pop()
            elif step not in ("", "."):
                steps.append(step)
        if path.endswith("/") or not steps:
            steps.append("index.html")
        target = "/".join(steps)
        if self._is_file(target) and not fragment:
            return addresses.relative(self.language_folder + self.page, target)
        if not self._is_page(target) or (fragment and fragment not in self._anchors(target)):
            return None
        return addresses.relative(self.page, target) + (f"#{fragment}" if fragment else "")

    def _anchors(self, target: str) -> set[str]:
        """The places on a page that a text may point to."""
        folder, _, name = target.rpartition("/")
        stem = name.removesuffix(".html")
        if not folder:
            channels = {f"channel-{channel.id}" for channel in self.site.contact.channels}
            return {"contact": channels, "glossary": {"status", "terms"}}.get(stem, set())
        if self.notice is None or folder != self.notice.slug:
            return set()
        groups = {
            f"g-{finding.group}" for finding in self.notice.findings.values() if finding.group
        }
        if stem == "index":
            return {"findings", "downloads", "feedback"} | groups
        if stem == "full":
            return {f"f-{finding}" for finding in self.notice.findings} | groups
        finding = self.notice.findings.get(stem)
        return {f"m{n + 1}" for n in range(len(finding.measures))} if finding else set()

    def _is_page(self, target: str) -> bool:
        folder, _, name = target.rpartition("/")
        stem = name.removesuffix(".html")
        if not name.endswith(".html"):
            return False
        if not folder:
            return stem in ("index", "contact", "glossary", "sitemap") or stem in {
                *self.site.pages,
                *self.site.unread,
            }
        if self.notice is not None and folder == self.notice.slug:
            return stem in {"index", "full", *self.notice.findings, *self.notice.unread}
        self.others.add((folder, stem))
        return self.site.has_page(folder, stem)

    def _is_file(self, target: str) -> bool:
        if self.notice is None or not target.startswith(f"{self.notice.slug}/"):
            return False
        name = target.removeprefix(f"{self.notice.slug}/")
        is_attachment = name in {f"attachments/{a.name}" for a in self.notice.attachments}
        return is_attachment or name in ("findings.csv", "findings.json")
