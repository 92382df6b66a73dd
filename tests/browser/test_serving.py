"""The site works by double-click, at a server's root and in a portal's sub-path, under a strict policy, all by itself."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from playwright.sync_api import Browser, Page, Request, Route

from tests.browser.sites import KINDS

SERVED = [address for address in KINDS.values() if not address.startswith("guide/")]
MOUNTS = {"sample": "/xxgk/xczg", "fiction": "/xxgk/shuiwu"}


class Watched:
    """A page that keeps everything that goes wrong on it, and lets nothing out to other hosts."""

    def __init__(self, page: Page, own: str) -> None:
        self.page, self.own, self.faults = page, own, list[str]()
        page.route("**/*", self._route)
        page.on("console", lambda said: self.faults.append(f"console: {said.text}"))
        page.on("pageerror", lambda error: self.faults.append(f"script: {error.message}"))
        page.on("requestfailed", self._failed)
        page.on(
            "response",
            lambda r: self.faults.append(f"{r.status}: {r.url}") if r.status >= 400 else None,
        )

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # by going on to the next page
            self.faults.append(f"{request.failure}: {request.url}")

    def _route(self, route: Route) -> None:
        if route.request.url.startswith(self.own):
            route.continue_()
        else:
            self.faults.append(f"elsewhere: {route.request.url}")
            route.abort()


@pytest.fixture
def watched(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(locale="zh-CN")
    yield page
    page.close()


@pytest.mark.parametrize("mounted", ["root", "sub-path"])
def test_no_fault_from_a_server(watched: Page, served: str, mounted: str) -> None:
    watch = Watched(watched, served)
    for address in SERVED:
        site, _, path = address.partition("/")
        if mounted == "root" and site != "sample":
            continue
        watched.goto(f"{served}{'' if mounted == 'root' else MOUNTS[site]}/{path}")
        assert watched.evaluate("document.styleSheets.length") == 1
        assert watched.locator(".button").count() >= 1
    assert watch.faults == []


def test_no_fault_by_double_click(watched: Page, folders: dict[str, Path]) -> None:
    watch = Watched(watched, folders["sample"].parent.as_uri())
    for address in SERVED:
        site, _, path = address.partition("/")
        watched.goto((folders[site] / path).as_uri())
        assert watched.evaluate("document.styleSheets.length") == 1
        assert watched.locator(".button").count() >= 1
    assert watch.faults == []


@pytest.mark.parametrize("site", ["sample", "fiction"])
def test_every_link_leads_somewhere(folders: dict[str, Path], site: str) -> None:
    """From the front door, by links alone, to every page, and to the very anchor."""
    folder = folders[site]
    waiting, ids, links = ["index.html"], dict[str, set[str]](), set[tuple[str, str]]()
    while waiting:
        address = waiting.pop()
        text = (folder / address).read_text("utf-8")
        ids[address] = set(re.findall(r' id="([^"]*)"', text))
        for href in re.findall(r'<a [^>]*?href="([^"]*)"', text):
            target, anchor = urldefrag(urljoin(f"file:///{address}", unescape(href)))
            if not target.startswith("file:///"):
                continue
            path = unquote(target.removeprefix("file:///"))
            links.add((path, unquote(anchor)))
            if path.endswith(".html") and path not in ids and path not in waiting:
                waiting.append(path)
    assert sorted(path for path, _ in links if not (folder / path).is_file()) == []
    assert [link for link in links if link[1] and link[1] not in ids[link[0]]] == []
    # Nothing links to the page that stands in for lost addresses, or to the leftovers of a withdrawn notice.
    all_pages = {file.relative_to(folder).as_posix() for file in folder.rglob("*.html")}
    unlinked = {page for page in all_pages - ids.keys() if "withdrawn-2021/" not in page}
    assert unlinked == {"404.html", "en/404.html"}


def test_an_anchor_leads_to_its_measure(page: Page, folders: dict[str, Path]) -> None:
    page.set_viewport_size({"width": 360, "height": 500})
    page.goto((folders["fiction"] / "rich-2024" / "03.html").as_uri())
    assert page.evaluate("scrollY") == 0
    plain = page.locator("#m9").evaluate("(e) => getComputedStyle(e).backgroundColor")
    page.goto((folders["fiction"] / "rich-2024" / "03.html").as_uri() + "#m9")
    box = page.locator("#m9").bounding_box()
    assert box
    assert 0 <= box["y"] < 100
    assert page.locator("#m9").evaluate("(e) => getComputedStyle(e).backgroundColor") != plain


def test_watching_notices_faults(watched: Page, served: str) -> None:
    watch = Watched(watched, served)
    watched.goto(f"{served}/index.html")
    watched.evaluate(
        """async () => {
            const image = (src) => new Promise((done) => {
                document.body.append(Object.assign(new Image(), {src, onload: done, onerror: done}));
            });
            await image("nowhere.png");
            await image("https://elsewhere.example/a.png");
            document.body.insertAdjacentHTML("beforeend", '<p style="color: red">x</p>');
        }"""
    )
    said = "\n".join(watch.faults)
    assert "404: " in said
    assert "elsewhere.example" in said
    assert "inline style" in said
