"""Whether a built site is whole: its pages, and on a sample of them every part that all tools must show."""

import html
import random
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from tests.benchmarks import corpus
from tests.benchmarks.corpus import Finding, Notice
from tests.benchmarks.tools import BASE_URL, Tool

SAMPLE = 200
NEARBY = 7  # a finding and its neighbours in the list beside it
DEFINITIONS = {True: "这一项已经整改完成。", False: "通报没有写明这一项的整改状态。"}


def verify(tool: Tool, out: Path, findings: int) -> list[str]:
    """All that is wrong, a line each; at best nothing."""
    if wrong := list(_set_of_pages(tool, out, findings)):
        return wrong  # what follows opens those pages
    faults = list(_lists(tool, out, findings))
    chosen = sample(findings)
    position = 0
    for notice in corpus.notices(findings):
        picked = [f for f in notice.findings if position + f.number - 1 in chosen]
        position += len(notice.findings)
        if picked:
            faults += _notice_faults(tool, out, notice)
        for finding in picked:
            faults += finding_faults(tool, out, notice, finding)
    return faults


def sample(findings: int) -> set[int]:
    """The findings that are read: two hundred of them, and the first and the last."""
    chosen = random.Random(7).sample(range(findings), min(SAMPLE, findings))
    return {0, findings - 1, *chosen}


def _set_of_pages(tool: Tool, out: Path, findings: int) -> Iterator[str]:
    there = {path.relative_to(out).as_posix() for path in out.rglob("*.html")}
    wanted = set(tool.pages(findings))
    yield from (f"{tool.name}: no page {address}" for address in sorted(wanted - there))
    yield from (f"{tool.name}: unexpected page {address}" for address in sorted(there - wanted))


def _lists(tool: Tool, out: Path, findings: int) -> Iterator[str]:
    """Site map, feed, and the lists of fifty."""
    maps = "".join(path.read_text("utf-8") for path in out.glob("sitemap*.xml"))
    places = set(re.findall(r"<loc>(.*?)</loc>", maps))
    notices = list(corpus.notices(findings))
    wanted = {tool.page(n, f) for n in notices for f in (None, *n.findings)}
    missing = {BASE_URL + address for address in wanted} - places
    yield from (f"{tool.name}: not in sitemap.xml: {place}" for place in sorted(missing))
    entries = (out / "feed.xml").read_text("utf-8").count("<entry>")
    if entries != min(50, len(notices)):
        yield f"{tool.name}: feed.xml has {entries} entries"
    numbers = range(2, -(-len(notices) // 50) + 1)
    lists = ["index.html", *(tool.lists.format(number=number) for number in numbers)]
    text = "".join((out / address).read_text("utf-8") for address in lists)
    yield from (
        f"{tool.name}: in no list: {n.title}" for n in notices if f">{n.title}<" not in text
    )


def _notice_faults(tool: Tool, out: Path, notice: Notice) -> Iterator[str]:
    text = plain((out / tool.page(notice)).read_text("utf-8"))
    parts = [notice.title, notice.overview, corpus.NEXT_STEPS]
    for part in (*parts, *(finding.title for finding in notice.findings)):
        if part not in text:
            yield f"{tool.name}: {tool.page(notice)} lacks: {part}"


def finding_faults(tool: Tool, out: Path, notice: Notice, finding: Finding) -> Iterator[str]:
    """What a finding's page lacks."""
    address = tool.page(notice, finding)
    page = (out / address).read_text("utf-8")
    measures = re.findall(r'<p class="measures__text">(.*?)</p>', page)
    if [plain(measure) for measure in measures] != list(finding.measures):
        yield f"{tool.name}: {address} does not show the measures as they are"
    for what, there in _parts(page, BASE_URL + address, notice, finding):
        if not there:
            yield f"{tool.name}: {address} lacks: {what}"


def _parts(page: str, url: str, notice: Notice, finding: Finding) -> Iterator[tuple[str, bool]]:
    heading = f"{finding.number}.{finding.title}"
    text, mail = plain(page), _mail(page)
    total = len(notice.findings)
    yield "title", f"<title>{heading} - " in page
    yield "heading", heading in plain("".join(re.findall(r"<h1.*?</h1>", page)))
    yield "policy", "Content-Security-Policy" in page and "default-src" in page
    yield "page tags", all(f'name="{n}"' in page for n in ("SiteName", "ColumnType", "PubDate"))
    yield "canonical address", f'<link rel="canonical" href="{url}">' in page
    yield "breadcrumb", f"第 {finding.number} 项，共 {total} 项" in text
    yield "status", DEFINITIONS[finding.done] in text
    yield "basis", not finding.done or f"依据：{corpus.BASIS}" in text
    yield "anchors", all(f' id="m{n + 1}"' in page for n in range(len(finding.measures)))
    yield "facts", f"<dd>{notice.issuer}</dd>" in page and f"<dd>{notice.day} 09:30</dd>" in page
    yield "neighbours", all(f"{n}.{title}" in text for n, title in _neighbours(notice, finding))
    yield "mail's subject", f"?subject=对“{heading}”整改情况的意见&" in mail
    yield "mail's body", f"&body=通报：{notice.title}\r\n问题：{heading}\r\n网址：{url}\r\n" in mail
    yield "previous", ('rel="prev"' in page) == (finding.number > 1)
    yield "next", ('rel="next"' in page) == (finding.number < total)
    yield "header and footer", "header__nav" in page and "footer__facts" in page


def _neighbours(notice: Notice, finding: Finding) -> list[tuple[int, str]]:
    start = max(0, min(finding.number - 4, len(notice.findings) - NEARBY))
    return [(f.number, f.title) for f in notice.findings[start : start + NEARBY]]


def _mail(page: str) -> str:
    """The mail links as a mail program reads them."""
    return unquote(html.unescape(" ".join(re.findall(r'href="(mailto:[^"]*)"', page))))


def plain(markup: str) -> str:
    """The text of markup."""
    return html.unescape(re.sub(r"<[^>]*>", "", markup))
