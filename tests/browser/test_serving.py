"""The site works by double-click, at a server's root and in a portal's sub-path, under a strict policy, all by itself."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from playwright.sync_api import Browser, Page, Route

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
        page.on("requestfailed", lambda r: self.faults.append(f"failed: {r.url}"))
        page.on(
            "response",
            lambda r: self.faults.append(f"{r.status}: {r.url}") if r.status >= 400 else None,
        )

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


@pytest.mark.parametrize("site", ["sample", "fiction"])
def test_every_page_opens_by_double_click(
    watched: Page, folders: dict[str, Path], site: str
) -> None:
    """From the front door every link leads somewhere, to the very anchor, and every page is reached."""
    home = (folders[site] / "index.html").as_uri()
    base = home.removesuffix("index.html")
    watch = Watched(watched, base)
    waiting, ids, links = [home], dict[str, set[str]](), set[tuple[str, str]]()
    while waiting:
        address = waiting.pop()
        watched.goto(address)
        ids[address] = set(watched.locator("[id]").evaluate_all("(all) => all.map((e) => e.id)"))
        for href in watched.locator("a").evaluate_all(
            "(all) => all.map((a) => a.getAttribute('href'))"
        ):
            target, anchor = urldefrag(urljoin(address, href))
            if not target.startswith("file:"):
                continue
            assert target.startswith(base), f"{address} leads out of the site: {href}"
            links.add((target, unquote(anchor)))
            if target.endswith(".html") and target not in ids and target not in waiting:
                waiting.append(target)
    assert watch.faults == []
    missing = [
        link for link in links if not Path(unquote(link[0].removeprefix("file://"))).is_file()
    ]
    assert missing == []
    assert [link for link in links if link[1] and link[1] not in ids[link[0]]] == []
    # Nothing links to the page that stands in for lost addresses, or to the leftovers of a withdrawn notice.
    all_pages = {file.as_uri() for file in folders[site].rglob("*.html")}
    assert {
        page.removeprefix(base) for page in all_pages - ids.keys() if "/withdrawn-2021/" not in page
    } == {"404.html", "en/404.html"}


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
