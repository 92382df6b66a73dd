"""Pages fit every screen: nothing runs off to the side or out of its box, and a finger hits what it aims at."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.sites import KINDS, kind_file

WIDTHS = (320, 360, 768, 1280)
NORMAL, LARGE, DOUBLE = (
    "",
    "document.documentElement.classList.add('large-text')",
    ("document.documentElement.style.fontSize = '212.5%'"),
)

# Text that ends beyond the screen, or beyond the block it stands in; boxes that hide part of what they hold.
MISFITS = """() => {
    const found = [];
    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth) found.push(`page: ${root.scrollWidth} > ${root.clientWidth}`);
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const text = walker.currentNode;
        if (!text.data.trim() || text.parentElement.closest("thead, .skip-link")) continue;
        let block = text.parentElement;
        while (getComputedStyle(block).display.startsWith("inline")) block = block.parentElement;
        const range = document.createRange();
        range.selectNodeContents(text);
        const box = block.getBoundingClientRect(), said = range.getBoundingClientRect();
        if (said.width && (said.right > box.right + 2 || said.left < box.left - 2))
            found.push(`text: ${text.data.trim().slice(0, 30)}`);
    }
    for (const element of document.body.querySelectorAll("*")) {
        const hides = getComputedStyle(element).overflow !== "visible" && element.tagName !== "svg";
        if (hides && element.tagName !== "INPUT" &&
            (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1))
            found.push(`cut off: ${element.className}`);
    }
    return found;
}"""

TARGETS = """(selector) => [...document.querySelectorAll(selector)]
    .filter((element) => element.checkVisibility())
    .map((element) => [element.textContent.trim(), element.getBoundingClientRect().height])"""


@pytest.mark.parametrize("kind", KINDS)
def test_everything_fits(browser: Browser, folders: dict[str, Path], kind: str) -> None:
    page = browser.new_page(locale="zh-CN")
    page.goto(kind_file(folders, kind).as_uri())
    found = []
    for size, widths in ((NORMAL, WIDTHS), (LARGE, (320, 360)), (DOUBLE, (640, 1280))):
        page.evaluate(f"() => {{ {size} }}")
        for width in widths:
            page.set_viewport_size({"width": width, "height": 800})
            found += [(size[:40], width, misfit) for misfit in page.evaluate(MISFITS)]
    page.close()
    assert not found


def test_a_misfit_is_found(page: Page, folders: dict[str, Path]) -> None:
    page.goto(kind_file(folders, "notice").as_uri())
    page.set_viewport_size({"width": 360, "height": 800})
    page.evaluate("document.querySelector('h1').style.whiteSpace = 'nowrap'")
    page.evaluate("document.querySelector('.figures').style.height = '3em'")
    said = page.evaluate(MISFITS)
    assert {fault.split(":")[0] for fault in said} == {"page", "text", "cut off"}


def small(page: Page, selector: str, least: float) -> list[Any]:
    sizes = page.evaluate(TARGETS, selector)
    assert sizes, selector
    return [(text, height) for text, height in sizes if height < least]


@pytest.mark.parametrize(
    ("kind", "selector"),
    [
        ("notice", ".header__nav a, .button, .filter input, .feedback__phone, .entries__item"),
        ("finding, everything", ".pager__link, .button, .feedback__phone"),
        ("contact", ".feedback__phone"),
        ("home, many notices", ".pages a"),
    ],
)
def test_main_targets_suit_a_finger(
    page: Page, folders: dict[str, Path], kind: str, selector: str
) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(kind_file(folders, kind).as_uri())
    assert small(page, selector, 44) == []


@pytest.mark.parametrize(
    ("kind", "selector"),
    [
        ("site map", ".tree a, .footer a"),
        ("finding, everything", ".breadcrumb a, .measures__anchor, .header__parent"),
        ("finding, plain", ".finding__siblings a"),
        ("notice", ".downloads a, .feedback a"),
        ("home, many notices", ".notice-card a"),
    ],
)
def test_other_targets_are_no_trap(
    page: Page, folders: dict[str, Path], kind: str, selector: str
) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(kind_file(folders, kind).as_uri())
    assert small(page, selector, 24) == []
