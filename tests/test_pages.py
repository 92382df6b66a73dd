"""Every page of the sample site, of a site with everything in it, and of each folder in ``data/valid``, is whole.

The last part breaks a good page in one place at a time: an invariant that cannot fail proves nothing.
"""

from functools import cache
from pathlib import Path

import pytest

from tests import site_invariants
from tests.site_invariants import (
    CONTENT,
    INVARIANTS,
    VALID,
    BuiltSite,
    Invariant,
    Page,
    build,
    rich,
    sample,
    words_of,
)

FOLDERS = sorted(path.parent for path in VALID.rglob("site.yaml")) if VALID.is_dir() else []
SITES = ["sample", "rich", *(folder.relative_to(VALID).as_posix() for folder in FOLDERS)]


@cache
def site_of(name: str, out: Path) -> BuiltSite:
    if name == "sample":
        return BuiltSite(sample(), CONTENT)
    if name == "rich":
        return BuiltSite(rich(), rich().parent / "content")
    report = build(VALID / name, out / name)
    assert not report.failed, words_of(report)
    return BuiltSite(out / name, VALID / name)


@pytest.fixture(scope="session")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sites")


@pytest.mark.parametrize("invariant", INVARIANTS, ids=lambda i: i.__name__)
@pytest.mark.parametrize("name", SITES)
def test_every_page_is_whole(name: str, invariant: Invariant, out: Path) -> None:
    site = site_of(name, out)
    assert len(site.pages) > 5
    found = [f"{p.address}: {fault}" for p in site.pages.values() for fault in invariant(p, site)]
    assert found == []


# what to change in a page of the rich site, into what, and the invariant that must notice
FINDING, HOME, NOTICE = "n1/01.html", "index.html", "n1/index.html"
MISTAKES = (
    (FINDING, "</h1>", "</h2>", "parses"),
    (FINDING, "<p>", "<p>&nosuch;", "parses"),
    (FINDING, 'id="measures"', 'id="main"', "ids_unique"),
    (FINDING, "</h1>", "</h1><h1>二</h1>", "one_h1"),
    (FINDING, "</h1>", "</h1><h4>深</h4>", "no_level_skipped"),
    (FINDING, '<html lang="zh-CN"', '<html lang="en"', "language_right"),
    ("en/n1/01.html", '<h1 lang="zh-CN"', "<h1", "language_right"),
    (FINDING, "</title>", "x</title>", "title_unique"),
    (FINDING, "default-src &#39;self&#39;", "default-src *", "policy_there"),
    (FINDING, "http-equiv", "name", "policy_there"),
    (FINDING, "<h1", '<h1 style="color:red"', "nothing_inline"),
    (FINDING, "<h1", '<h1 onclick="x()"', "nothing_inline"),
    (FINDING, "</main>", "<script>x()</script></main>", "nothing_inline"),
    (FINDING, "</main>", '<img alt="" src="https://cdn.example.net/x.png"></main>', "hosts_allowed"),
    (FINDING, "</main>", "<p>10.1.2.3</p></main>", "hosts_allowed"),
    (FINDING, 'href="../index.html"', 'href="/index.html"', "links_resolve"),
    (FINDING, 'href="../index.html"', 'href="../nowhere.html"', "links_resolve"),
    (FINDING, 'href="../index.html"', 'href="../../out/index.html"', "links_resolve"),
    (FINDING, 'href="#m1"', 'href="#m9"', "links_resolve"),
    (FINDING, 'href="../index.html"', 'href="javascript:x()"', "links_resolve"),
    (NOTICE, ' scope="col"', "", "tables_headed"),
    (FINDING, "</main>", '<img src="../assets/x.png"></main>', "pictures_told"),
    (FINDING, 'aria-labelledby="measures"', 'aria-labelledby="nothing"', "pictures_told"),
    (FINDING, 'datetime="2023-05"', 'datetime="2023-13"', "times_valid"),
    (FINDING, 'data value="506800"', 'data value="50.68万"', "times_valid"),
    (HOME, '<meta name="SiteName"', '<meta name="ColumnName" content="x"><meta name="SiteName"', "tags_exact"),
    (FINDING, '<meta name="PubDate"', '<meta name="Pubdate"', "tags_exact"),
    (FINDING, '<meta name="SiteIDCode" content="1234567890">', "", "tags_exact"),
    (FINDING, 'name="PubDate" content="2024-01-02 09:05"', 'name="PubDate" content="2024-01-02 09:06"', "time_shown"),
    (FINDING, "<header", '<p class="demonstration">演示</p><header', "demonstration_told"),
    (FINDING, "京ICP备12345678号-1", "", "footer_complete"),
    (FINDING, "beian.mps.gov.cn", "x.gov.cn", "footer_complete"),
    (FINDING, "</main>", f"<p>{'长' * 100_000}</p></main>", "light_enough"),
)  # fmt: skip


@pytest.mark.parametrize(("address", "good", "bad", "name"), MISTAKES)
def test_a_broken_page_is_noticed(address: str, good: str, bad: str, name: str) -> None:
    site = BuiltSite(rich(), rich().parent / "content")
    raw = site.pages[address].raw.decode()
    assert good in raw
    invariant = getattr(site_invariants, name)
    before = list(invariant(site.pages[address], site))
    site.pages[address] = Page(address, raw.replace(good, bad, 1).encode())
    assert set(invariant(site.pages[address], site)) - set(before)


def test_every_invariant_was_seen_failing() -> None:
    assert {i.__name__ for i in INVARIANTS} == {name for *_, name in MISTAKES}
