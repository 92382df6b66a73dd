"""Everything can be done with the keyboard, in the order of the page, and one sees where one is."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.sites import kind_file

# What may be reached, numbered in the order of the page.
NUMBER = """() => {
    const all = [...document.querySelectorAll("a[href], button, input")].filter((e) => e.checkVisibility());
    all.forEach((element, index) => { element.dataset.test = index; });
    return all.length;
}"""
WHERE = """() => {
    const element = document.activeElement;
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    return [Number(element.dataset.test), outlineStyle !== "none" && parseFloat(outlineWidth) >= 2
        && outlineColor !== getComputedStyle(document.documentElement).backgroundColor
        && box.bottom > 0 && box.top < innerHeight && box.width > 0 && box.right > 0];
}"""


def test_the_first_key_leads_past_the_navigation(page: Page, folders: dict[str, Path]) -> None:
    page.goto(kind_file(folders, "finding, plain").as_uri())
    link = page.locator(".skip-link")
    page.keyboard.press("Tab")
    assert link.evaluate("(e) => e === document.activeElement")
    box = link.bounding_box()
    assert box
    assert box["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize(
    "kind",
    ["home, one notice", "notice, everything", "finding, everything", "contact, everything", "404"],
)
def test_every_stop_is_reached_and_seen(page: Page, folders: dict[str, Path], kind: str) -> None:
    page.goto(kind_file(folders, kind).as_uri())
    count = page.evaluate(NUMBER)
    stops = []
    for _ in range(count):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(WHERE))
    assert stops == [[number, True] for number in range(count)]


def test_a_hidden_outline_is_noticed(page: Page, folders: dict[str, Path]) -> None:
    page.goto(kind_file(folders, "404").as_uri())
    page.evaluate(NUMBER)
    page.evaluate("document.querySelector('.header__name').style.outline = 'none'")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate(WHERE) == [1, False]
