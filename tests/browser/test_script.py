"""What the script adds works, with the keyboard too; without it nothing is missing."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.sites import KINDS, kind_file

ADDED = "document.querySelectorAll('.button, .filter').forEach((element) => element.remove())"
LINKS = "(all) => all.map((a) => [a.innerText, a.getAttribute('href')])"
SEARCH = "input[type=search]"


def shown(page: Page) -> list[str]:
    """The text that a reader sees, line by line, without blank lines."""
    return [line for line in page.locator("body").inner_text().split("\n") if line.strip()]


@pytest.mark.parametrize("kind", KINDS)
def test_without_script_nothing_is_missing(
    browser: Browser, folders: dict[str, Path], kind: str
) -> None:
    address = kind_file(folders, kind).as_uri()
    plain, scripted = (
        browser.new_context(java_script_enabled=enabled).new_page() for enabled in (False, True)
    )
    plain.goto(address)
    scripted.goto(address)
    assert scripted.locator(".button").count() >= 1
    assert plain.locator(".button, .filter").count() == 0
    scripted.evaluate(ADDED)
    assert shown(plain) == shown(scripted)
    links = plain.locator("a").evaluate_all(LINKS)
    assert len(links) > 5
    assert links == scripted.locator("a").evaluate_all(LINKS)
    plain.context.close()
    scripted.context.close()


@pytest.mark.parametrize("kind", ["home, one notice", "notice"])
def test_filter_narrows_the_list_and_says_so(
    page: Page, folders: dict[str, Path], kind: str
) -> None:
    page.goto(kind_file(folders, kind).as_uri())
    items, count = page.locator(".entries__item"), page.locator("[role=status]")
    total = items.count()
    assert page.get_by_label("在问题中查找").count() == 1
    assert count.inner_text() == ""
    titles = items.all_inner_texts()
    for wanted in ("公积金", "５０．６８万元", "积极推进", "没有这样的问题"):
        page.fill(SEARCH, wanted)
        narrow = wanted.replace("５０．６８", "50.68")
        expected = [title for title in titles if narrow in title]
        seen = [item.inner_text() for item in items.all() if item.is_visible()]
        assert seen == expected
        assert re.findall(r"\d+", count.inner_text()) == [str(total), str(len(expected))]
    page.fill(SEARCH, "")
    assert count.inner_text() == ""
    assert all(item.is_visible() for item in items.all())


def test_filter_only_over_long_lists(page: Page, folders: dict[str, Path]) -> None:
    page.goto((folders["fiction"] / "later-2025" / "index.html").as_uri())
    assert page.locator(".entries__item").count() == 2
    assert page.locator(SEARCH).count() == 0


def is_large(page: Page) -> bool:
    pressed = page.get_by_role("button", name="大字").get_attribute("aria-pressed")
    size = float(page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)"))
    assert (size > 20) == (pressed == "true")
    return size > 20


def test_large_text_is_remembered(page: Page, served: str) -> None:
    page.goto(f"{served}/index.html")
    assert not is_large(page)
    page.get_by_role("button", name="大字").focus()
    page.keyboard.press("Space")
    assert is_large(page)
    page.goto(f"{served}/gfdb-2024/03.html")
    assert is_large(page)
    page.get_by_role("button", name="大字").focus()
    page.keyboard.press("Enter")
    assert not is_large(page)
    page.reload()
    assert not is_large(page)


def test_large_text_works_where_nothing_may_be_kept(page: Page, served: str) -> None:
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(error.message))
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no'); }})"
    )
    page.goto(f"{served}/index.html")
    page.get_by_role("button", name="大字").click()
    assert is_large(page)
    assert faults == []


def test_copy_gives_the_lasting_address(page: Page, served: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{served}/xxgk/xczg/gfdb-2024/03.html#m2")
    page.get_by_role("button", name="复制本页网址").click()
    page.get_by_role("button", name="已复制").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == "https://gongkai.example/gfdb-2024/03.html"


def test_copy_never_claims_what_failed(page: Page, folders: dict[str, Path]) -> None:
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(error.message))
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('no'))")
    page.goto(kind_file(folders, "finding, plain").as_uri())
    page.get_by_role("button", name="复制本页网址").click()
    page.evaluate("new Promise((done) => setTimeout(done, 50))")
    assert page.get_by_role("button", name="已复制").count() == 0
    assert faults == []


def test_style_and_script_are_light(folders: dict[str, Path]) -> None:
    assets = [
        *(folders["sample"] / "assets").glob("*.css"),
        *(folders["sample"] / "assets").glob("*.js"),
    ]
    assert len(assets) == 2
    assert sum(file.stat().st_size for file in assets) < 40_000
